package promptglot.rules.hygiene.loose_markup_test

import data.promptglot.rules.hygiene.loose_markup as rule
import data.promptglot.testing

test_a_control_token_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "special-token")])
}

test_so_is_a_think_tag_beside_a_prompt if {
	tag := object.union(testing.coded_fact("text", "think-tag"), {"prompt": "a.py"})
	count(rule.findings) == 1 with input as testing.given([tag, {"kind": "prompt", "prompt": "a.py#ask"}])
}

test_in_a_prompt_other_rules_speak if {
	count(rule.findings) == 0 with input as testing.given(testing.in_a_prompt(testing.coded_fact("text", "special-token")))
}

test_an_identity_claim_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "identity-claim")])
}
