# METADATA
# title: "The target may lose something"
# description: "Whether this reaches the target depends on something that is not written here: the model, the API version, a variable."
# custom:
#   id: PG108
#   severity: warning
#   level: recommended
#   why: "It works in one place and fails in another."
#   fix: "Name the model in the target (`--target anthropic/claude-opus-5`), or write the value out."
#   examples:
#     - verdict: failing
#       file: ask.json
#       targets: [openai-chat]
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 99, "stop_sequences": ["END"], "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: failing
#       file: ask.json
#       targets: [anthropic@2023-06-01]
#       text: |
#         {"model": "gpt-5.4", "temperature": 0.3, "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [openai-chat/gpt-4.1]
#       text: |
#         {"model": "claude-haiku-4-5", "max_tokens": 99, "stop_sequences": ["END"], "messages": [{"role": "user", "content": "Hi"}]}
#     - verdict: passing
#       file: ask.json
#       targets: [anthropic@2023-06-01/claude-haiku-4-5]
#       text: |
#         {"model": "gpt-5.4", "temperature": 0.3, "messages": [{"role": "user", "content": "Hi"}]}
package promptglot.rules.portability.possible_loss

import data.promptglot.lib

findings contains lib.finding_with(f, message, {"severity": severity}) if {
	some feature
	some f in input.facts.loss[feature]
	f.loss.certainty == "possible"
	f.loss.outcome in {"approximate", "dropped", "refused"}
	f.loss.path != "" # a default that differs is PG107's
	message := sprintf("%s may be %s%s: %s", [feature, word[f.loss.outcome], depends(f.loss), f.loss.message])
	severity := grade(feature, f.loss.outcome)
}

word := {"approximate": "approximated", "dropped": "dropped", "refused": "refused"}

depends(loss) := sprintf(", depending on %s", [concat(", ", loss.depends_on)]) if count(loss.depends_on) > 0

depends(loss) := "" if count(loss.depends_on) == 0

# What would break is worth a warning; a possible loss is never an error.
grade(_, "refused") := "warning"

grade(feature, "dropped") := "warning" if feature in lib.contract

grade(feature, "dropped") := "info" if not feature in lib.contract

grade(_, "approximate") := "info"
