package policies

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

const sums = `# METADATA
# custom:
#   id: SUM
#   severity: error
#   params:
#     - {name: most, default: 1, description: how many}
package promptglot.user.sums

import data.promptglot.lib

collect contains f.value if some f in input.facts.feature.seed

repository_findings contains lib.repository_finding_with(message, {"subject": "seeds"}) if {
	input.scope == "whole"
	n := count(input.collected.SUM)
	n > input.config.SUM.most
	message := sprintf("%d seeds: %v", [n, [c.file | some c in input.collected.SUM]])
}
`

func collected(t *testing.T, e *Engine, files ...string) (out []*Collection) {
	t.Helper()
	for _, file := range files {
		d := doc(featureFact("f1", "seed", 1))
		d.File = file
		c, err := e.Collect(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

func TestARepositoryFindingIsMadeOfWhatWasCollected(t *testing.T) {
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("s.rego", sums)}})
	if !e.HasRepository() || !cmp.Equal(e.Needs(), []fact.Kind{fact.Feature}) {
		t.Errorf("needs %v", e.Needs())
	}
	all := append(collected(t, e, "b.py", "a.py"), nil)
	got, err := e.Repository(t.Context(), all, Whole, doc())
	if err != nil || len(got) != 1 {
		t.Fatalf("got %v %v", got, err)
	}
	f := got[0]
	if f.Rule != "SUM" || f.Severity != finding.Error || f.File != "" || f.Start != nil || f.Message != `2 seeds: ["a.py", "b.py"]` {
		t.Errorf("got %+v", f)
	}
	more, err := e.Repository(t.Context(), append(all, collected(t, e, "c.py")...), Whole, doc())
	if err != nil || more[0].Fingerprint != f.Fingerprint || more[0].Message == f.Message {
		t.Errorf("what it is about is the same, the fingerprint is not: %v", err)
	}
	for name, rest := range map[string][]*Collection{"one": all[:1], "none": nil} {
		if got, err := e.Repository(t.Context(), rest, Whole, doc()); err != nil || len(got) != 0 {
			t.Errorf("%s: got %v %v", name, got, err)
		}
	}
	if got, err := e.Repository(t.Context(), all, Partial, doc()); err != nil || len(got) != 0 {
		t.Errorf("on a part: got %v %v", got, err)
	}
}

func TestTheInventorySaysWhereAPromptCanRun(t *testing.T) {
	e := engine(t, Options{Level: Strict})
	prompt := &fact.Fact{ID: "p", Kind: fact.Prompt, File: "a.py", Prompt: "a.py#ask", Info: &fact.PromptDetail{Format: "request", Dialect: "openai-chat", Model: "gpt-5.4"}}
	possible := lossFact("l3", "tool-choice", "dropped", "cohere/x", 5)
	possible.Loss.Certainty = "possible"
	other := lossFact("l4", "audio-input", "refused", "mistral/x", 6)
	other.Prompt = "a.py#other"
	d := doc(prompt, lossFact("l1", "audio-input", "refused", "anthropic/x", 3), lossFact("l2", "seed", "dropped", "gemini/x", 4), possible, other)
	for _, v := range []string{"anthropic", "gemini", "cohere", "mistral"} {
		d.On = append(d.On, Target{Name: v, ID: v + "/x", Dialect: v, Vendor: v, Model: "x"})
	}
	got := e.inventory(d)
	target := func(v, viable string, blockers ...string) TargetEntry {
		return TargetEntry{Target: v, Dialect: v, Vendor: v, Model: "x", Viable: viable, Blockers: append([]string{}, blockers...)}
	}
	want := []PromptEntry{{
		ID: "p", Name: "a.py#ask", File: "a.py", Format: "request", Dialect: "openai-chat", Vendor: "openai", Model: "gpt-5.4",
		Targets: []TargetEntry{
			target("anthropic", "no", "audio-input"), target("gemini", "yes"),
			target("cohere", "unknown", "tool-choice"), target("mistral", "yes"),
		},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAPhaseReadsOnlyWhatItHas(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"facts of the repository", "repository_findings contains {\"message\": \"m\"} if input.facts.feature.seed\n",
			`p.rego:3: repository_findings reads input.facts, which only findings and collect of a document see; collect what is needed, and read it as input.collected["p"]`},
		{"through a helper", "repository_findings contains {\"message\": \"m\"} if bad\n\nbad if input.file == \"a\"\n",
			"p.rego:5: repository_findings reads input.file"},
		{"the scope of a document", "findings contains {\"message\": \"m\"} if input.scope == \"whole\"\n",
			"p.rego:3: findings reads input.scope, which only repository_findings see"},
		{"the collected of a document", "collect contains x if some x in input.collected.p\n", "p.rego:3: collect reads input.collected"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(Options{NoDefault: true, Sources: []Source{user("p.rego", "package promptglot.user.p\n\n"+tt.body)}})
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestWhoCollectsTooMuchIsNamedAndTheOthersAreKept(t *testing.T) {
	greedy := "package promptglot.user.greedy\n\ncollect contains n if some n in numbers.range(1, 20000)\n"
	wide := "package promptglot.user.wide\n\ncollect contains concat(\"\", [row | some n in numbers.range(1, 1100)]) if row := concat(\"\", [\"x\" | some n in numbers.range(1, 1000)])\n"
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("g.rego", greedy), user("w.rego", wide), user("s.rego", sums)}})
	c, err := e.Collect(t.Context(), doc(featureFact("f1", "seed", 1)))
	if err == nil || !strings.Contains(err.Error(), "policy greedy failed on a.py: it collects 20000 elements") || !strings.Contains(err.Error(), "policy wide failed on a.py: it collects more than 1 MiB") {
		t.Errorf("got %v", err)
	}
	if c == nil || len(c.values["SUM"]) != 1 || len(c.values) != 1 {
		t.Errorf("got %+v", c)
	}
}

func TestARuleIsConfiguredByPath(t *testing.T) {
	in := func(prefix string, rules map[string]RuleOptions) Override {
		return Override{Match: func(file string) bool { return strings.HasPrefix(file, prefix) }, Rules: rules}
	}
	counter := "# METADATA\n# custom:\n#   id: C1\n#   severity: error\n#   params:\n#     - {name: most, default: 0}\npackage promptglot.user.c\n\nfindings contains {\"message\": \"m\"} if count(input.facts.feature) > input.config.C1.most\n"
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("c.rego", counter)}, Overrides: []Override{
		in("lax/", map[string]RuleOptions{"C1": {Severity: finding.Info}}),
		in("lax/off/", map[string]RuleOptions{"C1": {Off: true}}),
		in("lax/off/on/", map[string]RuleOptions{"C1": {On: true}}),
		in("many/", map[string]RuleOptions{"C1": {Config: map[string]any{"most": 9}}}),
	}})
	for file, want := range map[string]finding.Severity{"a": finding.Error, "lax/a": finding.Info, "lax/off/a": "", "lax/off/on/a": finding.Info, "many/a": ""} {
		d := doc(featureFact("f1", "seed", 1))
		d.File = file
		got := eval(t, e, d)
		if want == "" && len(got) != 0 || want != "" && (len(got) != 1 || got[0].Severity != want) {
			t.Errorf("%s: got %+v, want %q", file, got, want)
		}
	}
	if _, err := Load(Options{Overrides: []Override{in("", map[string]RuleOptions{"PG202": {Config: map[string]any{"day": 1}}})}}); err == nil || !strings.Contains(err.Error(), `has no setting "day"`) {
		t.Errorf("got %v", err)
	}
}

func TestARuleThatIsOffElsewhereIsOnWhereAnOverrideSaysSo(t *testing.T) {
	e := engine(t, Options{Level: Minimal, Overrides: []Override{{
		Match: func(file string) bool { return file == "b.py" },
		Rules: map[string]RuleOptions{"PG103": {On: true}},
	}}})
	for file, want := range map[string]int{"a.py": 0, "b.py": 1} {
		l := lossFact("l1", "seed", "dropped", "gemini", 3)
		l.File = file
		d := doc(l)
		d.File = file
		if got := eval(t, e, d); len(got) != want {
			t.Errorf("%s: got %d findings, want %d", file, len(got), want)
		}
	}
}

func TestARuleWarnsUntilADay(t *testing.T) {
	src := user("p.rego", "# METADATA\n# custom:\n#   id: W1\n#   severity: error\n#   warn_until: 2026-12-31\npackage promptglot.user.p\n\nfindings contains {\"message\": \"m\"} if input.facts.feature.seed\n")
	for day, want := range map[string]finding.Severity{"2026-11-22": finding.Warning, "2026-12-31": finding.Warning, "2027-01-01": finding.Error} {
		d := doc(featureFact("f1", "seed", 1))
		d.AsOf = day
		if got := eval(t, engine(t, Options{NoDefault: true, Sources: []Source{src}}), d); len(got) != 1 || got[0].Severity != want {
			t.Errorf("%s: got %+v, want %s", day, got, want)
		}
	}
	o := Options{NoDefault: true, Sources: []Source{src}, Rules: map[string]RuleOptions{"W1": {WarnUntil: "2026-01-01"}}}
	if got := eval(t, engine(t, o), doc(featureFact("f1", "seed", 1))); got[0].Severity != finding.Error {
		t.Errorf("the configuration's day does not go before that of METADATA: %+v", got[0])
	}
	o.Rules["W1"] = RuleOptions{WarnUntil: "soon"}
	if _, err := Load(o); err == nil || !strings.Contains(err.Error(), `warn_until "soon" of W1 is no day`) {
		t.Errorf("got %v", err)
	}
}

func TestSomeRulesCannotBeWaived(t *testing.T) {
	yes := true
	src := user("p.rego", "# METADATA\n# custom:\n#   id: N1\n#   waivable: false\npackage promptglot.user.p\n\nfindings contains {\"message\": \"m\"}\n")
	if e := engine(t, Options{Sources: []Source{src}}); e.Waivable("N1") || !e.Waivable("PG101") || !e.Waivable("PG999") {
		t.Error("METADATA waivable: false is not heard")
	}
	if e := engine(t, Options{Sources: []Source{src}, Rules: map[string]RuleOptions{"N1": {Waivable: &yes}}}); !e.Waivable("N1") {
		t.Error("the configuration does not go before METADATA")
	}
}

func TestARuleThatNeedsASettingIsOffWithoutIt(t *testing.T) {
	settings := map[string]RuleOptions{"PG303": {Config: map[string]any{"tokens": 9}}}
	on := func(o Options) bool {
		for _, r := range engine(t, o).Rules() {
			if r.ID == "PG303" {
				return r.Enabled
			}
		}
		t.Fatal("no PG303")
		return false
	}
	if on(Options{Level: Strict}) {
		t.Error("it is on without the setting")
	}
	if !on(Options{Level: Minimal, Rules: settings}) || !on(Options{Level: Minimal, Overrides: []Override{{Match: func(string) bool { return false }, Rules: settings}}}) {
		t.Error("it is off with the setting")
	}
}
