package promptglot.rules.lifecycle.model_retiring_test

import data.promptglot.rules.lifecycle.model_retiring as rule
import data.promptglot.testing

config := {"config": {"PG202": {"days": 90}}}

test_a_near_day_is_reported if {
	count(rule.findings) == 1 with input as testing.given_with([testing.model({"status": "deprecated", "retires_on": "2026-12-25", "days_left": 33})], config)
}

test_names_the_replacement if {
	f := testing.model({"status": "deprecated", "retires_on": "2026-12-25", "days_left": 33, "replacement": "m-2"})
	some one in rule.findings with input as testing.given_with([f], config)
	one.message == "the model m-1 will be retired on 2026-12-25, in 33 days; the vendor recommends m-2"
}

test_a_far_day_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given_with([testing.model({"status": "deprecated", "retires_on": "2028-01-01", "days_left": 405})], config)
}

test_a_retired_model_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given_with([testing.model({"status": "retired", "retires_on": "2026-01-01", "days_left": -325})], config)
}

test_the_earliest_day_of_an_active_model_is_fine if {
	count(rule.findings) == 0 with input as testing.given_with([testing.model({"retires_on": "2026-12-25", "days_left": 33})], config)
}

test_a_day_that_has_passed_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given_with([testing.model({"status": "deprecated", "days_left": -1})], config)
}

test_no_day_is_fine if {
	count(rule.findings) == 0 with input as testing.given_with([testing.model({})], config)
}

test_the_number_of_days_can_be_set if {
	f := testing.model({"status": "deprecated", "retires_on": "2026-12-25", "days_left": 33})
	count(rule.findings) == 0 with input as testing.given_with([f], {"config": {"PG202": {"days": 30}}})
}

test_test_code_is_no_news_before_the_day if {
	f := object.union(testing.model({"status": "deprecated", "retires_on": "2026-12-25", "days_left": 33}), {"in_test": true})
	count(rule.findings) == 0 with input as testing.given_with([f], config)
}

test_a_model_that_is_only_mentioned_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given_with([testing.model({"status": "deprecated", "retires_on": "2026-12-25", "days_left": 33, "mention": "list"})], config)
}
