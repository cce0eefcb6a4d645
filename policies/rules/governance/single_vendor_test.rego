package promptglot.rules.governance.single_vendor_test

import data.promptglot.rules.governance.single_vendor as rule
import data.promptglot.testing

bound(name) := testing.prompt({"name": name, "targets": [testing.on("anthropic", "no")]})

free(name) := testing.prompt({"name": name, "targets": [testing.on("anthropic", "yes")]})

given(prompts, more) := testing.given_repository({}, object.union(
	{"prompts": prompts, "config": {"PG604": {"share": 0.5, "prompts": 3}}},
	more,
))

test_most_prompts_on_one_vendor_are_reported if {
	rule.repository_findings == {{"subject": "openai", "message": "2 of 3 prompts can run on openai only"}} with input as given([bound("a"), bound("b"), free("c")], {})
}

test_half_of_them_are_fine if {
	count(rule.repository_findings) == 0 with input as given([bound("a"), bound("b"), free("c"), free("d")], {})
}

test_a_part_of_the_repository_says_nothing if {
	count(rule.repository_findings) == 0 with input as given([bound("a"), bound("b"), bound("c")], {"scope": "partial"})
}

test_two_prompts_are_no_repository if {
	count(rule.repository_findings) == 0 with input as given([bound("a"), bound("b")], {})
}

test_without_another_vendor_nothing_is_known if {
	alone := [testing.prompt({"name": n}) | some n in ["a", "b", "c"]]
	count(rule.repository_findings) == 0 with input as given(alone, {})
}

test_code_of_tests_does_not_count if {
	tests := [object.union(bound(n), {"in_test": true}) | some n in ["a", "b", "c"]]
	count(rule.repository_findings) == 0 with input as given(tests, {})
}
