package promptglot.rules.portability.contract_lost_test

import data.promptglot.rules.portability.contract_lost as rule
import data.promptglot.testing

test_a_dropped_stop_sequence_is_an_error if {
	testing.severities(rule.findings, "none") == {"error"} with input as testing.given([testing.loss("stop-sequences", "dropped", "certain")])
}

test_test_code_is_a_warning if {
	testing.severities(rule.findings, "none") == {"warning"} with input as testing.given([object.union(testing.loss("tool-choice", "dropped", "certain"), {"in_test": true})])
}

test_a_dropped_option_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "dropped", "certain")])
}

test_emulated_is_not_lost if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("stop-sequences", "emulated", "certain")])
}

test_a_possible_loss_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("stop-sequences", "dropped", "possible")])
}
