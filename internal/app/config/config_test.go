package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/finding"
)

const everything = `
targets: [anthropic, gemini/gemini-3-pro]
level: strict
policies: [policy, /etc/policy]
facts: [facts.json]
exclude: ["vendor/**", "*.bak"]
copies: true
severities: {PG101: warning, PG102: off, PG103: false}
rules:
  ACME1: {most: 3, words: [a, b]}
ignores:
  "old/**": [PG101, "*"]
models:
  ours: gpt-4o-mini
  cheap: {model: gpt-4o, host: openai, prices: [{input: 1.25, output: 5, above: 100}]}
tokenizers:
  llama3: vocab/tokenizer.json
  ours: {file: /srv/x.tiktoken, pattern: cl100k, sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}
waivers:
  - {rule: PG101, path: "a/*.json", reason: known, owner: ana, expires: 2027-01-31}
`

func TestReadsEverySection(t *testing.T) {
	c, err := Read("app/promptglot.yaml", []byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Located{{"anthropic", 2}, {"gemini/gemini-3-pro", 2}}, c.Targets); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"app/policy", "/etc/policy"}, c.Policies); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]finding.Severity{"PG101": "warning", "PG102": Off, "PG103": Off}, c.Severities); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]map[string]any{"ACME1": {"most": 3.0, "words": []any{"a", "b"}}}, c.Rules); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Tokenizer{
		{Name: "llama3", File: "app/vocab/tokenizer.json", Line: 17},
		{Name: "ours", File: "/srv/x.tiktoken", Pattern: "cl100k", Sum: strings.Repeat("0123456789abcdef", 4), Line: 18},
	}, c.Tokenizers); diff != "" {
		t.Error(diff)
	}
	if len(c.Waivers) != 1 || c.Waivers[0].Owner != "ana" || c.Waivers[0].Expires != "2027-01-31" || c.Level != "strict" || !c.Copies {
		t.Errorf("got %+v", c)
	}
	if !c.Ignored("ANY", "old/deep/x.json") || c.Ignored("PG101", "new/x.json") {
		t.Error("ignores do not hold for their pattern alone")
	}
	for rel, want := range map[string]bool{"vendor": true, "vendor/a/b.json": true, "x.bak": true, "a/x.bak": false, "x.json": false} {
		if c.Excluded(rel) != want {
			t.Errorf("Excluded(%q) = %v", rel, !want)
		}
	}
	if rel, in := c.Rel("app/old/x.json"); rel != "old/x.json" || !in {
		t.Errorf("Rel gives %q, %v", rel, in)
	}
	if _, in := c.Rel("application/x.json"); in {
		t.Error("a folder whose name begins alike is not inside")
	}
}

func TestMistakesAreToldWithLineAndWhatWasExpected(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[1]", "c.yaml:1: the configuration is a list, expected a mapping"},
		{"\ntarget: [a]", `c.yaml:2: unknown key "target" in the configuration; did you mean targets?`},
		{"zzzzzz: 1", `c.yaml:1: unknown key "zzzzzz" in the configuration; expected copies, exclude, facts, ignores,`},
		{"targets: anthropic", "c.yaml:1: targets is text, expected a list"},
		{"targets: [3]", "c.yaml:1: an element of targets is a number, expected text"},
		{"level: loud", `c.yaml:1: level is "loud", expected minimal, recommended or strict`},
		{"severities:\n  PG101: 3", "c.yaml:2: the severity of PG101 is a number, expected text"},
		{"exclude: ['[a']", `c.yaml:1: "[a" is no pattern`},
		{"ignores: {'{a': [PG101]}", `c.yaml:1: "{a" is no pattern`},
		{"waivers: [{rule: PG101, reason: x}]", "c.yaml:1: a waiver without path"},
		{"waivers: [{rule: PG101, path: a, reason: x, expires: 2026-13-01}]", `expires is "2026-13-01", expected a day`},
		{"waivers: [x]", "c.yaml:1: a waiver is text, expected a mapping"},
		{"models: {a: {host: openai}}", "c.yaml:1: the model a does not say what it is"},
		{"models: {a: {model: b, prices: [{input: cheap}]}}", "c.yaml:1: a price is text, expected dollars"},
		{"tokenizers: [a]", "c.yaml:1: tokenizers is a list, expected a mapping"},
		{"tokenizers: {a: {pattern: gpt2}}", "c.yaml:1: the tokenizer a does not say where its vocabulary is"},
		{"tokenizers: {a: {file: b, pattern: gpt9}}", `c.yaml:1: pattern is "gpt9", expected cjk, cl100k,`},
		{"tokenizers: {a: {file: b, sha256: abc}}", `c.yaml:1: sha256 is "abc", expected 64 hexadecimal digits`},
		{"targets: [a]\ntargets: [b]", "c.yaml:2: "},
		{"a: b\n---\nc: d", "c.yaml:3: a second document"},
	} {
		_, err := Read("c.yaml", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, expected %q", c.text, err, c.want)
		}
	}
}

func TestAllMistakesAreToldAtOnce(t *testing.T) {
	_, err := Read("c.yaml", []byte("level: loud\nfoo: 1\ntargets: 3\n"))
	if n := strings.Count(err.Error(), "c.yaml:"); n != 3 {
		t.Errorf("%d mistakes are told, expected 3:\n%v", n, err)
	}
}

func TestAModelOfTheUsersIsKnownByWhatItStandsFor(t *testing.T) {
	c, err := Read("promptglot.yaml", []byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	base := catalog.Default()
	with, err := c.Catalog(base)
	if err != nil {
		t.Fatal(err)
	}
	if m := base.Lookup("azure-openai", "ours"); m.Known {
		t.Fatal("the catalogue itself knows the model, so this proves nothing")
	}
	want, got := base.Lookup("azure-openai", "gpt-4o-mini"), with.Lookup("azure-openai", "ours")
	if !got.Known || got.Family != want.Family || got.Tokenizer != want.Tokenizer || got.Status != want.Status {
		t.Errorf("got %+v, expected the facts of %+v", got, want)
	}
	if diff := cmp.Diff(want.Context, got.Context); diff != "" {
		t.Error(diff)
	}
	for name, g := range want.Gates {
		if h := got.Gate(name); h.Is != g.Is || h.Unless != g.Unless || !cmp.Equal(h.Values, g.Values) {
			t.Errorf("capability %s is %+v, expected %+v", name, h, g)
		}
	}
	cheap := with.Lookup("openai", "cheap")
	if len(cheap.Prices) != 1 || *cheap.Prices[0].Input != 1.25 || cheap.Prices[0].Above != 100 || cheap.Prices[0].Source != "promptglot.yaml" {
		t.Errorf("the negotiated price does not hold: %+v", cheap.Prices)
	}
	if m := with.Lookup("anthropic", "cheap"); m.Context != nil {
		t.Errorf("a model with a host is known at another host: %+v", m)
	}
}

func TestNearestConfigurationHolds(t *testing.T) {
	fsys := disk.OS{Dir: t.TempDir()}
	for _, name := range []string{"promptglot.yaml", "a/b/promptglot.yaml"} {
		if err := mkdirs(fsys, name); err != nil {
			t.Fatal(err)
		}
	}
	f, err := NewFinder(fsys, "", false)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"x.json": "promptglot.yaml", "a/x.json": "promptglot.yaml", "a/b/x.json": "a/b/promptglot.yaml",
		"a/b/c/d/x.json": "a/b/promptglot.yaml",
	} {
		c, err := f.For(name)
		if err != nil || c == nil || c.File.Path != want {
			t.Errorf("%s: got %v, %v, expected %s", name, c, err, want)
		}
	}
	one, _ := f.For("a/x.json")
	two, _ := f.For("y.json")
	if one != two {
		t.Error("one file is read twice")
	}
	below, err := NewFinder(disk.OS{Dir: fsys.Dir + "/a"}, "", false)
	if err != nil {
		t.Fatal(err)
	}
	c, err := below.For("x.json")
	if err != nil || c == nil || c.File.Path != "../promptglot.yaml" || c.Dir != ".." {
		t.Errorf("from below: %+v, %v", c, err)
	}
	none, err := NewFinder(fsys, "", true)
	if c, _ := none.For("x.json"); err != nil || c != nil {
		t.Error("--no-config finds one")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(everything)
	f.Add("waivers: [{rule: a}]\nmodels: {x: {prices: [{}]}}\nseverities: []")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := Read("c.yaml", []byte(text)); err == nil && c == nil {
			t.Error("neither a configuration nor an error")
		}
	})
}
