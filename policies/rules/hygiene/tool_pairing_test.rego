package promptglot.rules.hygiene.tool_pairing_test

import data.promptglot.rules.hygiene.tool_pairing as rule
import data.promptglot.testing

test_a_result_without_a_call_is_an_error if {
	testing.severities(rule.findings, "none") == {"error"} with input as testing.given([testing.coded_fact("structure", "tool-pairing-orphan-result")])
}

test_test_code_is_a_warning if {
	testing.severities(rule.findings, "none") == {"warning"} with input as testing.given([object.union(testing.coded_fact("structure", "tool-pairing-orphan-result"), {"in_test": true})])
}

test_a_call_without_a_result_is_a_warning if {
	testing.severities(rule.findings, "none") == {"warning"} with input as testing.given([testing.coded_fact("structure", "tool-pairing-unanswered-call")])
}

test_other_structure_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("structure", "first-turn")])
}
