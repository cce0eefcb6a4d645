package promptglot.rules.hygiene.image_placeholder_test

import data.promptglot.rules.hygiene.image_placeholder as rule
import data.promptglot.testing

test_image_placeholder_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "image-placeholder")])
}

test_a_control_token_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "special-token")])
}
