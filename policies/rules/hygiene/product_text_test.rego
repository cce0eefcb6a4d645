package promptglot.rules.hygiene.product_text_test

import data.promptglot.rules.hygiene.product_text as rule
import data.promptglot.testing

test_citation_marker_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "citation-marker")])
}

test_function_naming_text_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "function-naming-text")])
}

test_internal_tags_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "internal-tags")])
}

test_knowledge_cutoff_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "knowledge-cutoff")])
}

test_product_tool_text_is_reported if {
	count(rule.findings) == 1 with input as testing.given([testing.coded_fact("text", "product-tool-text")])
}

test_an_identity_claim_is_another_rule if {
	count(rule.findings) == 0 with input as testing.given([testing.coded_fact("text", "identity-claim")])
}
