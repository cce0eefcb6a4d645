package promptglot.rules.lifecycle.model_deprecated_test

import data.promptglot.rules.lifecycle.model_deprecated as rule
import data.promptglot.testing

test_deprecated_without_a_day_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.model({"status": "deprecated"})])
}

test_deprecated_with_a_far_day_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.model({"status": "deprecated", "days_left": 405, "replacement": "m-2"})])
}

test_a_near_day_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.model({"status": "deprecated", "days_left": 33})])
}

test_retired_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.model({"status": "retired", "days_left": -3})])
}

test_active_is_fine if {
	count(rule.findings) == 0 with input as testing.given([testing.model({})])
}

test_test_code_is_no_news_before_the_day if {
	f := object.union(testing.model({"status": "deprecated", "retires_on": "2028-01-01", "days_left": 405}), {"in_test": true})
	count(rule.findings) == 0 with input as testing.given([f])
}

test_a_model_that_is_only_mentioned_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.model({"status": "deprecated", "retires_on": "2028-01-01", "days_left": 405, "mention": "word"})])
}
