# METADATA
# title: "The model is about to be retired"
# description: "The host has announced the day on which it switches the model off, and the day is near."
# custom:
#   id: PG202
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Calls fail from that day on."
#   fix: "Change to the replacement that the message names before the day."
#   params:
#     - name: days
#       default: 90
#       description: "How many days ahead to warn."
#   examples:
#     - verdict: failing
#       file: ask.json
#       as_of: 2026-11-22
#       text: |
#         {"model": "gpt-5", "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       as_of: 2026-11-22
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.lifecycle.model_retiring

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some f in input.facts.model[_]
	not f.model.mention # PG207 speaks of those
	not f.in_test # a recording keeps the name it was made with
	f.model.status == "deprecated" # an active model's date is only the earliest possible
	f.model.days_left >= 0
	f.model.days_left <= input.config.PG202.days
	message := sprintf("the model %s will be retired on %s, in %d days%s", [f.model.id, f.model.retires_on, f.model.days_left, instead(f.model)])
}

instead(model) := sprintf("; the vendor recommends %s", [model.replacement]) if model.replacement

instead(model) := "" if not model.replacement
