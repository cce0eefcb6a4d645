package promptglot.rules.hygiene.mid_conversation_system_test

import data.promptglot.rules.hygiene.mid_conversation_system as rule
import data.promptglot.testing

test_mid_conversation_system_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("structure", "mid-conversation-system")])
}

test_consecutive_roles_are_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("structure", "consecutive-roles")])
}
