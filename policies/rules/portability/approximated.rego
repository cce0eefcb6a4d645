# METADATA
# title: "The target gets less than was asked for"
# description: "A value was clamped to the target's range, rounded to a level it has, or weakened."
# custom:
#   id: PG105
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "The request works, but does not mean quite the same."
#   fix: "Choose a value that all targets take, or set it per target."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic@2023-06-01/claude-haiku-4-5]
#       text: |
#         {"model": "gpt-5.4", "temperature": 1.8, "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [anthropic@2023-06-01/claude-haiku-4-5]
#       text: |
#         {"model": "gpt-5.4", "temperature": 0.3, "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.portability.approximated

import data.promptglot.lib
import data.promptglot.shipped

findings contains lib.finding(f, message) if {
	some feature
	some f in input.facts.loss[feature]
	f.loss.outcome == "approximate"
	f.loss.certainty == "certain"
	not shipped.only_a_name(feature, f.loss)
	message := sprintf("%s is approximated: %s", [feature, f.loss.message])
}
