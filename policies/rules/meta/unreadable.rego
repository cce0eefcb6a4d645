# METADATA
# title: "Something could not be read"
# description: "A file, or a part of it, has a syntax that promptglot cannot read."
# custom:
#   id: PG501
#   severity: warning
#   level: minimal
#   in_test: strict
#   why: "What stands there was not checked."
#   fix: "Mend the syntax; if the file is in order, exclude it and tell us."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.meta.unreadable

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.facts.parse[_]
}
