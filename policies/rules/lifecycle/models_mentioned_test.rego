package promptglot.rules.lifecycle.models_mentioned_test

import data.promptglot.rules.lifecycle.models_mentioned as rule
import data.promptglot.testing

gone(id, mention) := testing.model({"id": id, "status": "retired", "mention": mention})

test_one_finding_speaks_of_all if {
	facts := [gone("m-2", "list"), gone("m-1", "word"), gone("m-2", "word")]
	some one in rule.findings with input as testing.given(facts)
	count(rule.findings) == 1 with input as testing.given(facts)
	one.message == "mentioned, and retired or about to be: m-1, m-2"
	one.fact == "fact-0"
	one.facts == ["fact-0", "fact-1", "fact-2"]
}

test_many_are_counted if {
	some one in rule.findings with input as testing.given([gone(sprintf("m-%d", [i]), "list") | some i in numbers.range(1, 9)])
	endswith(one.message, "m-6 and 3 more")
}

test_soon_counts_as_well if {
	f := testing.model({"status": "deprecated", "retires_on": "2026-12-25", "days_left": 33, "mention": "list"})
	count(rule.findings) == 1 with input as testing.given([f])
	count(rule.findings) == 0 with input as testing.given_with([f], {"config": {"PG202": {"days": 30}}})
}

test_a_model_in_use_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.model({"status": "retired"})])
}

test_active_models_are_fine if {
	count(rule.findings) == 0 with input as testing.given([testing.model({"mention": "list"})])
}
