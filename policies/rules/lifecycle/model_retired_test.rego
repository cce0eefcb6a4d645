package promptglot.rules.lifecycle.model_retired_test

import data.promptglot.rules.lifecycle.model_retired as rule
import data.promptglot.testing

test_retired_is_an_error if {
	testing.severities(rule.findings, "none") == {"error"} with input as testing.given([testing.model({"status": "retired"})])
}

test_test_code_is_a_warning if {
	testing.severities(rule.findings, "none") == {"warning"} with input as testing.given([object.union(testing.model({"status": "retired"}), {"in_test": true})])
}

test_names_day_and_replacement if {
	f := testing.model({"status": "retired", "retires_on": "2025-01-31", "replacement": "m-2"})
	some one in rule.findings with input as testing.given([f])
	one.message == "the model m-1 was retired on 2025-01-31; the vendor recommends m-2"
}

test_announced_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.model({"status": "deprecated", "days_left": 3})])
}

test_a_day_that_has_passed_is_an_error if {
	testing.severities(rule.findings, "none") == {"error"} with input as testing.given([testing.model({"status": "deprecated", "retires_on": "2026-11-01", "days_left": -21})])
}

test_active_is_fine if {
	count(rule.findings) == 0 with input as testing.given([testing.model({})])
}

test_a_prompt_without_a_model_is_fine if {
	count(rule.findings) == 0 with input as testing.given([{"kind": "prompt"}])
}

test_a_model_that_is_only_mentioned_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.model({"status": "retired", "mention": "list"})])
}
