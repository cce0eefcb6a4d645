package policies

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
)

func engine(t testing.TB, o Options) *Engine {
	t.Helper()
	e, err := Load(o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func at(line int) (start, end *source.Pos) {
	return &source.Pos{Line: line, Column: 1, Offset: 100 * line}, &source.Pos{Line: line, Column: 9, Offset: 100*line + 8}
}

func featureFact(id, feature string, line int) *fact.Fact {
	f := &fact.Fact{ID: id, Kind: fact.Feature, Feature: feature, Vendor: "openai", File: "a.py", Prompt: "a.py#ask", Value: "42", Message: "a feature"}
	f.Start, f.End = at(line)
	return f
}

func lossFact(id, feature, outcome, target string, line int) *fact.Fact {
	f := featureFact(id, feature, line)
	f.Kind = fact.Loss
	f.Loss = &fact.LossDetail{Feature: feature, Outcome: outcome, Path: "/x", Target: target, Dialect: target, Certainty: "certain", DependsOn: []string{}, Message: "not in " + target}
	return f
}

func doc(facts ...*fact.Fact) Document {
	return Document{File: "a.py", Facts: facts, Targets: []string{"anthropic", "gemini"}, AsOf: "2026-11-22"}
}

func eval(t testing.TB, e *Engine, d Document) []*finding.Finding {
	t.Helper()
	fs, err := e.Eval(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

func TestAFindingCarriesWhatItsFactKnows(t *testing.T) {
	f := lossFact("l1", "logit-bias", "dropped", "anthropic", 3)
	f.Fixes = []fact.Fix{{Applicability: "unsafe", Edits: []fact.Edit{{File: "a.py", Text: ""}}}}
	got := eval(t, engine(t, Options{}), doc(f))
	want := []*finding.Finding{{
		Rule: "PG103", Severity: finding.Warning, Feature: "logit-bias", Vendor: "openai", Targets: []string{"anthropic"},
		File: "a.py", Start: f.Start, End: f.End, Message: "logit-bias is dropped: not in anthropic",
		Help: shippedInfo("rules/portability/option_lost.rego").Fix, URL: docsURL + "PG103.md",
		Facts: []string{"l1"}, Fixes: f.Fixes, Fingerprint: got[0].Fingerprint,
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(got[0].Fingerprint) != 32 {
		t.Errorf("fingerprint %q", got[0].Fingerprint)
	}
}

func TestTargetsOfOnePlaceAreMerged(t *testing.T) {
	e := engine(t, Options{})
	got := eval(t, e, doc(
		lossFact("l2", "seed", "dropped", "gemini", 3),
		lossFact("l1", "seed", "dropped", "anthropic", 3),
		lossFact("l3", "seed", "dropped", "anthropic", 4),
	))
	if len(got) != 2 {
		t.Fatalf("got %d findings, want 2", len(got))
	}
	if f := got[0]; !slices.Equal(f.Targets, []string{"anthropic", "gemini"}) || !slices.Equal(f.Facts, []string{"l1", "l2"}) || f.Message != "seed is dropped: not in the target" {
		t.Errorf("got %+v", f)
	}
}

// Facts without a place, as the values that a writer adds, all meet at one.
func TestThousandsAtOnePlaceAreOneFinding(t *testing.T) {
	var d Document
	for i := range 5000 {
		f := lossFact(fmt.Sprintf("l%04d", i), "seed", "added", "gemini", 1)
		f.Start, f.End = nil, nil
		f.Fixes = []fact.Fix{{Applicability: "safe", Edits: []fact.Edit{{Text: "x"}}}}
		d.Facts = append(d.Facts, f)
	}
	got := eval(t, engine(t, Options{Level: Strict}), d)
	if len(got) != 1 || len(got[0].Facts) != 5000 || len(got[0].Targets) != 1 || len(got[0].Fixes) != 1 {
		t.Errorf("got %d findings", len(got))
	}
}

func TestTheLossSpeaksForTheFeature(t *testing.T) {
	mine := user("p.rego", "# METADATA\n# custom:\n#   severity: error\npackage promptglot.user.p\n\nimport data.promptglot.lib\n\nfindings contains lib.finding(f, \"no seeds\") if some f in input.facts.feature.seed\n")
	facts := doc(featureFact("f1", "seed", 3), lossFact("l1", "seed", "dropped", "gemini", 3), featureFact("f2", "seed", 4))
	rules := func(fs []*finding.Finding) (out []string) {
		for _, f := range fs {
			out = append(out, f.Rule)
		}
		return out
	}
	if got := rules(eval(t, engine(t, Options{Level: Strict}), facts)); !slices.Equal(got, []string{"PG103", "PG110"}) {
		t.Errorf("got %v, want the loss at the one place and the feature at the other", got)
	}
	if got := rules(eval(t, engine(t, Options{Sources: []Source{mine}}), facts)); !slices.Equal(got, []string{"PG103", "p", "p"}) {
		t.Errorf("got %v, want the user's graver word to stand", got)
	}
}

func TestAFingerprintSurvivesWhatIsNotItsMatter(t *testing.T) {
	e := engine(t, Options{})
	of := func(facts ...*fact.Fact) (out []string) {
		for _, f := range eval(t, e, doc(facts...)) {
			if f.Rule == "PG103" {
				out = append(out, f.Fingerprint)
			}
		}
		return out
	}
	one := of(lossFact("l1", "seed", "dropped", "gemini", 3))
	if moved := of(lossFact("z9", "seed", "dropped", "gemini", 70)); !slices.Equal(one, moved) {
		t.Error("it depends on the line or on the id of the fact")
	}
	if more := of(lossFact("l1", "seed", "dropped", "gemini", 3), lossFact("l2", "seed", "dropped", "anthropic", 3)); !slices.Equal(one, more) {
		t.Error("it depends on the targets")
	}
	other := lossFact("l1", "seed", "dropped", "gemini", 3)
	other.Value = "43"
	if slices.Equal(one, of(other)) {
		t.Error("it does not depend on what stands in the source")
	}
	equals := of(lossFact("l1", "seed", "dropped", "gemini", 3), lossFact("l2", "seed", "dropped", "gemini", 5))
	if len(equals) != 2 || equals[0] == equals[1] || equals[0] != one[0] {
		t.Errorf("equals are not told apart by order: %v", equals)
	}
}

func TestSeverities(t *testing.T) {
	src := func(severity string) Source {
		return user("p.rego", "# METADATA\n# custom:\n#   id: X1\n#   severity: info\npackage promptglot.user.p\n\nimport data.promptglot.lib\n\nfindings contains lib.finding_with(f, \"m\", "+severity+") if some f in input.facts.feature.seed\n")
	}
	tests := []struct {
		name, more string
		config     finding.Severity
		want       finding.Severity
	}{
		{"METADATA", `{}`, "", finding.Info},
		{"the finding over METADATA", `{"severity": "error"}`, "", finding.Error},
		{"the configuration over both", `{"severity": "error"}`, finding.Warning, finding.Warning},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := Options{NoDefault: true, Sources: []Source{src(tt.more)}, Rules: map[string]RuleOptions{"X1": {Severity: tt.config}}}
			got := eval(t, engine(t, o), doc(featureFact("f1", "seed", 1)))
			if len(got) != 1 || got[0].Severity != tt.want {
				t.Errorf("got %+v, want severity %s", got, tt.want)
			}
		})
	}
}

func TestConfigReachesTheRule(t *testing.T) {
	days := 60
	f := &fact.Fact{ID: "m", Kind: fact.Model, Model: &fact.ModelDetail{ID: "gpt-4", Status: "deprecated", Known: true, DaysLeft: &days, RetiresOn: "2027-01-21"}}
	for n, want := range map[any]string{nil: "PG202", 30: "PG203"} {
		o := Options{}
		if n != nil {
			o.Rules = map[string]RuleOptions{"PG202": {Config: map[string]any{"days": n}}}
		}
		got := eval(t, engine(t, o), doc(f))
		if len(got) != 1 || got[0].Rule != want {
			t.Errorf("days %v: got %+v, want %s", n, got, want)
		}
	}
}

func TestADocumentFindingHasNoRange(t *testing.T) {
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", "package promptglot.user.p\n\nimport data.promptglot.lib\n\nfindings contains lib.document_finding(\"too many\") if count(input.facts.feature) > 0\n")}})
	got := eval(t, e, doc(featureFact("f1", "seed", 1)))
	if len(got) != 1 || got[0].Start != nil || got[0].End != nil || got[0].File != "a.py" {
		t.Errorf("got %+v", got)
	}
}

func TestAFindingMayNameFurtherFacts(t *testing.T) {
	for _, facts := range []string{`["f2", "f1"]`, `{g.id | some g in input.facts.feature[_]}`} {
		e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", "package promptglot.user.p\n\nimport data.promptglot.lib\n\nfindings contains lib.finding_with(f, \"both\", {\"help\": \"Choose.\", \"facts\": "+facts+"}) if some f in input.facts.feature.seed\n")}})
		got := eval(t, e, doc(featureFact("f1", "seed", 1), featureFact("f2", "top-k", 2)))
		if len(got) != 1 || !slices.Equal(got[0].Facts, []string{"f1", "f2"}) || got[0].Help != "Choose." || got[0].Start.Line != 1 {
			t.Errorf("got %+v", got)
		}
	}
}

func TestAFindingMayCarryItsFactWhole(t *testing.T) {
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", "package promptglot.user.p\n\nfindings contains {\"fact\": f, \"message\": \"m\"} if some f in input.facts.feature.seed\n")}})
	if got := eval(t, e, doc(featureFact("f1", "seed", 7))); len(got) != 1 || got[0].Start.Line != 7 {
		t.Errorf("got %+v", got)
	}
}

func TestADocumentWithoutFactsIsNotEvaluated(t *testing.T) {
	e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", "package promptglot.user.p\n\nfindings contains {\"message\": \"always\"}\n")}})
	if got := eval(t, e, doc()); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestNoPolicyNoFindings(t *testing.T) {
	if got := eval(t, engine(t, Options{NoDefault: true}), mixedDocument(200)); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestAPolicyThatFailsIsNamedAndTheOthersStand(t *testing.T) {
	const good = "package promptglot.user.good\n\nimport data.promptglot.lib\n\nfindings contains lib.finding(f, \"seed\") if some f in input.facts.feature.seed\n"
	tests := []struct {
		name, text, want string
		line             int
		timeout          bool
	}{
		{"a conflict", "package promptglot.user.bad\n\nv := f.id if some f in input.facts.feature[_]\n\nfindings contains {\"message\": v}\n", "conflict", 3, false},
		{"an unknown fact", "package promptglot.user.bad\n\nfindings contains {\"message\": \"m\", \"fact\": \"nobody\"}\n", `names the fact "nobody", which the document does not have`, 3, false},
		{"no message", "package promptglot.user.bad\n\nfindings contains {\"fact\": \"f1\"}\n", "has no message", 3, false},
		{"a wrong key", "package promptglot.user.bad\n\nfindings contains {\"mesage\": \"m\"}\n", "valid are message", 3, false},
		{"a wrong severity", "package promptglot.user.bad\n\nfindings contains {\"message\": \"m\", \"severity\": \"bad\"}\n", "expected error, warning or info", 3, false},
		{"a number for a message", "package promptglot.user.bad\n\nfindings contains {\"message\": 1}\n", "must be a string", 3, false},
		{"a string for a finding", "package promptglot.user.bad\n\nfindings contains \"m\"\n", "must be an object", 3, false},
		{"too long", "package promptglot.user.bad\n\nfindings contains {\"message\": \"m\"} if {\n\tsome a in numbers.range(1, 100000)\n\tsome b in numbers.range(1, 100000)\n\ta * b < 0\n}\n", "took longer than", 3, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := engine(t, Options{NoDefault: true, TimeLimit: 300 * time.Millisecond, Sources: []Source{user("bad.rego", tt.text), user("good.rego", good)}})
			got, err := e.Eval(context.Background(), doc(featureFact("f1", "seed", 1), featureFact("f2", "top-k", 2)))
			var pe *PolicyError
			if !errors.As(err, &pe) {
				t.Fatalf("got %v", err)
			}
			if pe.Rule != "bad" || pe.File != "bad.rego" || pe.Line != tt.line || pe.Document != "a.py" || pe.Timeout != tt.timeout || !strings.Contains(pe.Message, tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v (timeout %v), want %q at line %d", err, pe.Timeout, tt.want, tt.line)
			}
			if len(got) != 1 || got[0].Rule != "good" {
				t.Errorf("the other policy found %v", got)
			}
		})
	}
}

func TestAPolicyThatNeedsTooMuchMemoryIsStopped(t *testing.T) {
	e := engine(t, Options{NoDefault: true, TimeLimit: time.Minute, Sources: []Source{
		user("bad.rego", "package promptglot.user.bad\n\nfindings contains {\"message\": \"m\"} if count(numbers.range(1, 10000000000)) == 7\n"),
		user("good.rego", "package promptglot.user.good\n\nfindings contains {\"message\": input.file}\n"),
	}})
	e.memory = 32 << 20
	got, err := e.Eval(context.Background(), doc(featureFact("f1", "seed", 1)))
	if err == nil || !strings.Contains(err.Error(), "bad.rego:3: policy bad failed on a.py: it needs more than 32 MiB of memory") || len(got) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestACancelledContextIsNoFaultOfThePolicies(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := engine(t, Options{}).Eval(ctx, mixedDocument(2000))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestEvalIsSafeForConcurrentUseAndDeterministic(t *testing.T) {
	e := engine(t, Options{Level: Strict})
	d := mixedDocument(300)
	want := eval(t, e, d)
	if len(want) < 50 {
		t.Fatalf("only %d findings", len(want))
	}
	backwards := d
	backwards.Facts = slices.Clone(d.Facts)
	slices.Reverse(backwards.Facts)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			in := d
			if i%2 == 1 {
				in = backwards
			}
			got, err := e.Eval(context.Background(), in)
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("run %d differs:\n%s", i, diff)
			}
		})
	}
	wg.Wait()
}

// No combination of outcome, feature and rule grades a possible loss as error.
func TestAPossibleLossIsNeverAnError(t *testing.T) {
	e := engine(t, Options{Level: Strict})
	var d Document
	for _, feature := range []string{"seed", "stop-sequences", "image-input", "system-param", "unknown-field", "cache-control", "tool-definition", "role-tool", "sampling-param", "prefill", "guardrails"} {
		for _, outcome := range []string{"approximate", "emulated", "added", "dropped", "refused"} {
			f := lossFact(feature+outcome, feature, outcome, "gemini", len(d.Facts)+1)
			f.Loss.Certainty = "possible"
			d.Facts = append(d.Facts, f)
		}
	}
	got := eval(t, e, d)
	if len(got) != len(d.Facts) {
		t.Errorf("%d of %d losses are reported", len(got), len(d.Facts))
	}
	for _, f := range got {
		if f.Severity == finding.Error {
			t.Errorf("%s grades %s as error: %s", f.Rule, f.Feature, f.Message)
		}
	}
}

// Every certain loss is reported by exactly one shipped rule.
func TestEveryLossHasOneRule(t *testing.T) {
	e := engine(t, Options{Level: Strict})
	for _, feature := range []string{"seed", "stop-sequences", "unknown-field", "cache-control", "no-such-feature"} {
		for _, outcome := range []string{"approximate", "emulated", "added", "dropped", "refused"} {
			if got := eval(t, e, doc(lossFact("l", feature, outcome, "gemini", 1))); len(got) != 1 {
				t.Errorf("%s %s is reported %d times", feature, outcome, len(got))
			}
		}
	}
}

// Every code that facts of text and structure have is some rule's business.
func TestEveryCodeHasARule(t *testing.T) {
	e := engine(t, Options{Level: Strict})
	for kind, codes := range Codes {
		for _, code := range codes {
			f := &fact.Fact{ID: "x", Kind: kind, Code: code, Message: "m"}
			if got := eval(t, e, doc(f)); len(got) != 1 {
				t.Errorf("%s %s is reported %d times", kind, code, len(got))
			}
		}
	}
}

// The terms built by hand are what JSON would give, field by field.
func TestAFactReachesPoliciesAsItsJSON(t *testing.T) {
	f := &fact.Fact{}
	fill(reflect.ValueOf(f).Elem())
	f.Kind = fact.Loss
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	want, err := ast.ValueFromReader(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	if got := factTerm(f).Value; got.Compare(want) != 0 {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	small := &fact.Fact{ID: "x", Kind: fact.Text}
	b, _ = json.Marshal(small)
	want, _ = ast.ValueFromReader(strings.NewReader(string(b)))
	if got := factTerm(small).Value; got.Compare(want) != 0 {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// fill sets every field to something that is not empty.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("s")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}
