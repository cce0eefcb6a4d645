# METADATA
# title: "A turn without content"
# description: "A turn or a part of text is empty."
# custom:
#   id: PG410
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Anthropic, Bedrock and Gemini refuse it."
#   fix: "Remove the turn, or make sure that its variables are never all empty."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": ""}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "?"}]}
package promptglot.rules.hygiene.empty_content

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.structure["empty-content"]
}
