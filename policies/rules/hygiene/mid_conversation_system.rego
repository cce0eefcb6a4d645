# METADATA
# title: "System text in the middle of a conversation"
# description: "A system turn follows a user's or an assistant's turn."
# custom:
#   id: PG407
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Some vendors refuse it; others move it to the front, where it holds for the whole conversation."
#   fix: "Say it in a user turn, or at the start."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}, {"role": "system", "content": "Answer in French."}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "system", "content": "Be brief."}, {"role": "system", "content": "Answer in French."}, {"role": "user", "content": "Hi"}]}
package promptglot.rules.hygiene.mid_conversation_system

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.structure["mid-conversation-system"]
}
