# METADATA
# title: "Tied to a vendor"
# description: "This place works with one vendor, or one group of vendors, only."
# custom:
#   id: PG110
#   severity: info
#   level: strict
#   why: "It is what a change of vendor has to deal with; with targets, the rules on losses say how."
#   fix: "Name targets (`--target`) to see what would become of it."
#   examples:
#     - verdict: failing
#       file: ask.prompty
#       text: |
#         ---
#         name: greet
#         model:
#           id: gpt-5.4
#           provider: openai
#         ---
#         user:
#         Greet {{name}}.
#     - verdict: passing
#       file: ask.prompty
#       text: |
#         ---
#         name: greet
#         ---
#         user:
#         Greet {{name}}.
#
#         client = OpenAI()
#     - verdict: passing
#       file: notes.py
#       text: |
#         # The openai package is installed on the server.
#         seed = 7
package promptglot.rules.portability.vendor_bound

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some feature
	not feature in elsewhere
	some f in input.facts.feature[feature]
	f.vendor != "any"
	message := sprintf("%s is tied to %s", [named(feature, f), f.vendor])
}

# Features whose value is a name are shown with it; elsewhere it is a number or
# a text, which explains nothing.
names := {"api-endpoint", "api-key-env", "api-version", "model-name", "provider-config"}

named(feature, f) := sprintf("%s %s", [feature, f.value]) if {
	feature in names
	f.value
}

else := feature

# What rules of their own speak of, and what stands in prose.
elsewhere := {"api-deprecated", "model-deprecated", "vendor-prose"}
