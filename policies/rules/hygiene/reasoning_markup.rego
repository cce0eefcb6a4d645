# METADATA
# title: "Switches and tags of a reasoning model in the text"
# description: "The text holds think tags or a soft switch such as /no_think, which certain open-weight models read."
# custom:
#   id: PG411
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Other models take them for text; code that parses such tags finds none."
#   fix: "Use the API's field for reasoning, and read reasoning from the response's field."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "How much is 2 + 2? /no_think"}]}
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Put your thoughts between <think> and </think>."}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Put your thoughts in a section called thinking."}]}
package promptglot.rules.hygiene.reasoning_markup

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some code in {"soft-switch", "think-tag"}
	some f in input.codes.text[code]
	lib.in_prompt(f) # elsewhere it is mostly what takes answers apart
}
