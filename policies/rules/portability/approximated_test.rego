package promptglot.rules.portability.approximated_test

import data.promptglot.rules.portability.approximated as rule
import data.promptglot.testing

test_a_clamped_temperature_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("temperature-range", "approximate", "certain")])
}

test_emulated_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("temperature-range", "emulated", "certain")])
}

test_a_possible_one_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("temperature-range", "approximate", "possible")])
}

test_the_name_of_a_schema_is_another_rule if {
	named := object.union(testing.loss("response-schema", "approximate", "certain"), {"loss": {"path": "/text/format/name"}})
	count(rule.findings) == 0 with input as testing.given([named])
}
