package promptglot.rules.hygiene.legacy_turns_test

import data.promptglot.rules.hygiene.legacy_turns as rule
import data.promptglot.testing

test_legacy_human_assistant_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "legacy-human-assistant")])
}

test_other_labels_are_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "role-labels")])
}
