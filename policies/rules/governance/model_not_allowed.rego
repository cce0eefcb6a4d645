# METADATA
# title: "The model is not allowed"
# description: "The prompt names a model that the organisation has not agreed to. Off until `models` is set."
# custom:
#   id: PG602
#   severity: error
#   level: minimal
#   needs_setting: models
#   why: "Models are approved one by one: for price, for quality, for where they run."
#   fix: "Name a model that is allowed, or have this one allowed."
#   params:
#     - name: models
#       default: []
#       description: "The models that may be named; `*` stands for any part of a name. None means any."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
#       others:
#         promptglot.yaml: |
#           rules:
#             PG602: {models: ["gpt-5.4-*", "claude-*"]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4-mini", "messages": [{"role": "user", "content": "Hi"}]}
#       others:
#         promptglot.yaml: |
#           rules:
#             PG602: {models: ["gpt-5.4-*", "claude-*"]}
package promptglot.rules.governance.model_not_allowed

import data.promptglot.lib

findings contains lib.finding_with(f, message, {"severity": lib.in_test_at_most(f, "error")}) if {
	count(input.config.PG602.models) > 0
	some f in input.facts.model[_]
	not allowed(f.model.id)
	message := sprintf("the model %s is not allowed; allowed are %s", [f.model.id, concat(", ", input.config.PG602.models)])
}

allowed(model) if {
	some pattern in input.config.PG602.models
	glob.match(pattern, null, model)
}
