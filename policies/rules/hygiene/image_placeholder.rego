# METADATA
# title: "A placeholder for an image in the text"
# description: "The text holds the token by which one family of models marks the place of an image."
# custom:
#   id: PG412
#   severity: warning
#   level: recommended
#   in_test: strict
#   why: "The image is not sent, or the token is read as text."
#   fix: "Send the image as a part of its own."
#   examples:
#     - verdict: failing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "<image>\nWhat is this?"}]}
#     - verdict: passing
#       file: ask.json
#       text: |
#         {"model": "gpt-5.4", "messages": [{"role": "user", "content": "What does <img src='a.png'> do in HTML?"}]}
package promptglot.rules.hygiene.image_placeholder

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some f in input.codes.text["image-placeholder"]
}
