# METADATA
# title: "Markup of one model family in text outside of prompts"
# description: "A string in code or data holds control tokens, think tags or a soft switch, and nothing says that it is a prompt."
# custom:
#   id: PG415
#   severity: info
#   level: strict
#   why: "Such text builds raw prompts or takes answers apart, and works with one family of models."
#   fix: "Let the API lay out turns and reasoning; where a raw prompt is built or an answer taken apart, keep it in one place, by model."
#   examples:
#     - verdict: failing
#       file: ask.py
#       text: |
#         import openai
#         answer = reply.split("<|im_end|>")[0]
#     - verdict: passing
#       file: ask.py
#       text: |
#         import openai
#         answer = reply.split("END")[0]
package promptglot.rules.hygiene.loose_markup

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some code in {"soft-switch", "special-token", "think-tag"}
	some f in input.codes.text[code]
	not lib.in_prompt(f)
}
