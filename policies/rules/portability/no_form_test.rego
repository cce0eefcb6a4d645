package promptglot.rules.portability.no_form_test

import data.promptglot.rules.portability.no_form as rule
import data.promptglot.testing

lost(path, message) := object.union(
	testing.loss("unknown-field", "dropped", "certain"),
	{"loss": {"path": path, "message": message}},
)

test_a_part_without_a_form_is_reported_by_its_key if {
	some one in rule.findings with input as testing.given([lost("/messages/0/a~1b", "nothing of gemini says this")])
	one.message == "a/b is dropped: nothing of gemini says this"
}

test_an_element_is_named_by_its_text if {
	f := object.union(lost("/messages/0/content/4", "nothing of gemini says this"), {"value": "{{media url=x}}"})
	some one in rule.findings with input as testing.given([f])
	one.message == "{{media url=x}} is dropped: nothing of gemini says this"
}

test_what_has_neither_is_reported_all_the_same if {
	f := json.remove(lost("", "nothing of gemini says this"), ["value"])
	count(rule.findings) == 1 with input as testing.given([f])
}

test_an_unknown_field_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([lost("/x", "no dialect knows this field of openai-chat")])
}

test_a_known_option_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "dropped", "certain")])
}
