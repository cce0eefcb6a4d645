package promptglot.rules.hygiene.special_token_test

import data.promptglot.rules.hygiene.special_token as rule
import data.promptglot.testing

test_a_control_token_is_reported if {
	count(rule.findings) == 1 with input as testing.given(testing.in_a_prompt(testing.coded_fact("text", "special-token")))
}

test_a_chat_template_may_have_them if {
	token := object.union(testing.coded_fact("text", "special-token"), {"prompt": "a.jinja"})
	prompt := {"kind": "prompt", "prompt": "a.jinja", "prompt_info": {"format": "chat-template"}}
	count(rule.findings) == 0 with input as testing.given([token, prompt])
}

test_another_prompt_in_the_file_may_not if {
	token := object.union(testing.coded_fact("text", "special-token"), {"prompt": "a.py#ask"})
	prompt := {"kind": "prompt", "prompt": "a.py#template", "prompt_info": {"format": "chat-template"}}
	asked := {"kind": "prompt", "prompt": "a.py#ask", "prompt_info": {"format": "code"}}
	count(rule.findings) == 1 with input as testing.given([token, prompt, asked])
}

test_a_think_tag_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "think-tag")])
}

test_text_that_is_no_prompt_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "special-token")])
}
