# METADATA
# title: "Text about a vendor's product"
# description: "The text speaks of a knowledge cutoff, of tools or markers of a vendor's own application, or of the way it names functions."
# custom:
#   id: PG404
#   severity: info
#   level: strict
#   why: "It means nothing to other models, or something wrong."
#   fix: "Leave it out, or put it in a variable."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Knowledge cutoff: 2023-10. Save files to /mnt/data."}]}
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Quote your sources like 【4:0†report.pdf】. Send calls to=functions.search. Think in <antThinking> first."}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Save files to /mnt/backup. The cutoff for orders is Friday."}]}
package promptglot.rules.hygiene.product_text

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some code in {"citation-marker", "function-naming-text", "internal-tags", "knowledge-cutoff", "product-tool-text"}
	some f in input.codes.text[code]
}
