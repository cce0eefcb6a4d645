# METADATA
# title: "Control tokens in a prompt"
# description: "The text holds tokens of a chat template, such as ChatML's or Llama's. Chat templates themselves are exempt: there they belong; text of which nothing says that it is a prompt is for PG415."
# custom:
#   id: PG401
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "A server of open-weight models may read them as the start of another turn; others spend tokens on them as plain text."
#   fix: "Use roles instead; let the server apply its own template."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "<|im_start|>user\nHi<|im_end|>"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Which HTML tag is <s>?"}]}
package promptglot.rules.hygiene.special_token

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.text["special-token"]
	lib.in_prompt(f)
	not in_chat_template(f)
}

in_chat_template(f) if {
	some p in input.facts.prompt[_]
	p.prompt == f.prompt
	p.prompt_info.format == "chat-template"
}
