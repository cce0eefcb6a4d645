package promptglot.rules.hygiene.xml_function_calls_test

import data.promptglot.rules.hygiene.xml_function_calls as rule
import data.promptglot.testing

test_xml_function_calls_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "xml-function-calls")])
}

test_internal_tags_are_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "internal-tags")])
}
