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
#         {
#           "version": 1,
#           "prompts": [
#             {
#               "neutral": {
#                 "path": "greet.prompty",
#                 "digest": "sha256:1674a0e18523b0d251a588d4fa6a77402a12e12541efc3488619aaff5d2e73b7"
#               },
#               "renderings": [
#                 {
#                   "path": "greet.anthropic.json",
#                   "digest": "sha256:2bd042bfba0e6f1d01567f58c34d61e70d55398ab7e0da2d67c5abb880b9b2f9",
#                   "target": "anthropic@2026-10-21/claude-haiku-4-5",
#                   "from": "sha256:1674a0e18523b0d251a588d4fa6a77402a12e12541efc3488619aaff5d2e73b7",
#                   "catalogue": "2026-11-22",
#                   "tool": "v1.0.0"
#                 },
#                 {
#                   "path": "greet.openai-chat.json",
#                   "digest": "sha256:d5f4a74db932bbd5e41c2b235d42ff13ffb3ae0ed6b2c1817d09242ba0f6b3c0",
#                   "target": "openai-chat/gpt-5.4",
#                   "from": "sha256:1674a0e18523b0d251a588d4fa6a77402a12e12541efc3488619aaff5d2e73b7",
#                   "catalogue": "2026-11-22",
#                   "tool": "v1.0.0"
#                 }
#               ]
#             }
#           ]
#         }
#       others:
#         greet.prompty: |
#           ---
#           name: greet
#           ---
#           user:
#           Greet politely {{name}}.
#         greet.anthropic.json: |
#           {
#             "model": "claude-haiku-4-5",
#             "max_tokens": 64000,
#             "messages": [
#               {
#                 "role": "user",
#                 "content": "Greet {{name}}."
#               }
#             ]
#           }
#         greet.openai-chat.json: |
#           {
#             "model": "gpt-5.4",
#             "messages": [
#               {
#                 "role": "user",
#                 "content": "Greet {{name}}."
#               }
#             ]
#           }
#     - verdict: failing
#       file: promptglot.lock
#       text: |
#         {
#           "version": 1,
#           "prompts": [
#             {
#               "neutral": {
#                 "path": "greet.prompty",
#                 "digest": "sha256:1674a0e18523b0d251a588d4fa6a77402a12e12541efc3488619aaff5d2e73b7"
#               },
#               "renderings": [
#                 {
#                   "path": "greet.anthropic.json",
#                   "digest": "sha256:2bd042bfba0e6f1d01567f58c34d61e70d55398ab7e0da2d67c5abb880b9b2f9",
#                   "target": "anthropic@2026-10-21/claude-haiku-4-5",
#                   "from": "sha256:1674a0e18523b0d251a588d4fa6a77402a12e12541efc3488619aaff5d2e73b7",
#                   "catalogue": "2026-11-22",
#                   "tool": "v1.0.0"
#                 },
#                 {
#                   "path": "greet.openai-chat.json",
#                   "digest": "sha256:d5f4a74db932bbd5e41c2b235d42ff13ffb3ae0ed6b2c1817d09242ba0f6b3c0",
#                   "target": "openai-chat/gpt-5.4",
#                   "from": "sha256:1674a0e18523b0d251a588d4fa6a77402a12e12541efc3488619aaff5d2e73b7",
#                   "catalogue": "2026-11-22",
#                   "tool": "v1.0.0"
#                 }
#               ]
#             }
#           ]
#         }
#       others:
#         greet.prompty: |
#           ---
#           name: greet
#           ---
#           user:
#           Greet {{name}}.
#         greet.anthropic.json: |
#           {
#             "model": "claude-haiku-4-5",
#             "max_tokens": 1000,
#             "messages": [
#               {
#                 "role": "user",
#                 "content": "Greet {{name}}."
#               }
#             ]
#           }
#     - verdict: passing
#       file: promptglot.lock
#       text: |
#         {
#           "version": 1,
#           "prompts": [
#             {
#               "neutral": {
#                 "path": "greet.prompty",
#                 "digest": "sha256:1674a0e18523b0d251a588d4fa6a77402a12e12541efc3488619aaff5d2e73b7"
#               },
#               "renderings": [
#                 {
#                   "path": "greet.anthropic.json",
#                   "digest": "sha256:2bd042bfba0e6f1d01567f58c34d61e70d55398ab7e0da2d67c5abb880b9b2f9",
#                   "target": "anthropic@2026-10-21/claude-haiku-4-5",
#                   "from": "sha256:1674a0e18523b0d251a588d4fa6a77402a12e12541efc3488619aaff5d2e73b7",
#                   "catalogue": "2026-11-22",
#                   "tool": "v1.0.0"
#                 },
#                 {
#                   "path": "greet.openai-chat.json",
#                   "digest": "sha256:d5f4a74db932bbd5e41c2b235d42ff13ffb3ae0ed6b2c1817d09242ba0f6b3c0",
#                   "target": "openai-chat/gpt-5.4",
#                   "from": "sha256:1674a0e18523b0d251a588d4fa6a77402a12e12541efc3488619aaff5d2e73b7",
#                   "catalogue": "2026-11-22",
#                   "tool": "v1.0.0"
#                 }
#               ]
#             }
#           ]
#         }
#       others:
#         greet.prompty: |
#           ---
#           name: greet
#           ---
#           user:
#           Greet {{name}}.
#         greet.anthropic.json: |
#           {
#             "model": "claude-haiku-4-5",
#             "max_tokens": 64000,
#             "messages": [
#               {
#                 "role": "user",
#                 "content": "Greet {{name}}."
#               }
#             ]
#           }
#         greet.openai-chat.json: |
#           {
#             "model": "gpt-5.4",
#             "messages": [
#               {
#                 "role": "user",
#                 "content": "Greet {{name}}."
#               }
#             ]
#           }
package promptglot.rules.meta.stale_rendering

import data.promptglot.lib

findings contains lib.finding(f, f.message) if {
	some code in {"edited", "missing", "stale"}
	some f in input.codes.stale[code]
}
