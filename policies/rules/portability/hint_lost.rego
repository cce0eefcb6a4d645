# METADATA
# title: "The target drops a hint"
# description: "Caching marks, service tiers, user ids, tags and stream options do not reach the target. The answer stays as it is."
# custom:
#   id: PG104
#   severity: info
#   level: strict
#   why: "Cost, speed or bookkeeping change without anybody noticing."
#   fix: "Set the target's own counterpart where there is one."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [gemini]
#       text: |
#         {"model": "gpt-5.4", "service_tier": "flex", "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [openai-chat]
#       text: |
#         {"model": "gpt-5.4", "service_tier": "flex", "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.portability.hint_lost

import data.promptglot.lib
import data.promptglot.shipped

findings contains lib.finding(f, message) if {
	some feature in lib.hints
	some f in input.facts.loss[feature]
	f.loss.outcome == "dropped"
	f.loss.certainty == "certain"
	message := sprintf("%s is dropped: %s", [feature, f.loss.message])
}

findings contains lib.finding(f, message) if {
	some feature
	some f in input.facts.loss[feature]
	f.loss.certainty == "certain"
	shipped.only_a_name(feature, f.loss)
	message := sprintf("%s is approximated: %s", [feature, f.loss.message])
}
