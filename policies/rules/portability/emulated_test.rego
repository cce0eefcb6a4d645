package promptglot.rules.portability.emulated_test

import data.promptglot.rules.portability.emulated as rule
import data.promptglot.testing

test_emulation_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("prefill", "emulated", "certain")])
}

test_so_is_a_possible_one if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("prefill", "emulated", "possible")])
}

test_dropped_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("prefill", "dropped", "certain")])
}
