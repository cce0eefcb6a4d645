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
#       file: ask.yaml
#       targets: [anthropic]
#       as_of: 2026-11-22
#       text: |
#         model: gpt-5.4
#         seed: 7  # promptglot: ignore[PG103] -- until the move is over until=2026-06-30
#         messages:
#           - {role: user, content: Hi}
#     - verdict: passing
#       file: ask.yaml
#       targets: [anthropic]
#       as_of: 2026-11-22
#       text: |
#         model: gpt-5.4
#         seed: 7  # promptglot: ignore[PG103] -- until the move is over until=2027-06-30
#         messages:
#           - {role: user, content: Hi}
package promptglot.rules.meta.waiver_expired

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.waiver.expired
}
