package promptglot.rules.meta.stale_rendering_test

import data.promptglot.rules.meta.stale_rendering as rule
import data.promptglot.testing

test_edited_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("stale", "edited")])
}

test_missing_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("stale", "missing")])
}

test_stale_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("stale", "stale")])
}

test_a_waiver_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("waiver", "unused")])
}
