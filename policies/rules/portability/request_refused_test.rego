package promptglot.rules.portability.request_refused_test

import data.promptglot.rules.portability.request_refused as rule
import data.promptglot.testing

test_refused_is_an_error if {
	testing.severities(rule.findings, "none") == {"error"} with input as testing.given([testing.loss("image-input", "refused", "certain")])
}

test_test_code_is_a_warning if {
	testing.severities(rule.findings, "none") == {"warning"} with input as testing.given([object.union(testing.loss("image-input", "refused", "certain"), {"in_test": true})])
}

test_a_possible_refusal_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("image-input", "refused", "possible")])
}

test_unknown_fields_are_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("unknown-field", "refused", "certain")])
}

test_dropped_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("image-input", "dropped", "certain")])
}
