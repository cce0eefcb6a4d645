package promptglot.rules.budget.context_exceeded_test

import data.promptglot.rules.budget.context_exceeded as rule
import data.promptglot.testing

test_too_long_is_an_error if {
	testing.severities(rule.findings, "none") == {"error"} with input as testing.given([testing.tokens({"low": 8001, "tokens": 8001, "high": 8001})])
}

test_test_code_is_a_warning if {
	testing.severities(rule.findings, "none") == {"warning"} with input as testing.given([object.union(testing.tokens({"low": 8001}), {"in_test": true})])
}

test_exactly_full_is_fine if {
	count(rule.findings) == 0 with input as testing.given([testing.tokens({"low": 8000, "tokens": 8000, "high": 8000})])
}

test_only_the_upper_estimate_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.tokens({"low": 7900, "high": 8100})])
}

test_an_unknown_window_is_fine if {
	count(rule.findings) == 0 with input as testing.given([testing.tokens({"low": 9000000, "context": null})])
}
