package promptglot.rules.hygiene.turn_order_test

import data.promptglot.rules.hygiene.turn_order as rule
import data.promptglot.testing

test_consecutive_roles_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("structure", "consecutive-roles")])
}

test_first_turn_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("structure", "first-turn")])
}

test_a_late_system_turn_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("structure", "mid-conversation-system")])
}
