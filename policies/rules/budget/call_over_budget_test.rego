package promptglot.rules.budget.call_over_budget_test

import data.promptglot.rules.budget.call_over_budget as rule
import data.promptglot.testing

given(detail, most) := testing.given_with([testing.tokens(detail)], {"config": {"PG304": {"usd": most}}})

test_a_dearer_call_is_reported if {
	count(rule.findings) == 1 with input as given({"cost_usd": 0.03}, 0.02)
}

test_exactly_the_budget_is_fine if {
	count(rule.findings) == 0 with input as given({"cost_usd": 0.02}, 0.02)
}

test_an_unknown_price_is_fine if {
	count(rule.findings) == 0 with input as given({"cost_usd": null}, 0.02)
}

test_without_a_budget_any_price_is_fine if {
	count(rule.findings) == 0 with input as given({"cost_usd": 9}, 0)
}
