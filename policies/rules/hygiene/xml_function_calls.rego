# METADATA
# title: "Function calls in XML text"
# description: "The text describes tools or calls in XML, the way it was done before there were tool fields."
# custom:
#   id: PG413
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Models no longer answer that way, and the program finds no calls."
#   fix: "Define the tools in the request's own field."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "<function_calls>\n<invoke>\n<tool_name>search</tool_name>\n</invoke>\n</function_calls>"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Return the element <call> of this XML: <call to='a'/>"}]}
package promptglot.rules.hygiene.xml_function_calls

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.text["xml-function-calls"]
}
