package promptglot.rules.portability.vendor_bound_test

import data.promptglot.rules.portability.vendor_bound as rule
import data.promptglot.testing

test_a_vendor_feature_is_reported if {
	count(rule.findings) == 1 with input as testing.given([{"kind": "feature", "feature": "sdk-import", "vendor": "openai"}])
}

test_a_feature_of_any_vendor_is_not if {
	count(rule.findings) == 0 with input as testing.given([{"kind": "feature", "feature": "xml-tags", "vendor": "any"}])
}

test_a_retired_api_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([{"kind": "feature", "feature": "api-deprecated", "vendor": "openai"}])
}

test_prose_is_not if {
	count(rule.findings) == 0 with input as testing.given([{"kind": "feature", "feature": "vendor-prose", "vendor": "openai"}])
}
