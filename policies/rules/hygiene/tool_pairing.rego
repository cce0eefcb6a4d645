# METADATA
# title: "Tool calls and results do not match"
# description: "A tool result answers no call, or a tool call is followed by no result."
# custom:
#   id: PG406
#   severity: error
#   level: minimal
#   in_test: strict
#   why: "Vendors refuse a result without a call. A call without a result is refused as well, unless the program adds it when it runs."
#   fix: "Keep call and result together, with the same id, when a conversation is cut or assembled."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}, {"role": "tool", "tool_call_id": "c1", "content": "7"}]}
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "a", "arguments": "{}"}}]}, {"role": "user", "content": "Well?"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "a", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "c1", "content": "7"}]}
package promptglot.rules.hygiene.tool_pairing

import data.promptglot.lib

findings contains lib.finding_with(f, f.message, {"severity": severity}) if {
	some f in input.codes.structure["tool-pairing-orphan-result"]
	severity := lib.in_test_at_most(f, "error")
}

findings contains lib.finding_with(f, f.message, {"severity": "warning"}) if {
	some f in input.codes.structure["tool-pairing-unanswered-call"]
}
