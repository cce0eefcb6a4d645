# METADATA
# title: "The target may lose an option"
# description: "Whether an option reaches the target, or all of what was asked for does, depends on something that is not written here: the model, the API version, a variable."
# custom:
#   id: PG112
#   severity: info
#   level: strict
#   why: "Answers may differ from what was tuned, with some models or some values."
#   fix: "Write the value out, or see to it where the value comes from that the target takes it."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic@2023-06-01]
#       text: |
#         {"model": "gpt-5.4", "temperature": 0.3, "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [anthropic@2023-06-01/claude-haiku-4-5]
#       text: |
#         {"model": "gpt-5.4", "temperature": 0.3, "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.portability.option_at_risk

import data.promptglot.lib
import data.promptglot.shipped

findings contains lib.finding_with(f, shipped.perhaps(f), shipped.choose_model(f)) if {
	some feature
	some f in input.facts.loss[feature]
	f.loss.certainty == "possible"
	f.loss.path != "" # a default that differs is PG107's
	f.loss.outcome in {"approximate", "dropped", "refused"}
	not shipped.breaks(feature, f.loss)
}
