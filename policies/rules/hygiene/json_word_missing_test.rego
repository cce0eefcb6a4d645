package promptglot.rules.hygiene.json_word_missing_test

import data.promptglot.rules.hygiene.json_word_missing as rule
import data.promptglot.testing

test_json_word_missing_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("structure", "json-word-missing")])
}

test_empty_content_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("structure", "empty-content")])
}
