# METADATA
# title: promptglot test library
# description: Builds the input of policy tests. It is loaded for tests only.
package promptglot.testing

# given(facts) is the input that a document with these facts has. A fact needs a
# kind; the rest has defaults.
given(facts) := given_with(facts, {})

# given_with(facts, more) also sets top-level keys such as config or file.
given_with(facts, more) := object.union(
	{
		"facts": {kind: group(kind, full) | some kind in kinds},
		"codes": {kind: coded(kind, full) | some kind in kinds},
		"file": "a.json",
		"prompts": [],
		"targets": [],
		"as_of": "2026-11-22",
		"config": {},
	},
	more,
) if {
	full := [filled(i, f) | some i, f in facts]
}

# given_repository(collected, more) is the input of repository_findings:
# collected is a list of values by rule id, all of one file; more sets top-level
# keys such as scope and prompts.
given_repository(collected, more) := object.union(
	{
		"scope": "whole",
		"collected": {id: [{"file": "a.json", "value": v} | some v in values] | some id, values in collected},
		"prompts": [],
		"targets": [],
		"as_of": "2026-11-22",
		"config": {},
	},
	more,
)

# prompt(detail) is an entry of input.prompts: a prompt for OpenAI without
# targets but for what detail says.
prompt(detail) := object.union(
	{
		"id": "prompt-0",
		"name": "a.json",
		"file": "a.json",
		"format": "request",
		"dialect": "openai-chat",
		"vendor": "openai",
		"model": "gpt-5.4",
		"in_test": false,
		"targets": [],
	},
	detail,
)

# on(vendor, viable) is a target of such an entry.
on(vendor, viable) := {"target": vendor, "dialect": vendor, "vendor": vendor, "model": "m-1", "viable": viable, "blockers": []}

kinds := {"prompt", "feature", "loss", "text", "structure", "tokens", "model", "parse", "stale", "waiver"}

filled(i, f) := object.union(
	{"id": sprintf("fact-%d", [i]), "file": "a.json", "in_test": false, "message": "a message"},
	f,
)

key(f) := f.feature

key(f) := f.loss.feature if not f.feature

key(f) := object.get(f, "code", "_") if {
	not f.feature
	not f.loss.feature
}

group(kind, facts) := {k: [f | some f in facts; f.kind == kind; key(f) == k] |
	some one in facts
	one.kind == kind
	k := key(one)
}

coded(kind, facts) := {one.code: [f | some f in facts; f.kind == kind; f.code == one.code] |
	some one in facts
	one.kind == kind
}

# loss(feature, outcome, certainty) is a loss fact.
loss(feature, outcome, certainty) := {
	"kind": "loss",
	"feature": feature,
	"vendor": "openai",
	"loss": {
		"feature": feature,
		"outcome": outcome,
		"path": "/x",
		"to": "",
		"target": "anthropic",
		"dialect": "anthropic",
		"certainty": certainty,
		"depends_on": [],
		"message": "it does not cross",
	},
}

# coded_fact(kind, code) is a text, structure, parse, stale or waiver fact.
coded_fact(kind, code) := {"kind": kind, "code": code, "value": "…"}

# in_a_prompt(f) is a fact and the prompt that it speaks of.
in_a_prompt(f) := [object.union(f, {"prompt": "a.json"}), {"kind": "prompt", "prompt": "a.json"}]

# model(detail) is a model fact: an active, known model but for what detail says.
model(detail) := {"kind": "model", "feature": "model-name", "value": "m-1", "model": object.union(
	{"id": "m-1", "status": "active", "known": true, "alias": false},
	detail,
)}

# tokens(detail) is a tokens fact: 1,000 tokens in a window of 8,000 but for
# what detail says.
tokens(detail) := {"kind": "tokens", "tokens": object.union(
	{
		"target": "openai-chat/m-1",
		"model": "m-1",
		"tokenizer": "o200k_base",
		"method": "estimate",
		"low": 900,
		"tokens": 1000,
		"high": 1100,
		"context": 8000,
		"fits": true,
		"cost_usd": null,
	},
	detail,
)}

# severities(findings, otherwise) is the severities that findings set
# themselves; otherwise stands for those that leave it to METADATA.
severities(findings, otherwise) := {object.get(f, "severity", otherwise) | some f in findings}
