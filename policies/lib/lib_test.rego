package promptglot.lib_test

import data.promptglot.lib
import data.promptglot.testing

fact := {"id": "f", "in_test": true}

test_a_finding_speaks_of_its_fact if {
	lib.finding(fact, "m") == {"fact": "f", "message": "m"}
	lib.finding_with(fact, "m", {"help": "h"}) == {"fact": "f", "message": "m", "help": "h"}
}

test_others_speak_of_the_whole if {
	lib.document_finding("m") == {"message": "m"}
	lib.document_finding_with("m", {"subject": "s"}) == {"message": "m", "subject": "s"}
	lib.repository_finding("m") == {"message": "m"}
	lib.repository_finding_with("m", {"subject": "s"}) == {"message": "m", "subject": "s"}
}

test_an_error_in_test_code_is_a_warning if {
	lib.in_test_at_most(fact, "error") == "warning"
	lib.in_test_at_most(fact, "info") == "info"
	lib.in_test_at_most({"in_test": false}, "error") == "error"
}

p := testing.prompt({"targets": [testing.on("anthropic", "yes"), testing.on("gemini", "unknown"), testing.on("cohere", "no")]})

test_vendors_of_a_prompt if {
	lib.vendors(p) == {"openai", "anthropic"}
	lib.possible_vendors(p) == {"openai", "anthropic", "gemini"}
	lib.vendors(testing.prompt({"vendor": ""})) == set()
}

test_patterns_of_paths if {
	lib.path_matches(["prompts/**"], "prompts/a/b.md")
	lib.path_matches(["x", "prompts/*.md"], "prompts/b.md")
	not lib.path_matches(["prompts/*.md"], "prompts/a/b.md")
	not lib.path_matches(["prompts/**", "!prompts/old/**"], "prompts/old/b.md")
	not lib.path_matches([], "prompts/b.md")
}
