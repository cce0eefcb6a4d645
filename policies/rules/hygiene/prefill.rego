# METADATA
# title: "The answer is begun for the model"
# description: "The last turn is the assistant's, to be continued, or the text asks for an answer that begins with given words."
# custom:
#   id: PG408
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Few vendors continue such a turn; newer models refuse it."
#   fix: "Ask for the format with a schema or in words."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 99, "messages": [{"role": "user", "content": "List three."}, {"role": "assistant", "content": "{"}]}
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 99, "messages": [{"role": "user", "content": "How many?"}, {"role": "assistant", "content": "The number is "}]}
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "List three towns. Begin your answer with ["}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 99, "messages": [{"role": "user", "content": "One?"}, {"role": "assistant", "content": "1"}, {"role": "user", "content": "Two?"}]}
package promptglot.rules.hygiene.prefill

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some code in {"prefill", "prefill-trailing-space"}
	some f in input.codes.structure[code]
}

# Words are only a sign of it.
findings contains lib.finding_with(f, f.message, {"severity": "info"}) if {
	some f in input.codes.text["prefill-instruction"]
}
