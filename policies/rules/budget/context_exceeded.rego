# METADATA
# title: "The prompt does not fit the model"
# description: "Even the least count of the prompt's tokens is more than the model's context window."
# custom:
#   id: PG301
#   severity: error
#   level: minimal
#   in_test: strict
#   why: "The call fails, or the prompt is cut."
#   fix: "Shorten the prompt, or choose a model with a larger window."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [openai-chat/gpt-4]
#       words: 20000
#       text: |
#         {"model": "gpt-4", "messages": [{"role": "user", "content": "Summarise:…"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [openai-chat/gpt-4]
#       words: 5000
#       text: |
#         {"model": "gpt-4", "messages": [{"role": "user", "content": "Summarise:…"}]}
package promptglot.rules.budget.context_exceeded

import data.promptglot.lib

findings contains lib.finding_with(f, message, {"severity": severity}) if {
	some f in input.facts.tokens[_]
	f.tokens.context != null # null is less than any number
	f.tokens.low > f.tokens.context
	message := sprintf("the prompt has at least %d tokens, the context of %s is %d", [f.tokens.low, f.tokens.model, f.tokens.context])
	severity := lib.in_test_at_most(f, "error")
}
