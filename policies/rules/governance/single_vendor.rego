# METADATA
# title: "One vendor is a single point of failure"
# description: "Most prompts of the repository can run on one vendor only, of all that were asked for as targets. Judged where a run sees the whole repository."
# custom:
#   id: PG604
#   severity: warning
#   level: strict
#   why: "If that vendor is down, dearer or gone, the product is."
#   fix: "Make the most important prompts run on a second vendor; `promptglot check --select PG603` names them."
#   params:
#     - name: share
#       default: 0.5
#       description: "Share of the prompts above which it is reported."
#     - name: prompts
#       default: 3
#       description: "How many prompts a repository must have for it to be judged."
#   examples:
#     - verdict: failing
#       file: a.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]}]}
#       others:
#         b.json: |
#           {"model": "gpt-5.4", "messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]}]}
#         c.json: |
#           {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: a.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]}]}
#       others:
#         b.json: |
#           {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
#         c.json: |
#           {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Bye"}]}
package promptglot.rules.governance.single_vendor

import data.promptglot.lib

# What is not written for a vendor hangs on none, and what is test code on nobody's day.
judged[p.name] contains p if {
	some p in input.prompts
	p.vendor != ""
	not p.in_test
}

bound[vendor] contains name if {
	some name, ps in judged
	some p in ps
	some t in p.targets
	t.vendor != p.vendor
	lib.possible_vendors(p) == {p.vendor}
	vendor := p.vendor
}

repository_findings contains lib.repository_finding_with(message, {"subject": vendor}) if {
	input.scope == "whole"
	count(judged) >= input.config.PG604.prompts
	some vendor, names in bound
	count(names) / count(judged) > input.config.PG604.share
	message := sprintf("%d of %d prompts can run on %s only", [count(names), count(judged), vendor])
}
