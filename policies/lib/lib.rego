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

# in_test_at_most(f, severity) is severity, but an error in test code is a
# warning: nothing that is shipped breaks.
in_test_at_most(f, "error") := "warning" if f.in_test

else := "error"

in_test_at_most(_, severity) := severity if severity != "error"

# text_file says that the document is prompt text without a place for turns or
# options: a program reads it and puts it into requests of its own.
text_file if {
	some p in input.facts.prompt[_]
	p.prompt_info.format in {"text", "markdown"}
}
