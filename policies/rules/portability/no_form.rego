# METADATA
# title: "The target has no form for this"
# description: "A part of the prompt that belongs to its own format or API, and to no option that others have, does not reach the target."
# custom:
#   id: PG111
#   severity: info
#   level: strict
#   why: "Mostly it is for the program that reads the prompt. Now and then the answer hangs on it."
#   fix: "Look whether the answer hangs on it; if it does, say it in the text or in the target's own way."
#   examples:
#     - verdict: failing
#       file: answer.prompt
#       targets: [gemini]
#       text: |
#         ---
#         model: googleai/gemini-2.5-pro
#         ---
#         {{role "system"}}
#         Answer customers of the shop.
#         {{section "analysis"}}
#         {{role "user"}}
#         {{question}}
#     - verdict: passing
#       file: answer.prompt
#       targets: [gemini]
#       text: |
#         ---
#         model: googleai/gemini-2.5-pro
#         ---
#         {{role "system"}}
#         Answer customers of the shop.
#         {{role "user"}}
#         {{question}}
package promptglot.rules.portability.no_form

import data.promptglot.lib
import data.promptglot.shipped

findings contains lib.finding(f, message) if {
	some f in input.facts.loss["unknown-field"]
	f.loss.outcome in lib.gone
	f.loss.certainty == "certain"
	not shipped.strange(f) # which is PG109's
	message := sprintf("%s is dropped: %s", [named(f), f.loss.message])
}

# The key, where the loss is one of a field and not of an element or the whole.
named(f) := object.get(f, "value", "what stands here") if regex.match(`^\d*$`, key(f))

else := key(f)

key(f) := replace(replace(word, "~1", "/"), "~0", "~") if {
	words := split(f.loss.path, "/")
	word := words[count(words) - 1]
}
