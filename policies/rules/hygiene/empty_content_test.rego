package promptglot.rules.hygiene.empty_content_test

import data.promptglot.rules.hygiene.empty_content as rule
import data.promptglot.testing

test_empty_content_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("structure", "empty-content")])
}

test_a_begun_answer_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("structure", "prefill")])
}
