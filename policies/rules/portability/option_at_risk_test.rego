package promptglot.rules.portability.option_at_risk_test

import data.promptglot.rules.portability.option_at_risk as rule
import data.promptglot.testing

test_a_possible_loss_of_an_option_is_reported if {
	some one in rule.findings with input as testing.given([testing.loss("seed", "dropped", "possible")])
	one.message == "seed may be dropped: it does not cross"
}

test_a_possible_approximation_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("stop-sequences", "approximate", "possible")])
}

test_a_possible_loss_of_contract_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("stop-sequences", "dropped", "possible")])
}

test_a_possible_refusal_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "refused", "possible")])
}

test_a_certain_loss_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "dropped", "certain")])
}

test_a_possible_addition_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "added", "possible")])
}

test_a_choice_among_tools_that_a_variable_holds_is_reported_here if {
	f := object.union(testing.loss("tool-choice", "dropped", "possible"), {"loss": {"message": "a variable tool choice has another shape here"}})
	count(rule.findings) == 1 with input as testing.given([f])
}
