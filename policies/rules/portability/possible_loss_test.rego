package promptglot.rules.portability.possible_loss_test

import data.promptglot.rules.portability.possible_loss as rule
import data.promptglot.testing

test_a_possible_refusal_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("image-input", "refused", "possible")])
}

test_a_possible_refusal_of_an_option_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("seed", "refused", "possible")])
}

test_a_possible_loss_of_contract_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("stop-sequences", "dropped", "possible")])
}

test_a_possible_loss_of_an_option_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "dropped", "possible")])
}

test_a_possible_approximation_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("stop-sequences", "approximate", "possible")])
}

test_says_what_it_depends_on if {
	loss := testing.loss("stop-sequences", "dropped", "possible")
	f := object.union(loss, {"loss": {"depends_on": ["model", "api-version"]}})
	some one in rule.findings with input as testing.given([f])
	one.message == "stop-sequences may be dropped, depending on model, api-version: it does not cross"
	contains(one.help, "--target")
}

test_a_model_that_is_named_is_not_asked_for if {
	loss := testing.loss("stop-sequences", "dropped", "possible")
	f := object.union(loss, {"loss": {"depends_on": ["model"], "target": "vllm/m-1"}})
	some one in rule.findings with input as testing.given([f])
	not one.help
}

test_a_certain_loss_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("stop-sequences", "dropped", "certain")])
}

test_a_possible_addition_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("stop-sequences", "added", "possible")])
}

test_a_choice_among_tools_that_a_variable_holds_is_another_rule if {
	f := object.union(testing.loss("tool-choice", "dropped", "possible"), {"loss": {"message": "a variable tool choice has another shape here"}})
	count(rule.findings) == 0 with input as testing.given([f])
}
