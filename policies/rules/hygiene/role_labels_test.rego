package promptglot.rules.hygiene.role_labels_test

import data.promptglot.rules.hygiene.role_labels as rule
import data.promptglot.testing

test_role_labels_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "role-labels")])
}

test_the_old_format_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "legacy-human-assistant")])
}
