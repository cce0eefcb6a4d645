# METADATA
# title: "The target is given the same by other means"
# description: "The target has no such field, and the writer brings about the same effect another way."
# custom:
#   id: PG106
#   severity: info
#   level: strict
#   why: "The request works. Who compares requests, costs or caches will see the difference."
#   fix: "Nothing has to be done; check the translated request once."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "tools": [{"type": "function", "function": {"name": "a", "parameters": {"type": "object"}}}], "parallel_tool_calls": false, "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [anthropic]
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.portability.emulated

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some feature
	some f in input.facts.loss[feature]
	f.loss.outcome == "emulated"
	message := sprintf("%s is emulated: %s", [feature, f.loss.message])
}
