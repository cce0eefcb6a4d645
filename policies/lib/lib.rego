# METADATA
# title: promptglot library
# description: What a policy returns is built here, so that its form can grow without breaking policies.
package promptglot.lib

# finding(f, message) speaks of the fact f, at the severity of the policy.
finding(f, message) := {"fact": f.id, "message": message}

# finding_with(f, message, more) adds any of severity, help and facts (ids of
# further facts that bear on the matter).
finding_with(f, message, more) := object.union(more, finding(f, message))

# document_finding(message) speaks of the whole document.
document_finding(message) := {"message": message}

# document_finding_with(message, more) is the same with severity, help or facts.
document_finding_with(message, more) := object.union(more, document_finding(message))

# repository_finding(message) speaks of all documents together; only
# repository_findings hold it.
repository_finding(message) := {"message": message}

# repository_finding_with(message, more) adds any of severity, help and subject:
# what the finding is about. By rule and subject a baseline knows it again.
repository_finding_with(message, more) := object.union(more, repository_finding(message))

# vendors(p) is the vendors that can serve a prompt of input.prompts: the one
# that it is written for, and those of the targets that it can run on.
vendors(p) := {v | some v in [p.vendor]; v != ""} | {t.vendor |
	some t in p.targets
	t.viable == "yes"
}

# possible_vendors(p) also counts targets of which only the run will tell.
possible_vendors(p) := vendors(p) | {t.vendor |
	some t in p.targets
	t.viable == "unknown"
}

# path_matches(patterns, file) says whether one of the patterns matches the path
# of a file: * is part of a name, ** any number of folders. What begins with !
# takes files out again.
path_matches(patterns, file) if {
	some p in patterns
	not startswith(p, "!")
	glob.match(p, ["/"], file)
	every q in patterns {
		not excluded_by(q, file)
	}
}

excluded_by(pattern, file) if {
	startswith(pattern, "!")
	glob.match(substring(pattern, 1, -1), ["/"], file)
}

# in_test_at_most(f, severity) is severity, but an error in test code is a
# warning: nothing that is shipped breaks.
in_test_at_most(f, "error") := "warning" if f.in_test

else := "error"

in_test_at_most(_, severity) := severity if severity != "error"

# text_file says that the document is prompt text without a place for turns or
# options: a program reads it and puts it into requests of its own.
text_file if {
	some p in input.facts.prompt[_]
	p.prompt_info.format in {"text", "markdown", "agent-file"}
}

# in_prompt(f) says that f speaks of a prompt that was found, and not of some
# text in code or data that may be one.
in_prompt(f) if {
	some p in input.facts.prompt[_]
	p.prompt == f.prompt
}
