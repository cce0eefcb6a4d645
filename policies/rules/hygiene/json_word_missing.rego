# METADATA
# title: "JSON mode without the word JSON"
# description: "The request switches JSON mode on, but no message mentions JSON."
# custom:
#   id: PG405
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "OpenAI and compatible hosts refuse such a request."
#   fix: "Ask for JSON in the prompt, or give a schema."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "response_format": {"type": "json_object"}, "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "response_format": {"type": "json_object"}, "messages": [{"role": "user", "content": "Answer in JSON."}]}
package promptglot.rules.hygiene.json_word_missing

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.structure["json-word-missing"]
}
