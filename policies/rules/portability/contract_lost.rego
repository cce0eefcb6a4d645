# METADATA
# title: "The target drops what the program counts on"
# description: "Output format, tools, stop sequences, instructions, turns, media or guardrails are gone from the request that the target gets."
# custom:
#   id: PG102
#   severity: error
#   level: minimal
#   in_test: strict
#   why: "The request is accepted, and the answer is not what the program can work with: no JSON, no tool call, an image not seen."
#   fix: "Say it in the target's own way, ask for it in the prompt and check the answer, or leave the target out for this prompt."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "stop": ["\n\n"], "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "stop": ["END"], "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.portability.contract_lost

import data.promptglot.lib

findings contains lib.finding_with(f, message, {"severity": severity}) if {
	some feature in lib.contract
	some f in input.facts.loss[feature]
	f.loss.outcome == "dropped"
	f.loss.certainty == "certain"
	message := sprintf("%s is dropped: %s", [feature, f.loss.message])
	severity := lib.in_test_at_most(f, "error")
}
