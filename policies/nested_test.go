package policies

import (
	"slices"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
)

// nested is a loss at a path of one request.
func nested(id, path, target string, line int) *fact.Fact {
	f := lossFact(id, "seed", "dropped", target, line)
	f.Loss.Path, f.Prompt = path, "a.py#ask"
	return f
}

// One target loses an option, another a value of it: that is one thing to look at.
func TestALossWithinAnotherIsOneFindingWithIt(t *testing.T) {
	e := engine(t, Options{})
	d := doc(nested("1", "/modalities/1", "anthropic", 4), nested("2", "/modalities", "gemini", 3), nested("3", "/modalities2", "gemini", 5))
	got := eval(t, e, d)
	if len(got) != 2 || got[0].Start.Line != 3 || got[1].Start.Line != 5 {
		t.Fatalf("got %d findings: %+v", len(got), got)
	}
	if want := []string{"anthropic", "gemini"}; !slices.Equal(got[0].Targets, want) {
		t.Errorf("it speaks of %v, want %v", got[0].Targets, want)
	}
	if want := []string{"1", "2"}; !slices.Equal(got[0].Facts, want) {
		t.Errorf("it names the facts %v, want %v", got[0].Facts, want)
	}
}

// Another prompt, another rule and the user's own rules stand by themselves.
func TestOnlyTheSameLossIsJoined(t *testing.T) {
	mine := user("p.rego", "package promptglot.user.p\n\nimport data.promptglot.lib\n\nfindings contains lib.finding(f, \"lost\") if some f in input.facts.loss.seed\n")
	other := nested("2", "/modalities", "gemini", 3)
	other.Prompt = "a.py#tell"
	for name, c := range map[string]struct {
		opts  Options
		facts []*fact.Fact
	}{
		"another prompt": {Options{}, []*fact.Fact{nested("1", "/modalities/1", "anthropic", 4), other}},
		"the user's":     {Options{NoDefault: true, Sources: []Source{mine}}, []*fact.Fact{nested("1", "/modalities/1", "anthropic", 4), nested("2", "/modalities", "gemini", 3)}},
	} {
		if got := eval(t, engine(t, c.opts), doc(c.facts...)); len(got) != 2 {
			t.Errorf("%s: %d findings, want 2", name, len(got))
		}
	}
}

// Nothing of test code is shipped: what shipped rules say of it is for those who
// want to know everything.
func TestShippedRulesSpeakOfTestCodeWhenStrict(t *testing.T) {
	f := lossFact("1", "seed", "dropped", "anthropic", 3)
	f.InTest = true
	mine := user("p.rego", "# METADATA\n# custom:\n#   in_test: strict\npackage promptglot.user.p\n\nimport data.promptglot.lib\n\nfindings contains lib.finding(f, \"lost\") if some f in input.facts.loss.seed\n")
	for _, c := range []struct {
		opts Options
		want int
	}{
		{Options{}, 0},
		{Options{Level: Strict}, 1},
		{Options{Rules: map[string]RuleOptions{"PG103": {On: true}}}, 0},
		{Options{NoDefault: true, Sources: []Source{mine}}, 0},
		{Options{NoDefault: true, Level: Strict, Sources: []Source{mine}}, 1},
	} {
		if got := eval(t, engine(t, c.opts), doc(f)); len(got) != c.want {
			t.Errorf("level %q: %d findings, want %d", c.opts.Level, len(got), c.want)
		}
	}
}
