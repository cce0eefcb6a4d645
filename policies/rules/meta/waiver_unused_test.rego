package promptglot.rules.meta.waiver_unused_test

import data.promptglot.rules.meta.waiver_unused as rule
import data.promptglot.testing

test_unused_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("waiver", "unused")])
}

test_an_expired_one_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("waiver", "expired")])
}
