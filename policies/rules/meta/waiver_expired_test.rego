package promptglot.rules.meta.waiver_expired_test

import data.promptglot.rules.meta.waiver_expired as rule
import data.promptglot.testing

test_expired_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("waiver", "expired")])
}

test_an_unused_one_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("waiver", "unused")])
}
