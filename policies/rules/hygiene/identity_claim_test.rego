package promptglot.rules.hygiene.identity_claim_test

import data.promptglot.rules.hygiene.identity_claim as rule
import data.promptglot.testing

said(code) := object.union(testing.coded_fact("text", code), {"file": "ask.py"})

test_identity_claim_is_reported if {
	count(rule.findings) == 1 with input as testing.given([said("identity-claim")])
}

test_vendor_claim_is_reported if {
	count(rule.findings) == 1 with input as testing.given([said("vendor-claim")])
}

test_a_cutoff_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "knowledge-cutoff")])
}

claim(code, vendor, line) := object.union(
	said(code),
	{"vendor": vendor, "prompt": "a.json", "start": {"line": line, "column": 1, "offset": 0}},
)

test_maker_and_product_on_one_line_are_one_claim if {
	count(rule.findings) == 1 with input as testing.given([claim("identity-claim", "openai", 3), claim("vendor-claim", "openai", 3)])
}

test_another_line_is_another_claim if {
	count(rule.findings) == 2 with input as testing.given([claim("identity-claim", "openai", 3), claim("vendor-claim", "openai", 4)])
}

test_another_vendor_is_another_claim if {
	count(rule.findings) == 2 with input as testing.given([claim("identity-claim", "openai", 3), claim("vendor-claim", "bedrock", 3)])
}

test_a_string_of_a_data_file_is_no_prompt if {
	f := object.union(testing.coded_fact("text", "vendor-claim"), {"file": "template/index.json"})
	count(rule.findings) == 0 with input as testing.given([f])
}
