# METADATA
# title: "A suppression that suppresses nothing"
# description: "No finding stands where the suppression is."
# custom:
#   id: PG503
#   severity: warning
#   level: recommended
#   why: "It hides the next finding at that place."
#   fix: "Remove it."
#   examples:
#     - verdict: failing
#       file: ask.yaml
#       targets: [openai-chat]
#       text: |
#         model: gpt-5.4
#         seed: 7  # promptglot: ignore[PG103] -- tuned with this seed
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
package promptglot.rules.meta.waiver_unused

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.waiver.unused
}
