package promptglot.rules.meta.waiver_malformed_test

import data.promptglot.rules.meta.waiver_malformed as rule
import data.promptglot.testing

test_malformed_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("waiver", "malformed")])
}

test_missing_reason_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("waiver", "missing-reason")])
}

test_an_unused_one_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("waiver", "unused")])
}
