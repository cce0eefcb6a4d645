package promptglot.rules.budget.context_at_risk_test

import data.promptglot.rules.budget.context_at_risk as rule
import data.promptglot.testing

test_an_upper_estimate_above_the_window_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.tokens({"low": 7900, "high": 8100})])
}

test_certainly_too_long_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.tokens({"low": 8001, "high": 8100})])
}

test_exactly_full_is_fine if {
	count(rule.findings) == 0 with input as testing.given([testing.tokens({"low": 7900, "high": 8000})])
}

test_an_unknown_window_is_fine if {
	count(rule.findings) == 0 with input as testing.given([testing.tokens({"high": 9000000, "context": null})])
}
