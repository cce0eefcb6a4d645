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

test_shows_no_value_that_is_no_name if {
	some one in rule.findings with input as testing.given([{"kind": "feature", "feature": "max-tokens-param", "vendor": "openai", "value": "99"}])
	one.message == "max-tokens-param is tied to openai"
}

test_shows_the_name if {
	some one in rule.findings with input as testing.given([{"kind": "feature", "feature": "model-name", "vendor": "openai", "value": "gpt-5.4"}])
	one.message == "model-name gpt-5.4 is tied to openai"
}
