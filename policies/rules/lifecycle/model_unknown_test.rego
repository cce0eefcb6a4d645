package promptglot.rules.lifecycle.model_unknown_test

import data.promptglot.rules.lifecycle.model_unknown as rule
import data.promptglot.testing

test_an_unknown_model_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.model({"known": false})])
}

test_names_the_family if {
	some one in rule.findings with input as testing.given([testing.model({"known": false, "family": "gpt-5"})])
	one.message == "no table knows the model m-1; it is taken for one of gpt-5"
}

test_a_known_model_is_fine if {
	count(rule.findings) == 0 with input as testing.given([testing.model({"status": "retired"})])
}
