package promptglot.rules.portability.option_lost_test

import data.promptglot.rules.portability.option_lost as rule
import data.promptglot.testing

test_a_dropped_seed_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("seed", "dropped", "certain")])
}

test_a_contract_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("tool-definition", "dropped", "certain")])
}

test_a_hint_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("cache-control", "dropped", "certain")])
}

test_approximate_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "approximate", "certain")])
}

test_a_possible_loss_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "dropped", "possible")])
}
