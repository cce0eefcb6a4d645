package promptglot.rules.portability.unknown_field_lost_test

import data.promptglot.rules.portability.unknown_field_lost as rule
import data.promptglot.testing

# lost is a loss of a field of which the ledger says what a writer says.
lost(outcome, certainty, path) := object.union(
	testing.loss("unknown-field", outcome, certainty),
	{"loss": {"path": path, "message": "no dialect knows this field of openai-chat"}},
)

test_a_dropped_unknown_field_is_reported if {
	count(rule.findings) == 1 with input as testing.given([lost("dropped", "certain", "/x")])
}

test_so_is_a_refused_one if {
	count(rule.findings) == 1 with input as testing.given([lost("refused", "certain", "/x")])
}

test_a_known_option_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "dropped", "certain")])
}

test_a_possible_loss_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([lost("dropped", "possible", "/x")])
}

test_names_the_field if {
	some one in rule.findings with input as testing.given([lost("dropped", "certain", "/options/a~1b")])
	one.message == "a/b is unknown: no dialect knows this field of openai-chat"
}

test_what_its_own_api_knows_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("unknown-field", "dropped", "certain")])
}

test_what_a_program_sends_besides_is_another_rule if {
	prompt := {"kind": "prompt", "prompt": "a.py#ask", "prompt_info": {"format": "code"}}
	f := object.union(lost("dropped", "certain", "/provider"), {"prompt": "a.py#ask"})
	count(rule.findings) == 0 with input as testing.given([f, prompt])
	count(rule.findings) == 1 with input as testing.given([object.union(f, {"prompt": "b.json"}), prompt])
}
