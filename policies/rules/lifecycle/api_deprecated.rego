# METADATA
# title: "The API or SDK is retired or has an end date"
# description: "The code uses an API or an SDK that its vendor has retired or will retire."
# custom:
#   id: PG205
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "Calls fail, or will, whatever the model."
#   fix: "Move to the API that the vendor names as successor."
#   examples:
#     - verdict: failing
#       file: ask.py
#       text: |
#         import google.generativeai as genai
#     - verdict: passing
#       file: ask.py
#       text: |
#         from google import genai
package promptglot.rules.lifecycle.api_deprecated

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.facts.feature["api-deprecated"]
	not again(f)
}

# What a file imports once more it need not be told once more.
again(f) if {
	f.start.offset in imports
	f.start.offset > first[f.value]
}

imports contains f.start.offset if some f in input.facts.feature["sdk-import"]

starts[f.value] contains f.start.offset if {
	some f in input.facts.feature["api-deprecated"]
	f.start.offset in imports
}

first[name] := min(offsets) if some name, offsets in starts
