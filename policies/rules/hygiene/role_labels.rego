# METADATA
# title: "Turns faked in the text"
# description: "The text is laid out as turns with labels, such as User: and Assistant:, and ends where the model is to go on."
# custom:
#   id: PG414
#   severity: info
#   level: strict
#   why: "A model may go on writing the other side's turns, and instructions lose their rank."
#   fix: "Write the turns as messages with roles."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "User: Hi\nAssistant:"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Who is the user: a child or an adult? Say it in one word."}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Was the assistant polite here?\nUser: Hi\nAssistant: Go away.\nSay yes or no."}]}
package promptglot.rules.hygiene.role_labels

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.text["role-labels"]
}
