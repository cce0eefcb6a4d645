package promptglot.rules.governance.vendor_not_allowed_test

import data.promptglot.rules.governance.vendor_not_allowed as rule
import data.promptglot.testing

given(detail, allowed) := testing.given_with([], {
	"prompts": [testing.prompt(detail)],
	"config": {"PG601": {"vendors": allowed}},
})

test_another_vendor_is_reported if {
	testing.severities(rule.findings, "") == {"error"} with input as given({}, ["anthropic"])
}

test_in_test_code_it_is_a_warning if {
	testing.severities(rule.findings, "") == {"warning"} with input as given({"in_test": true}, ["anthropic"])
}

test_an_allowed_one_is_fine if {
	count(rule.findings) == 0 with input as given({}, ["anthropic", "openai"])
}

test_without_a_list_any_is_allowed if {
	count(rule.findings) == 0 with input as given({}, [])
}

test_a_prompt_for_nobody_is_fine if {
	count(rule.findings) == 0 with input as given({"vendor": ""}, ["anthropic"])
}
