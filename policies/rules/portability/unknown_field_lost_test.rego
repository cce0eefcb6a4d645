package promptglot.rules.portability.unknown_field_lost_test

import data.promptglot.rules.portability.unknown_field_lost as rule
import data.promptglot.testing

test_a_dropped_unknown_field_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("unknown-field", "dropped", "certain")])
}

test_so_is_a_refused_one if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("unknown-field", "refused", "certain")])
}

test_a_known_option_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "dropped", "certain")])
}

test_a_possible_loss_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("unknown-field", "dropped", "possible")])
}

test_names_the_field if {
	f := object.union(testing.loss("unknown-field", "dropped", "certain"), {"loss": {"path": "/options/a~1b"}})
	some one in rule.findings with input as testing.given([f])
	one.message == "a/b is unknown: it does not cross"
}
