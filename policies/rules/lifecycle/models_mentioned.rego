# METADATA
# title: "The program mentions models that are retired"
# description: "A list, a key of a table, a type or a comparison names models that their host has switched off or soon will. Nothing calls them there. One finding speaks of all in a file."
# custom:
#   id: PG207
#   severity: info
#   level: strict
#   why: "Who chooses such a model from a list gets errors, and code for models that are gone is never run again; often the one in their place needs the same."
#   fix: "Take the models out, or put those in that have taken their place."
#   examples:
#     - verdict: failing
#       file: ask.py
#       as_of: 2026-11-22
#       text: |
#         from openai import OpenAI
#
#         MODELS = ["gpt-5.4", "gpt-4-0613"]
#     - verdict: failing
#       file: ask.py
#       as_of: 2026-11-22
#       text: |
#         from openai import OpenAI
#
#         LIMITS = {"gpt-5.4": 1050000, "gpt-4-0613": 8192}
#     - verdict: passing
#       file: ask.py
#       as_of: 2026-11-22
#       text: |
#         from openai import OpenAI
#
#         MODELS = ["gpt-5.4", "gpt-5.4-mini"]
package promptglot.rules.lifecycle.models_mentioned

import data.promptglot.lib
import data.promptglot.shipped

findings contains lib.finding_with(f, message, {"facts": [g.id | some g in shipped.ended_mentions]}) if {
	some f in input.facts.model[_]
	f.model.mention in {"list", "word"}
	f.id == shipped.ended_mentions[0].id
	message := sprintf("mentioned, and retired or about to be: %s", [shipped.names(shipped.ended_mentions)])
}
