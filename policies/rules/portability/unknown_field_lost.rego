# METADATA
# title: "A field that no version of the API knows"
# description: "The request has a key that its own API does not know, so nobody can say what a target should make of it. Of what a program gives to an SDK besides its fields, PG111 speaks."
# custom:
#   id: PG109
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Often a typing error: the option never had an effect. Some vendors refuse such a request."
#   fix: "Correct the spelling, or remove the field."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [gemini]
#       text: |
#         {"model": "gpt-5.4", "tempreature": 0.2, "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [gemini]
#       text: |
#         {"model": "gpt-5.4", "temperature": 0.2, "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.portability.unknown_field_lost

import data.promptglot.lib
import data.promptglot.shipped

findings contains lib.finding(f, message) if {
	some f in input.facts.loss["unknown-field"]
	f.loss.outcome in lib.gone
	f.loss.certainty == "certain"
	shipped.strange(f) # the rest is PG111's
	message := sprintf("%s is unknown: %s", [name(f.loss.path), f.loss.message])
}

# The last word of a JSON pointer.
name(pointer) := replace(replace(word, "~1", "/"), "~0", "~") if {
	words := split(pointer, "/")
	word := words[count(words) - 1]
}
