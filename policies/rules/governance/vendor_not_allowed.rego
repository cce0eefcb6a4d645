# METADATA
# title: "The vendor is not allowed"
# description: "The prompt is written for a vendor that the organisation has not agreed to. Off until `vendors` is set."
# custom:
#   id: PG601
#   severity: error
#   level: minimal
#   needs_setting: vendors
#   why: "Who may see a prompt and its data is a matter of contracts."
#   fix: "Move the prompt to a vendor that is allowed (`promptglot migrate`), or have this one allowed."
#   params:
#     - name: vendors
#       default: []
#       description: "The vendors that may serve prompts; none means any."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "grok-4", "messages": [{"role": "user", "content": "Hi"}]}
#       others:
#         promptglot.yaml: |
#           rules:
#             PG601: {vendors: [anthropic]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}
#       others:
#         promptglot.yaml: |
#           rules:
#             PG601: {vendors: [anthropic]}
package promptglot.rules.governance.vendor_not_allowed

import data.promptglot.lib

findings contains lib.finding_with(p, message, {"severity": lib.in_test_at_most(p, "error")}) if {
	allowed := input.config.PG601.vendors
	count(allowed) > 0
	some p in input.prompts
	p.vendor != ""
	not p.vendor in allowed
	message := sprintf("the prompt is for %s; allowed are %s", [p.vendor, concat(", ", allowed)])
}
