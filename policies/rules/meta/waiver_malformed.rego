# METADATA
# title: "A suppression that cannot be understood"
# description: "The comment or entry lacks its rule or its reason, or has a date that is none."
# custom:
#   id: PG504
#   severity: warning
#   level: minimal
#   why: "It suppresses nothing: a suppression without a reason cannot be judged by those who meet it later."
#   fix: "Write `promptglot: ignore[RULE] -- reason`."
#   examples:
#     - verdict: failing
#       file: ask.yaml
#       targets: [anthropic]
#       text: |
#         model: gpt-5.4
#         seed: 7  # promptglot: ignore PG103, tuned with this seed
#         messages:
#           - {role: user, content: Hi}
#     - verdict: failing
#       file: ask.yaml
#       targets: [anthropic]
#       text: |
#         model: gpt-5.4
#         seed: 7  # promptglot: ignore[PG103]
#         messages:
#           - {role: user, content: Hi}
#     - verdict: passing
#       file: ask.yaml
#       targets: [anthropic]
#       text: |
#         model: gpt-5.4
#         seed: 7  # promptglot: ignore[PG103] -- tuned with this seed
#         messages:
#           - {role: user, content: Hi}
package promptglot.rules.meta.waiver_malformed

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some code in {"malformed", "missing-reason"}
	some f in input.codes.waiver[code]
}
