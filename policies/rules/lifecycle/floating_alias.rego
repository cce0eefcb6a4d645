# METADATA
# title: "The model's name floats"
# description: "The name stands for whatever model the vendor puts behind it, such as -latest."
# custom:
#   id: PG204
#   severity: info
#   level: strict
#   why: "Answers change on a day that nobody here chose."
#   fix: "Pin a dated snapshot where answers must be repeatable."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "claude-3-7-sonnet-latest", "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "claude-haiku-4-5-20251001", "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.lifecycle.floating_alias

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some f in input.facts.model[_]
	f.model.alias
	message := sprintf("the model %s is a floating name", [f.model.id])
}
