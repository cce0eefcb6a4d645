package promptglot.rules.portability.hint_lost_test

import data.promptglot.rules.portability.hint_lost as rule
import data.promptglot.testing

test_a_dropped_cache_mark_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("cache-control", "dropped", "certain")])
}

test_an_option_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "dropped", "certain")])
}

test_added_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("cache-control", "added", "certain")])
}

test_the_name_of_a_schema_is_reported if {
	named := object.union(testing.loss("response-format-json-schema", "approximate", "certain"), {"loss": {"path": "/response_format/json_schema/name"}})
	count(rule.findings) == 1 with input as testing.given([named])
}

test_the_schema_is_another_rule if {
	whole := object.union(testing.loss("response-format-json-schema", "approximate", "certain"), {"loss": {"path": "/response_format"}})
	count(rule.findings) == 0 with input as testing.given([whole])
}
