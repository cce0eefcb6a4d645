package promptglot.rules.portability.emulated_test

import data.promptglot.rules.portability.emulated as rule
import data.promptglot.testing

test_emulation_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("prefill", "emulated", "certain")])
}

test_so_is_a_possible_one if {
	count(rule.findings) == 1 with input as testing.given([testing.loss("prefill", "emulated", "possible")])
}

test_dropped_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("prefill", "dropped", "certain")])
}

test_a_text_file_waits_for_its_turns if {
	p := {"kind": "prompt", "prompt_info": {"format": "text"}}
	count(rule.findings) == 0 with input as testing.given([p, testing.loss("system-param", "emulated", "certain")])
}

test_what_else_a_text_file_loses_is_reported if {
	p := {"kind": "prompt", "prompt_info": {"format": "text"}}
	count(rule.findings) == 1 with input as testing.given([p, testing.loss("prefill", "emulated", "certain")])
}
