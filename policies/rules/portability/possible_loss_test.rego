package promptglot.rules.portability.possible_loss_test

import data.promptglot.rules.portability.possible_loss as rule
import data.promptglot.testing

test_a_possible_refusal_is_a_warning if {
	testing.severities(rule.findings, "none") == {"warning"} with input as testing.given([testing.loss("image-input", "refused", "possible")])
}

test_a_possible_loss_of_contract_is_a_warning if {
	testing.severities(rule.findings, "none") == {"warning"} with input as testing.given([testing.loss("stop-sequences", "dropped", "possible")])
}

test_a_possible_loss_of_an_option_is_info if {
	testing.severities(rule.findings, "none") == {"info"} with input as testing.given([testing.loss("seed", "dropped", "possible")])
}

test_a_possible_approximation_is_info if {
	testing.severities(rule.findings, "none") == {"info"} with input as testing.given([testing.loss("seed", "approximate", "possible")])
}

test_says_what_it_depends_on if {
	loss := testing.loss("seed", "dropped", "possible")
	f := object.union(loss, {"loss": {"depends_on": ["model", "api-version"]}})
	some one in rule.findings with input as testing.given([f])
	one.message == "seed may be dropped, depending on model, api-version: it does not cross"
}

test_a_certain_loss_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "dropped", "certain")])
}

test_a_possible_addition_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.loss("seed", "added", "possible")])
}
