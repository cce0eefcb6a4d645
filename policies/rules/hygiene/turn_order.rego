# METADATA
# title: "Turns in an unusual order"
# description: "Two turns of one role follow each other, or the first turn is not the user's."
# custom:
#   id: PG409
#   severity: info
#   level: strict
#   why: "Most vendors merge such turns; some refuse them."
#   fix: "Join the turns, or begin with the user's."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}, {"role": "user", "content": "Anybody there?"}]}
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "assistant", "content": "How can I help?"}, {"role": "user", "content": "Where is my order?"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.hygiene.turn_order

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some code in {"consecutive-roles", "first-turn"}
	some f in input.codes.structure[code]
}
