# METADATA
# title: "The model is retired"
# description: "The host that serves the model has switched it off by the date that counts as today."
# custom:
#   id: PG201
#   severity: error
#   level: minimal
#   in_test: strict
#   why: "Every call fails."
#   fix: "Change to the replacement that the message names, and evaluate the prompt with it."
#   examples:
#     - verdict: failing
#       file: ask.json
#       as_of: 2026-11-22
#       text: |
#         {"model": "gpt-3.5-turbo-0301", "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       as_of: 2026-11-22
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.lifecycle.model_retired

import data.promptglot.lib

findings contains lib.finding_with(f, message, {"severity": severity}) if {
	some f in input.facts.model[_]
	not f.model.mention # PG207 speaks of those
	retired(f.model)
	message := sprintf("the model %s %s%s", [f.model.id, gone(f.model), instead(f.model)])
	severity := lib.in_test_at_most(f, "error")
}

retired(model) if model.status == "retired"

# The table may be older than the day that counts as today.
retired(model) if {
	model.status == "deprecated"
	model.days_left < 0
}

gone(model) := sprintf("was retired on %s", [model.retires_on]) if model.retires_on

gone(model) := "is retired" if not model.retires_on

instead(model) := sprintf("; the vendor recommends %s", [model.replacement]) if model.replacement

instead(model) := "" if not model.replacement
