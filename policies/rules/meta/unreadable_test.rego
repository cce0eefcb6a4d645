package promptglot.rules.meta.unreadable_test

import data.promptglot.rules.meta.unreadable as rule
import data.promptglot.testing

test_a_problem_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("parse", "unclosed-block")])
}

test_whatever_its_code if {
	count(rule.findings) == 1 with input as testing.given([{"kind": "parse"}])
}

test_other_facts_are_not if {
	count(rule.findings) == 0 with input as testing.given([{"kind": "prompt"}])
}
