# METADATA
# title: "The prompt is over its budget"
# description: "The prompt has more tokens than the configuration allows. Off until `tokens` is set; set it for a folder in `overrides`."
# custom:
#   id: PG303
#   severity: error
#   level: minimal
#   in_test: strict
#   needs_setting: tokens
#   why: "Prompts grow a sentence at a time, and every call pays for all of them."
#   fix: "Shorten the prompt, or raise the budget and say why."
#   params:
#     - name: tokens
#       default: 0
#       description: "Most tokens that a prompt may have; 0 is no limit."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [openai-chat/gpt-5.4]
#       words: 500
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Summarise:…"}]}
#       others:
#         promptglot.yaml: |
#           rules:
#             PG303: {tokens: 400}
#     - verdict: passing
#       file: ask.json
#       targets: [openai-chat/gpt-5.4]
#       words: 300
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Summarise:…"}]}
#       others:
#         promptglot.yaml: |
#           rules:
#             PG303: {tokens: 400}
package promptglot.rules.budget.prompt_over_budget

import data.promptglot.lib

findings contains lib.finding_with(f, message, {"severity": severity(f.tokens, most)}) if {
	most := input.config.PG303.tokens
	most > 0
	some f in input.facts.tokens[_]
	f.tokens.tokens > most
	message := sprintf("the prompt has %d tokens for %s, its budget is %d", [f.tokens.tokens, f.tokens.target, most])
}

# An estimate that reaches below the budget is no proof.
severity(t, most) := "error" if t.low > most

else := "warning"
