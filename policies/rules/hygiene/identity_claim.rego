# METADATA
# title: "The prompt says which model it is"
# description: "The text tells the model that it is a certain vendor's product, or who made it."
# custom:
#   id: PG403
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Another vendor's model is made to lie about itself, which works badly and may break its vendor's terms."
#   fix: "Describe the task and the role instead, or put the name in a variable."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "You are ChatGPT, a helpful assistant."}]}
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "You were made by Anthropic to be helpful."}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "You are a helpful assistant. Compare ChatGPT and Claude."}]}
package promptglot.rules.hygiene.identity_claim

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some code in {"identity-claim", "vendor-claim"}
	some f in input.codes.text[code]
	not told(f)
	not stored(f)
}

# Who made it, on a line that says what it is already: one claim.
told(f) if {
	f.code == "vendor-claim"
	some claim in input.codes.text["identity-claim"]
	claim.start.line == f.start.line
	claim.vendor == f.vendor
	claim.prompt == f.prompt
}

# A string of a data file that no reader takes for a prompt: a chat template, a
# list of examples, a recording.
stored(f) if {
	not lib.in_prompt(f)
	endswith(lower(f.file), ".json")
}
