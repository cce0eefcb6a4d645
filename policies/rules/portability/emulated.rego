# METADATA
# title: "The target is given the same by other means"
# description: "The target has no such field, and the writer brings about the same effect another way."
# custom:
#   id: PG106
#   severity: info
#   level: strict
#   why: "The request works. Who compares requests, costs or caches will see the difference."
#   fix: "Nothing has to be done; check the translated request once."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "response_format": {"type": "json_object"}, "messages": [{"role": "user", "content": "List three towns as JSON."}]}
#     - verdict: passing
#       file: ask.json
#       targets: [gemini]
#       text: |
#         {"model": "gpt-5.4", "response_format": {"type": "json_object"}, "messages": [{"role": "user", "content": "List three towns as JSON."}]}
#     - verdict: passing
#       file: AGENTS.md
#       targets: [gemini]
#       text: |
#         Run the tests before every commit.
package promptglot.rules.portability.emulated

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some feature
	some f in input.facts.loss[feature]
	f.loss.outcome == "emulated"
	not lone_instruction(feature)
	message := sprintf("%s is emulated: %s", [feature, f.loss.message])
}

# A text file that holds instructions only: the program that reads it adds the
# turns that the target wants.
lone_instruction(feature) if {
	feature == "system-param"
	lib.text_file
}
