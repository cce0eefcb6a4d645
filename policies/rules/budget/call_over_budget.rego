# METADATA
# title: "A call is over its budget"
# description: "Sending the prompt costs more than the configuration allows, by its input alone. Off until `usd` is set; set it for a folder in `overrides`."
# custom:
#   id: PG304
#   severity: error
#   level: minimal
#   in_test: strict
#   needs_setting: usd
#   why: "What a call costs is multiplied by every user."
#   fix: "Shorten the prompt, choose a cheaper model, or raise the budget and say why."
#   params:
#     - name: usd
#       default: 0
#       description: "Most US dollars that the input of one call may cost; 0 is no limit."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [openai-chat/gpt-5.4]
#       words: 5000
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Summarise:…"}]}
#       others:
#         promptglot.yaml: |
#           rules:
#             PG304: {usd: 0.001}
#     - verdict: passing
#       file: ask.json
#       targets: [openai-chat/gpt-5.4]
#       words: 5
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Summarise:…"}]}
#       others:
#         promptglot.yaml: |
#           rules:
#             PG304: {usd: 0.001}
package promptglot.rules.budget.call_over_budget

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	most := input.config.PG304.usd
	most > 0
	some f in input.facts.tokens[_]
	f.tokens.cost_usd != null
	f.tokens.cost_usd > most
	message := sprintf("the input of a call costs $%v for %s, its budget is $%v", [f.tokens.cost_usd, f.tokens.target, most])
}
