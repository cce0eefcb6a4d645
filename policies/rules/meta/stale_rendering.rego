# METADATA
# title: "A rendering does not fit its source"
# description: "A generated request is older than its prompt, was edited by hand, or is missing."
# custom:
#   id: PG502
#   severity: warning
#   level: recommended
#   why: "The program sends something else than the prompt says."
#   fix: "Run `promptglot migrate --write` again; put changes into the source."
#   examples:
#     - verdict: failing
#       file: promptglot.lock
#       text: |
#         (a digest that differs from that of the file)
#     - verdict: passing
#       file: promptglot.lock
#       text: |
#         (the digest of the file)
package promptglot.rules.meta.stale_rendering

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some code in {"edited", "missing", "stale"}
	some f in input.codes.stale[code]
}
