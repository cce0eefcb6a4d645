# METADATA
# title: "The target drops an option"
# description: "An option that tunes the answer – seed, penalties, logit bias, log probabilities, number of choices, reasoning effort – does not reach the target."
# custom:
#   id: PG103
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "The request works, but answers differ from what was tuned, or the program reads a part of the response that is not there."
#   fix: "Remove the option if nothing depends on it; otherwise look at the answers of the target before going over."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "logit_bias": {"50256": -100}, "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [openai-chat/gpt-5.4-mini]
#       text: |
#         {"model": "gpt-5.4", "logit_bias": {"50256": -100}, "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.portability.option_lost

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some feature
	not feature in others
	some f in input.facts.loss[feature]
	f.loss.outcome == "dropped"
	f.loss.certainty == "certain"
	message := sprintf("%s is dropped: %s", [feature, f.loss.message])
}

# What other rules grade.
others := (lib.contract | lib.hints) | {"unknown-field", "empty-content"}
