package promptglot.rules.portability.value_added_test

import data.promptglot.rules.portability.value_added as rule
import data.promptglot.testing

test_an_added_limit_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("max-tokens-required", "added", "certain")])
}

test_dropped_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("max-tokens-required", "dropped", "certain")])
}

test_a_text_file_has_no_place_for_it if {
	p := {"kind": "prompt", "prompt_info": {"format": "markdown"}}
	count(rule.findings) == 0 with input as testing.given([p, testing.loss("max-tokens-required", "added", "certain")])
}

test_a_prompt_file_with_options_has if {
	p := {"kind": "prompt", "prompt_info": {"format": "prompty"}}
	count(rule.findings) == 1 with input as testing.given([p, testing.loss("max-tokens-required", "added", "certain")])
}

test_a_default_that_differs_is_reported if {
	loss := object.union(testing.loss("sampling-param", "approximate", "possible"), {"loss": {"path": ""}})
	count(rule.findings) == 1 with input as testing.given([loss])
}

test_an_approximation_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("sampling-param", "approximate", "possible")])
}
