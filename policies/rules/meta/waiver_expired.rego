# METADATA
# title: "A suppression that has run out"
# description: "The day until which the suppression holds is over."
# custom:
#   id: PG505
#   severity: warning
#   level: recommended
#   why: "What it put off is due."
#   fix: "Mend what was suppressed, or agree on a new day."
#   examples:
#     - verdict: failing
#       file: ask.py
#       text: |
#         seed = 7  # promptglot: ignore[PG103] -- tuned until=2020-01-01
#     - verdict: passing
#       file: ask.py
#       text: |
#         seed = 7  # a comment
package promptglot.rules.meta.waiver_expired

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.waiver.expired
}
