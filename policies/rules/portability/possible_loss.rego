# METADATA
# title: "The target may lose what the program counts on"
# description: "Whether a part of the contract – output format, tools, stop sequences, turns, media – reaches the target, or the target takes the request at all, depends on something that is not written here: the model, the API version, a variable. Options that may be lost are for PG112."
# custom:
#   id: PG108
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "It works in one place and fails in another."
#   fix: "Write the value out, or see to it where the value comes from that the target takes it."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [openai-chat]
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 99, "stop_sequences": ["END"], "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [openai-chat/gpt-4.1]
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 99, "stop_sequences": ["END"], "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [anthropic@2023-06-01]
#       text: |
#         {"model": "gpt-5.4", "temperature": 0.3, "messages": [{"role": "user", "content": "Hi"}]}
#       note: "An option that may be dropped is for PG112."
package promptglot.rules.portability.possible_loss

import data.promptglot.lib
import data.promptglot.shipped

findings contains lib.finding_with(f, shipped.perhaps(f), shipped.choose_model(f)) if {
	some feature
	some f in input.facts.loss[feature]
	f.loss.certainty == "possible"
	f.loss.path != "" # a default that differs is PG107's
	shipped.breaks(feature, f.loss)
}
