# METADATA
# title: "The target refuses the request"
# description: "Something in the request cannot be written for the target in any form, so there is no valid request to send."
# custom:
#   id: PG101
#   severity: error
#   level: minimal
#   in_test: strict
#   why: "The call fails at the vendor, or cannot be made at all."
#   fix: "Take the part out, replace it by what the target has, or leave the target out for this prompt."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-audio-1.5", "messages": [{"role": "user", "content": [{"type": "text", "text": "Write this down."}, {"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}}]}]}
#     - verdict: passing
#       file: ask.json
#       targets: [gemini]
#       text: |
#         {"model": "gpt-audio-1.5", "messages": [{"role": "user", "content": [{"type": "text", "text": "Write this down."}, {"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}}]}]}
package promptglot.rules.portability.request_refused

import data.promptglot.lib

findings contains lib.finding_with(f, message, {"severity": severity}) if {
	some feature
	feature != "unknown-field"
	some f in input.facts.loss[feature]
	f.loss.outcome == "refused"
	f.loss.certainty == "certain"
	message := sprintf("%s is refused: %s", [feature, f.loss.message])
	severity := lib.in_test_at_most(f, "error")
}
