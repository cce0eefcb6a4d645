package promptglot.rules.lifecycle.api_deprecated_test

import data.promptglot.rules.lifecycle.api_deprecated as rule
import data.promptglot.testing

test_a_retired_api_is_reported if {
	count(rule.findings) == 1 with input as testing.given([{"kind": "feature", "feature": "api-deprecated", "vendor": "gemini"}])
}

test_another_feature_is_not if {
	count(rule.findings) == 0 with input as testing.given([{"kind": "feature", "feature": "sdk-import", "vendor": "gemini"}])
}

at(feature, value, offset) := {
	"kind": "feature", "feature": feature, "value": value,
	"start": {"line": 1, "column": 1, "offset": offset},
}

test_what_is_imported_again_is_reported_once if {
	imports := [at(feature, "a.b", offset) | some feature in ["api-deprecated", "sdk-import"]; some offset in [0, 9]]
	count(rule.findings) == 1 with input as testing.given(imports)
}

test_each_module_is_reported if {
	imports := [at(feature, value, offset) | some feature in ["api-deprecated", "sdk-import"]; some offset, value in ["a.b", "a.c"]]
	count(rule.findings) == 2 with input as testing.given(imports)
}

test_each_call_is_reported if {
	calls := [at("api-deprecated", "threads.create", offset) | some offset in [0, 9]]
	count(rule.findings) == 2 with input as testing.given(calls)
}
