# METADATA
# title: "The target is given a value that nobody wrote"
# description: "The target demands a value, or has another default, and the writer sets one."
# custom:
#   id: PG107
#   severity: info
#   level: strict
#   why: "An invented limit can cut answers short."
#   fix: "Write the value into the prompt, so that every target gets the same."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "max_completion_tokens": 500, "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: prompts/clerk.md
#       targets: [anthropic]
#       text: |
#         You are a careful clerk.
package promptglot.rules.portability.value_added

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some feature
	some f in input.facts.loss[feature]
	f.loss.outcome == "added"
	not lib.text_file # the program that reads it adds the turns and limits
	message := sprintf("%s is added: %s", [feature, f.loss.message])
}

# What the source leaves unset means something else there.
findings contains lib.finding(f, f.loss.message) if {
	some feature
	some f in input.facts.loss[feature]
	f.loss.outcome == "approximate"
	f.loss.path == ""
	not lib.text_file
}
