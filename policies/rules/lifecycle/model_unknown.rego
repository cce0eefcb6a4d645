# METADATA
# title: "No table knows the model"
# description: "The catalogue does not have the model; what is said of it follows from its family."
# custom:
#   id: PG206
#   severity: info
#   level: strict
#   why: "Limits, prices and dates may be off."
#   fix: "Check the name. If it is your own deployment or fine-tune, name it under `models:` in promptglot.yaml."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4-acme", "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.lifecycle.model_unknown

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some f in input.facts.model[_]
	not f.model.known
	message := sprintf("no table knows the model %s%s", [f.model.id, kin(f.model)])
}

kin(model) := sprintf("; it is taken for one of %s", [model.family]) if model.family

kin(model) := "" if not model.family
