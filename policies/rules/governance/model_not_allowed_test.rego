package promptglot.rules.governance.model_not_allowed_test

import data.promptglot.rules.governance.model_not_allowed as rule
import data.promptglot.testing

given(detail, models) := testing.given_with([testing.model(detail)], {"config": {"PG602": {"models": models}}})

test_another_model_is_reported if {
	testing.severities(rule.findings, "") == {"error"} with input as given({"id": "gpt-5.4"}, ["gpt-5.4-*"])
}

test_a_pattern_covers_what_it_fits if {
	count(rule.findings) == 0 with input as given({"id": "gpt-5.4-mini"}, ["claude-*", "gpt-5.4-*"])
}

test_a_slash_or_dot_is_part_of_a_name if {
	count(rule.findings) == 0 with input as given({"id": "openai/gpt-5.4"}, ["openai/*"])
}

test_without_a_list_any_is_allowed if {
	count(rule.findings) == 0 with input as given({"id": "gpt-5.4"}, [])
}
