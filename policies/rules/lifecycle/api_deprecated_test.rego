package promptglot.rules.lifecycle.api_deprecated_test

import data.promptglot.rules.lifecycle.api_deprecated as rule
import data.promptglot.testing

test_a_retired_api_is_reported if {
	count(rule.findings) == 1 with input as testing.given([{"kind": "feature", "feature": "api-deprecated", "vendor": "gemini"}])
}

test_another_feature_is_not if {
	count(rule.findings) == 0 with input as testing.given([{"kind": "feature", "feature": "sdk-import", "vendor": "gemini"}])
}
