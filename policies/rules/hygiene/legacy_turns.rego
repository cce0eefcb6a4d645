# METADATA
# title: "Turns of the old completion format"
# description: "The text is laid out in \\n\\nHuman: and \\n\\nAssistant: turns, the format of a completion API that is gone."
# custom:
#   id: PG402
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Chat models read the labels as text; the end of a turn is no longer recognised."
#   fix: "Write the turns as messages with roles."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 99, "messages": [{"role": "user", "content": "\n\nHuman: What is a lien?\n\nAssistant:"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 99, "messages": [{"role": "user", "content": "Who wrote the book The Human: A History?"}]}
package promptglot.rules.hygiene.legacy_turns

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.text["legacy-human-assistant"]
}
