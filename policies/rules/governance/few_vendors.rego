# METADATA
# title: "Too few vendors can serve the prompt"
# description: "Of the vendor that the prompt is written for and those of the targets, fewer than `vendors` can run it: elsewhere something is refused, or something that the program counts on is dropped. Vendors of which only the run will tell are counted."
# custom:
#   id: PG603
#   severity: warning
#   level: strict
#   why: "When the one vendor is down, dearer or gone, the prompt is."
#   fix: "See what stands in the way of another vendor (`promptglot check --select PG101,PG102`)."
#   params:
#     - name: vendors
#       default: 2
#       description: "How many vendors must be able to serve a prompt."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]}]}
#     - verdict: passing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}], "seed": 7}
package promptglot.rules.governance.few_vendors

import data.promptglot.lib

findings contains lib.finding(p, message) if {
	# Who cannot serve a prompt is out because of a loss, and most have none.
	some f in input.facts.loss[_]
	f.loss.certainty == "certain"
	f.loss.outcome in lib.gone
	some p in input.prompts
	p.name == f.prompt
	p.vendor != ""
	not p.in_test
	asked := {p.vendor} | {t.vendor | some t in p.targets}
	count(asked) >= input.config.PG603.vendors
	can := lib.possible_vendors(p)
	count(can) < input.config.PG603.vendors
	message := sprintf("only %s can serve the prompt; %s cannot", [concat(", ", can), concat(", ", asked - can)])
}
