package promptglot.rules.governance.few_vendors_test

import data.promptglot.rules.governance.few_vendors as rule
import data.promptglot.testing

given(detail) := testing.given_with([object.union(testing.loss("tool-choice", "dropped", "certain"), {"prompt": "a.json"})], {
	"prompts": [testing.prompt(detail)],
	"config": {"PG603": {"vendors": 2}},
})

test_one_vendor_of_two_is_reported if {
	{f.message | some f in rule.findings} == {"only openai can serve the prompt; anthropic cannot"} with input as given({"targets": [testing.on("anthropic", "no")]})
}

test_two_are_enough if {
	count(rule.findings) == 0 with input as given({"targets": [testing.on("anthropic", "no"), testing.on("gemini", "yes")]})
}

test_what_only_the_run_will_tell_counts if {
	count(rule.findings) == 0 with input as given({"targets": [testing.on("anthropic", "unknown")]})
}

test_where_no_other_vendor_was_asked_for_nothing_is_known if {
	count(rule.findings) == 0 with input as given({"targets": [testing.on("openai", "yes")]})
}

test_a_prompt_for_nobody_and_test_code_are_fine if {
	count(rule.findings) == 0 with input as given({"vendor": "", "targets": [testing.on("anthropic", "no"), testing.on("gemini", "no")]})
	count(rule.findings) == 0 with input as given({"in_test": true, "targets": [testing.on("anthropic", "no")]})
}

test_another_prompts_loss_says_nothing if {
	count(rule.findings) == 0 with input as given({"name": "b.json", "targets": [testing.on("anthropic", "no")]})
}
