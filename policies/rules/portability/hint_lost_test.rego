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
