package promptglot.rules.portability.value_added_test

import data.promptglot.rules.portability.value_added as rule
import data.promptglot.testing

test_an_added_limit_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("max-tokens-required", "added", "certain")])
}

test_dropped_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("max-tokens-required", "dropped", "certain")])
}
