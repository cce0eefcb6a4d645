package promptglot.rules.hygiene.identity_claim_test

import data.promptglot.rules.hygiene.identity_claim as rule
import data.promptglot.testing

test_identity_claim_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "identity-claim")])
}

test_vendor_claim_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "vendor-claim")])
}

test_a_cutoff_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "knowledge-cutoff")])
}
