package promptglot.shipped

import data.promptglot.lib

# perhaps(f) says of a possible loss what may happen, and what it depends on.
perhaps(f) := sprintf("%s may be %s%s: %s", [f.loss.feature, may_be[f.loss.outcome], depends(f.loss), f.loss.message])

may_be := {"approximate": "approximated", "dropped": "dropped", "refused": "refused"}

depends(loss) := sprintf(", depending on %s", [concat(", ", loss.depends_on)]) if count(loss.depends_on) > 0

depends(loss) := "" if count(loss.depends_on) == 0

# choose_model(f) is the help of a possible loss for which it is enough to name
# the model of the target.
choose_model(f) := {"help": "Name the model in the target, such as `--target anthropic/claude-opus-5`."} if {
	"model" in f.loss.depends_on
	not contains(f.loss.target, "/")
} else := {}

# breaks(feature, loss) says that a possible loss takes away what the program
# counts on. A choice among tools that a variable holds is made by the program,
# which says it in the target's words as it does with the tools themselves.
breaks(_, loss) if loss.outcome == "refused"

breaks(feature, loss) if {
	loss.outcome == "dropped"
	feature in lib.contract
	not contains(loss.message, "a variable tool choice")
}

# strange(f) says of the loss of an unknown field that nobody has such a field. The
# types of an SDK know the fields of its API: what a program sends besides is meant
# for a server that knows more, such as a gateway.
strange(f) if {
	contains(f.loss.message, "no dialect knows")
	not in_code(f)
}

in_code(f) if {
	some p in input.facts.prompt[_]
	p.prompt == f.prompt
	p.prompt_info.format == "code"
}

# only_a_name(feature, loss) says that what is lost of a contract on the answer is
# the name that its schema goes by.
only_a_name(feature, loss) if {
	feature in {"response-format-json-schema", "response-schema"}
	loss.outcome == "approximate"
	endswith(loss.path, "/name")
}
