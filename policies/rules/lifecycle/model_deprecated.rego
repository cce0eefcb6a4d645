# METADATA
# title: "The model's end is announced"
# description: "The host has announced that it will switch the model off, but not soon, or not when."
# custom:
#   id: PG203
#   severity: info
#   level: recommended
#   in_test: strict
#   why: "There is time to choose a successor without haste."
#   fix: "Plan the change; evaluate the prompt with the replacement."
#   examples:
#     - verdict: failing
#       file: ask.json
#       as_of: 2026-07-01
#       text: |
#         {"model": "gpt-5", "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       as_of: 2026-07-01
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.lifecycle.model_deprecated

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some f in input.facts.model[_]
	not f.model.mention # PG207 speaks of those
	not f.in_test # a recording keeps the name it was made with
	f.model.status == "deprecated"
	not near(f.model)
	message := sprintf("the model %s is deprecated%s", [f.model.id, instead(f.model)])
}

# Then PG202 speaks, if it is on; its setting is the border between the two.
near(model) if model.days_left <= object.get(input.config, ["PG202", "days"], 90)

instead(model) := sprintf("; the vendor recommends %s", [model.replacement]) if model.replacement

instead(model) := "" if not model.replacement
