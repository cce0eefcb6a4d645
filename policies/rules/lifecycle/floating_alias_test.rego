package promptglot.rules.lifecycle.floating_alias_test

import data.promptglot.rules.lifecycle.floating_alias as rule
import data.promptglot.testing

test_an_alias_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.model({"alias": true})])
}

test_a_snapshot_is_fine if {
	count(rule.findings) == 0 with input as testing.given([testing.model({})])
}
