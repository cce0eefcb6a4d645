# METADATA
# title: "The prompt may not fit the model"
# description: "The estimate of the prompt's tokens reaches from below to above the model's context window."
# custom:
#   id: PG302
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "The call may fail; how many tokens it is depends on a tokenizer that is not public or a value not yet filled in."
#   fix: "Shorten the prompt, bound its variables, or choose a model with a larger window."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic/claude-haiku-4-5]
#       words: 150000
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "Summarise:…"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [anthropic/claude-haiku-4-5]
#       words: 5000
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "Summarise:…"}]}
package promptglot.rules.budget.context_at_risk

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some f in input.facts.tokens[_]
	f.tokens.context != null
	f.tokens.low <= f.tokens.context
	f.tokens.high > f.tokens.context
	message := sprintf("the prompt has %d to %d tokens, the context of %s is %d", [f.tokens.low, f.tokens.high, f.tokens.model, f.tokens.context])
}
