package promptglot.rules.hygiene.prefill_test

import data.promptglot.rules.hygiene.prefill as rule
import data.promptglot.testing

test_a_begun_answer_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("structure", "prefill")])
}

test_so_is_one_that_ends_in_a_space if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("structure", "prefill-trailing-space")])
}

test_an_instruction_is_info if {
	testing.severities(rule.findings, "warning") == {"info"} with input as testing.given([testing.coded_fact("text", "prefill-instruction")])
}

test_other_structure_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("structure", "empty-content")])
}
