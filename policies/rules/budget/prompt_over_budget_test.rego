package promptglot.rules.budget.prompt_over_budget_test

import data.promptglot.rules.budget.prompt_over_budget as rule
import data.promptglot.testing

given(detail, most) := testing.given_with([testing.tokens(detail)], {"config": {"PG303": {"tokens": most}}})

test_more_than_the_budget_is_an_error if {
	testing.severities(rule.findings, "") == {"error"} with input as given({}, 800)
}

test_an_estimate_about_the_budget_is_a_warning if {
	testing.severities(rule.findings, "") == {"warning"} with input as given({}, 950)
}

test_exactly_the_budget_is_fine if {
	count(rule.findings) == 0 with input as given({}, 1000)
}

test_without_a_budget_any_size_is_fine if {
	count(rule.findings) == 0 with input as given({"low": 900000, "tokens": 900000, "high": 900000}, 0)
}
