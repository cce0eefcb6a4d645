package promptglot.rules.hygiene.reasoning_markup_test

import data.promptglot.rules.hygiene.reasoning_markup as rule
import data.promptglot.testing

test_soft_switch_is_reported if {
	count(rule.findings) == 1 with input as testing.given(testing.in_a_prompt(testing.coded_fact("text", "soft-switch")))
}

test_think_tag_is_reported if {
	count(rule.findings) == 1 with input as testing.given(testing.in_a_prompt(testing.coded_fact("text", "think-tag")))
}

test_a_control_token_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "special-token")])
}

test_text_that_is_no_prompt_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "think-tag")])
}
