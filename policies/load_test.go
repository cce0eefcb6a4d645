package policies

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

// user is a policy in memory.
func user(path, text string) Source { return Source{Path: path, Data: []byte(text)} }

const head = "package promptglot.user.p\n\nimport data.promptglot.lib\n\n"

func rule(body string) string {
	return head + "findings contains lib.finding(f, \"no\") if {\n\t" + strings.ReplaceAll(body, "; ", "\n\t") + "\n}\n"
}

func enabled(e *Engine) []Rule {
	return slices.DeleteFunc(e.Rules(), func(r Rule) bool { return !r.Enabled })
}

// What is wrong with a policy is said in one line with its place and what
// would be right.
func TestABadPolicyIsRefused(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"a typing error in a field", rule("some f in input.facts.loss[_]; f.knd == \"x\""),
			[]string{"p.rego:7: ", `has no field "knd"`, `did you mean "kind"?`, "valid are ", "in_test"}},
		{"a typing error after two free keys", rule("f := input.facts.loss[_][_]; input.facts.loss[_][_].knd"),
			[]string{"p.rego:7: ", `"knd"`, `"kind"`}},
		{"a typing error deep down", rule("some f in input.facts.loss[\"seed\"]; f.loss.outcom == \"dropped\""),
			[]string{"p.rego:7: ", `"outcom"`, `did you mean "outcome"?`, "certainty"}},
		{"an unknown kind of fact", rule("some f in input.facts.losses[_]"),
			[]string{"p.rego:6: ", `"losses"`, `did you mean "loss"?`, "feature, loss, model"}},
		{"an unknown top-level key", rule("some f in input.fact.loss[_]"),
			[]string{"p.rego:6: ", `"fact"`, `did you mean "facts"?`, "as_of, codes, collected, config"}},
		{"a field of a string", rule("some f in input.facts.loss[_]; f.message.text"),
			[]string{"p.rego:7: ", "is a string, which has no fields"}},
		{"a number compared with a string", rule("some f in input.facts.feature[_]; f.in_test == \"yes\""),
			[]string{"p.rego:7: match error: left: boolean, right: string"}},
		{"a number ordered with a string", rule("some f in input.facts.tokens[_]; f.tokens.high > \"1000\""),
			[]string{"p.rego:7: match error: left: number, right: string"}},
		{"a string ordered with a number's field", rule("some f in input.facts.tokens[_]; \"9\" <= f.tokens.low"),
			[]string{"p.rego:7: match error: left: string, right: number"}},
		{"an argument of the wrong type", rule("some f in input.facts.feature[_]; count(f.in_test) == 1"),
			[]string{"p.rego:7: count: invalid argument(s): have: (boolean, any), want:"}},
		{"a list looked up by name", rule("some f in input.facts.feature[_]; input.targets.gemini"),
			[]string{"p.rego:7: ", "a number"}},
		{"an unknown code", rule("some f in input.codes.text[\"identity-clam\"]"),
			[]string{"p.rego:6: ", `no code "identity-clam"`, `did you mean "identity-claim"?`, "think-tag"}},
		{"an unknown feature", rule("some f in input.facts.loss.seeed"),
			[]string{"p.rego:6: ", `no feature "seeed"`, `did you mean "seed"?`}},
		{"the network", rule("some f in input.facts.loss[_]; http.send({\"url\": \"https://example.org\"})"),
			[]string{"p.rego:7: ", "http.send is not available"}},
		{"the clock", rule("some f in input.facts.loss[_]; time.now_ns() > 0"),
			[]string{"p.rego:7: ", "time.now_ns is not available", "input.as_of"}},
		{"the environment", rule("some f in input.facts.loss[_]; opa.runtime().env.HOME"),
			[]string{"p.rego:7: ", "opa.runtime is not available"}},
		{"chance", rule("some f in input.facts.loss[_]; rand.intn(\"a\", 2) == 1"),
			[]string{"p.rego:7: ", "rand.intn is not available"}},
		{"a function that does not exist", rule("some f in input.facts.loss[_]; startwith(f.value, \"a\")"),
			[]string{"p.rego:7: ", "no function startwith", `did you mean "startswith"?`}},
		{"a helper that does not exist", strings.Replace(rule("some f in input.facts.loss[_]"), "lib.finding(", "lib.findng(", 1),
			[]string{"p.rego:5: there is no function lib.findng (did you mean \"finding\"?); valid are document_finding, ", "possible_vendors"}},
		{"a setting that the rule does not have", "# METADATA\n# custom:\n#   id: C1\n#   params:\n#     - name: most\n#       default: 3\n" + rule("some f in input.facts.loss[_]; f.start.line > input.config.C1.mst"),
			[]string{"p.rego:13: input.config.C1.mst: C1 has no setting \"mst\" (did you mean \"most\"?); its METADATA custom.params has most"}},
		{"a setting of a rule without one", rule("some f in input.facts.loss[_]; f.start.line > input.config.p.most"),
			[]string{"p.rego:7: input.config.p.most: p has no setting \"most\"; its METADATA custom.params has none"}},
		{"the setting of a rule that does not exist", rule("some f in input.facts.loss[_]; f.start.line > input.config.PG999.most"),
			[]string{"p.rego:7: input.config.PG999.most: there is no rule \"PG999\""}},
		{"a variable behind a typing error", rule("some f in input.fact.loss[_]; f.kind"),
			[]string{"p.rego:6: input.fact.loss[_][_]: input has no field \"fact\" (did you mean \"facts\"?)"}},
		{"a syntax error", head + "findings contains if {\n",
			[]string{"p.rego:5: unexpected if keyword, at: findings contains if {"}},
		{"a missing package", "findings := set()\n", []string{"p.rego:1: "}},
		{"an unsafe variable", rule("g == 1; some f in input.facts.loss[_]"),
			[]string{"p.rego:6: ", "var g is unsafe"}},
		{"an unused import", "package promptglot.user.p\n\nimport data.promptglot.lib\n\nfindings := set()\n",
			[]string{"p.rego:3: ", "unused"}},
		{"findings outside promptglot.user", "package company\n\nfindings := set()\n",
			[]string{"p.rego:3: ", "package company has findings", "promptglot.user.company"}},
		{"a package of the library", "package promptglot.lib\n\nfinding(_, _) := {}\n",
			[]string{"p.rego:1: ", "promptglot.lib is the shipped library"}},
		{"an unknown severity", "# METADATA\n# custom:\n#   severity: fatal\n" + head + "findings contains lib.document_finding(\"x\")\n",
			[]string{"p.rego:8: ", `"fatal"`, "expected error, warning or info"}},
		{"an unknown level", "# METADATA\n# custom:\n#   level: max\n" + head + "findings contains lib.document_finding(\"x\")\n",
			[]string{"p.rego:8: ", `"max"`, "minimal, recommended or strict"}},
		{"an id that is taken", "# METADATA\n# custom:\n#   id: PG103\n" + head + "findings contains lib.document_finding(\"x\")\n",
			[]string{"PG103 is taken by "}},
		{"nothing", "", []string{"p.rego: "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(Options{Sources: []Source{user("p.rego", tt.text)}, Features: []string{"seed", "model-name"}})
			if err == nil {
				t.Fatal("the policy was accepted")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got  %s\nwant %q in it", err, want)
				}
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line:\n%s", err)
			}
		})
	}
}

func TestAllErrorsAreReportedInOrderOfPlace(t *testing.T) {
	_, err := Load(Options{Sources: []Source{
		user("b.rego", strings.Replace(rule("some f in input.facts.loss[_]; f.knd"), "user.p", "user.b", 1)),
		user("a.rego", strings.Replace(rule("some f in input.facts.loss[_]; f.knd; f.filee"), "user.p", "user.a", 1)),
	}})
	var list LoadErrors
	if !errors.As(err, &list) {
		t.Fatalf("got %T: %v", err, err)
	}
	var got []string
	for _, e := range list {
		got = append(got, e.File)
	}
	if !slices.Equal(got, []string{"a.rego", "a.rego", "b.rego"}) {
		t.Errorf("got\n%v", err)
	}
}

func TestAGoodPolicyNeedsNoSchemaAnnotation(t *testing.T) {
	e, err := Load(Options{NoDefault: true, Sources: []Source{user("p.rego", rule(
		"some f in input.facts.loss[_]; f.loss.outcome == \"dropped\"; f.start.line > 3; print(f.value)"))}})
	if err != nil {
		t.Fatal(err)
	}
	rules := enabled(e)
	if len(rules) != 1 || rules[0].ID != "p" || rules[0].Severity != finding.Warning || rules[0].Pack != "user" {
		t.Errorf("got %+v", rules)
	}
}

func TestNeedsAreTheKindsThatEnabledPoliciesRead(t *testing.T) {
	tests := []struct {
		name string
		opts Options
		want []fact.Kind
	}{
		{"one kind", Options{NoDefault: true, Sources: []Source{user("p.rego", rule("some f in input.facts.loss[_]"))}}, []fact.Kind{fact.Loss}},
		{"by code", Options{NoDefault: true, Sources: []Source{user("p.rego", rule("some f in input.codes.text[_]"))}}, []fact.Kind{fact.Text}},
		{"any kind", Options{NoDefault: true, Sources: []Source{user("p.rego", rule("some f in input.facts[_][_]"))}}, fact.Kinds},
		{"through an alias", Options{NoDefault: true, Sources: []Source{user("p.rego", rule("all := input.facts; some f in all.tokens[_]"))}}, fact.Kinds},
		{"through a helper", Options{NoDefault: true, Sources: []Source{
			user("p.rego", "package promptglot.user.p\n\nimport data.help\n\nfindings contains {\"message\": m} if some m in help.words(1)\n"),
			user("h.rego", "package help\n\nwords(_) := {f.message | some f in input.facts.model[_]}\n"),
		}}, []fact.Kind{fact.Model}},
		{"no fact at all", Options{NoDefault: true, Sources: []Source{user("p.rego", "package promptglot.user.p\n\nfindings contains {\"message\": input.file}\n")}}, []fact.Kind{}},
		{"without budget rules no tokens", Options{Rules: map[string]RuleOptions{"PG301": {Off: true}, "PG302": {Off: true}}},
			[]fact.Kind{fact.Prompt, fact.Feature, fact.Loss, fact.Text, fact.Structure, fact.Model, fact.Parse, fact.Stale, fact.Waiver}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := Load(tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Needs(); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestLevelsHoldOneAnother(t *testing.T) {
	ids := map[Level][]string{}
	for _, l := range levels {
		e, err := Load(Options{Level: l})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range e.Rules() {
			if r.Description == "" || len(r.Examples) == 0 {
				t.Errorf("%s has no description or examples", r.ID)
			}
			if r.Enabled {
				ids[l] = append(ids[l], r.ID)
			}
		}
		if n := len(e.Rules()); n != len(ShippedRules()) {
			t.Errorf("%d of %d rules are listed", n, len(ShippedRules()))
		}
	}
	for i, l := range levels[1:] {
		if len(ids[l]) <= len(ids[levels[i]]) {
			t.Errorf("%s has no more rules than %s", l, levels[i])
		}
		for _, id := range ids[levels[i]] {
			if !slices.Contains(ids[l], id) {
				t.Errorf("%s is on at %s and not at %s", id, levels[i], l)
			}
		}
	}
	waiting := 0 // for a setting
	for _, r := range ShippedRules() {
		if r.NeedsSetting != "" {
			waiting++
		}
	}
	if len(ids[Strict])+waiting != len(ShippedRules()) {
		t.Errorf("strict has %d of %d rules, %d of which wait for a setting", len(ids[Strict]), len(ShippedRules()), waiting)
	}
}

func TestConfigurationOfRules(t *testing.T) {
	on := func(o Options) map[string]Rule {
		t.Helper()
		e, err := Load(o)
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]Rule{}
		for _, r := range e.Rules() {
			if r.Enabled {
				m[r.ID] = r
			}
		}
		return m
	}
	if _, there := on(Options{Rules: map[string]RuleOptions{"PG103": {Off: true}}})["PG103"]; there {
		t.Error("a rule that is off is on")
	}
	if r := on(Options{Level: Minimal, Rules: map[string]RuleOptions{"PG110": {Severity: finding.Error}}})["PG110"]; r.Severity != finding.Error {
		t.Errorf("a rule beyond the level that is graded has severity %q", r.Severity)
	}
	if _, there := on(Options{Level: Minimal, Rules: map[string]RuleOptions{"PG110": {On: true}}})["PG110"]; !there {
		t.Error("a rule beyond the level that is switched on is off")
	}
	if n := len(on(Options{NoDefault: true})); n != 0 {
		t.Errorf("without shipped rules there are %d", n)
	}
	replaced := on(Options{Sources: []Source{user("mine.rego", "# METADATA\n# custom:\n#   id: PG103\n#   severity: info\npackage promptglot.rules.portability.option_lost\n\nfindings contains {\"message\": \"mine\"}\n")}})
	if r := replaced["PG103"]; r.File != "mine.rego" || r.Shipped {
		t.Errorf("a user's package with the name of a shipped rule does not replace it: %+v", r)
	}
	for want, o := range map[string]RuleOptions{
		"there is no rule PG13 (did you mean \"PG103\"?)": {},
		"has no setting \"day\" (did you mean \"days\"?)": {Config: map[string]any{"day": 3}},
		"the severity \"fatal\" of PG202 is unknown":      {Severity: "fatal"},
	} {
		id := "PG202"
		if strings.Contains(want, "PG13") {
			id = "PG13"
		}
		if _, err := Load(Options{Rules: map[string]RuleOptions{id: o}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := Load(Options{Level: "max"}); err == nil || !strings.Contains(err.Error(), "minimal, recommended or strict") {
		t.Errorf("got %v", err)
	}
}

func TestPoliciesOnDisk(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	write("pack/p.rego", "package promptglot.user.p\n\nfindings contains {\"message\": m} if some m in data.acme.words\n")
	write("pack/p_test.rego", "package promptglot.user.p_test\n\ntest_x if false\n")
	write("pack/acme/data.yaml", "words: [one, two]\nlimit: 3\n")
	write("pack/.git/q.rego", "not rego")
	write("pack/README.md", "# no policy")
	e, err := Load(Options{NoDefault: true, Paths: []string{filepath.Join(dir, "pack")}})
	if err != nil {
		t.Fatal(err)
	}
	fs, err := e.Eval(t.Context(), Document{File: "a", Facts: []*fact.Fact{{ID: "x", Kind: fact.Prompt}}})
	if err != nil || len(fs) != 2 || fs[0].Message != "one" {
		t.Errorf("got %v %v", fs, err)
	}
	bad := map[string]string{
		write("b.tar.gz", ""):                    "it is not compressed with gzip",
		write("empty/README.md", ""):             "not a policy",
		filepath.Join(dir, "absent.rego"):        "cannot be read: no such file",
		write("data/data.json", "[1]"):           "expected one object",
		write("d2/data.yaml", "promptglot: {}"):  "may not stand below \"promptglot\"",
		write("d3/data.json", `{"a": }`):         "cannot be read",
		write("d4/data.yaml", "a: [\nb: c\n - "): "cannot be read",
	}
	if e, err := Load(Options{NoDefault: true, Paths: []string{filepath.Join(dir, "empty")}}); err != nil || len(e.Needs()) != 0 {
		t.Errorf("a folder without policies is an empty set of them: got %v", err)
	}
	for p, want := range bad {
		_, err := Load(Options{Paths: []string{p}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), filepath.ToSlash(p)) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want %s", p, err, want)
		}
	}
	clash := []string{write("g/company/data.json", `{"rules": 1}`), write("h/p.rego", "package company.rules\n\nx := 1\n")}
	if _, err := Load(Options{Paths: []string{filepath.Join(dir, "g"), clash[1]}}); err == nil || !strings.Contains(err.Error(), "h/p.rego:") {
		t.Errorf("data and a package of one name: got %v", err)
	}
	twice := []string{write("e/data.json", `{"a": {"b": 1}}`), write("f/data.yaml", "a: {b: 2}")}
	if _, err := Load(Options{Paths: twice}); err == nil || !strings.Contains(err.Error(), `"a.b" is set by two data files`) {
		t.Errorf("got %v", err)
	}
}

func TestAFolderOfTheUsersMayBeCalledLikeOurs(t *testing.T) {
	e := engine(t, Options{Sources: []Source{
		user("lib/lib.rego", "package help\n\nyes := true\n"),
		user("rules/portability/option_lost.rego", strings.Replace(rule("data.help.yes; some f in input.facts.feature.seed"), "user.p", "user.mine", 1)),
	}})
	got := eval(t, e, doc(featureFact("f1", "seed", 1), lossFact("l1", "seed", "dropped", "gemini", 9)))
	if len(got) != 2 || got[0].Rule != "mine" || got[1].Rule != "PG103" {
		t.Errorf("got %v", got)
	}
}

func TestAFileNamedTwiceIsReadOnce(t *testing.T) {
	p := filepath.Join(t.TempDir(), "p.rego")
	if err := os.WriteFile(p, []byte(rule("some f in input.facts.feature.seed")), 0o644); err != nil {
		t.Fatal(err)
	}
	e := engine(t, Options{NoDefault: true, Paths: []string{p, filepath.Dir(p), filepath.Dir(p) + "/./p.rego"}})
	if n := len(enabled(e)); n != 1 {
		t.Errorf("got %d rules", n)
	}
}

func TestMetadataMayStandOnFindings(t *testing.T) {
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", `package promptglot.user.a.b

# METADATA
# title: A title
# related_resources:
#   - https://example.org/why
# custom:
#   id: X9
#   severity: info
#   level: strict
findings contains {"message": input.file}
`)}})
	i := slices.IndexFunc(e.Rules(), func(r Rule) bool { return r.ID == "X9" })
	r := e.Rules()[i]
	if r.ID != "X9" || r.Title != "A title" || r.Severity != finding.Info || r.Level != Strict || r.Enabled || r.URL != "https://example.org/why" {
		t.Errorf("got %+v", r)
	}
}
