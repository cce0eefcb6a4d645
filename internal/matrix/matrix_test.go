package matrix_test

import (
	"slices"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/matrix"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/all"
)

func translator() *translate.Translator {
	return &translate.Translator{Catalog: catalog.Default(), Dialects: all.Dialects()}
}

// written are the targets of all dialects and versions.
func written(t *testing.T, tr *translate.Translator) []translate.Target {
	t.Helper()
	var out []translate.Target
	for _, d := range tr.Dialects {
		info, ok := tr.Catalog.Dialect(d.ID())
		if !ok || info.SourceOnly || info.Planned {
			continue
		}
		for _, v := range append(slices.Clone(info.Versions), "") {
			name := info.ID
			if v != "" {
				name += "@" + v
			} else if len(info.Versions) > 0 {
				continue
			}
			target, err := translate.ParseTarget(tr.Catalog, name)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, target)
		}
	}
	return out
}

// Every feature of the vocabulary has a probe or a reason why it has none.
func TestEveryFeatureIsAskedFor(t *testing.T) {
	c := catalog.Default()
	probed := map[string]bool{"batch-envelope": true}
	names := map[string]bool{}
	for _, p := range matrix.Probes() {
		probed[p.Feature] = true
		if names[p.Label()] {
			t.Errorf("there are two probes %s", p.Label())
		}
		names[p.Label()] = true
		if _, ok := c.FeatureByID(p.Feature); !ok {
			t.Errorf("there is no feature %s", p.Feature)
		}
		if d, ok := c.Dialect(p.From); !ok || d.ID != p.From || !d.HasVersion(p.Version) {
			t.Errorf("%s: there is no dialect %s %s", p.Label(), p.From, p.Version)
		}
	}
	for _, f := range c.Features() {
		if reason := matrix.Unprobed[f.ID]; probed[f.ID] == (reason != "") {
			t.Errorf("%s: probed %v, reason for none: %q", f.ID, probed[f.ID], reason)
		}
	}
	for id := range matrix.Unprobed {
		if _, ok := c.FeatureByID(id); !ok {
			t.Errorf("there is no feature %s", id)
		}
	}
}

// What a probe is about is in its request, and its own dialect has nothing to
// complain of in it.
func TestProbesAreRequests(t *testing.T) {
	tr := translator()
	for _, p := range matrix.Probes() {
		tree, problems := value.ReadJSON(source.NewFile(p.Label(), p.Request).Whole(), value.Options{})
		if len(problems) > 0 {
			t.Errorf("%s: %v", p.Label(), problems)
			continue
		}
		places := map[string]bool{}
		tree.Walk("", func(at string, _ *value.Node) { places[at] = true })
		for _, at := range p.At {
			if !places[at] {
				t.Errorf("%s: there is no %s", p.Label(), at)
			}
		}
		d, ok := tr.Dialects.Get(p.From)
		if !ok {
			continue // planned
		}
		if d.Detect(tree) == 0 && len(p.Request) > 0 {
			t.Errorf("%s: %s does not take it for a request", p.Label(), p.From)
		}
		if _, problems, err := tr.Read(p.From, p.Version, tree); err != nil || len(problems) > 0 {
			t.Errorf("%s: %v %v", p.Label(), err, problems)
		}
	}
}

// The matrix says what the ledger says: where a cell is exact, nothing of the
// feature is in the ledger; a loss has a message, a source and a date.
func TestCellsAreComplete(t *testing.T) {
	tr := translator()
	targets := written(t, tr)
	rows, err := matrix.Make(tr, targets, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 60 {
		t.Errorf("%d rows only", len(rows))
	}
	spoken := map[string]bool{} // features that some target has something to say of
	for _, r := range rows {
		if len(r.Cells) != len(targets) {
			t.Fatalf("%s has %d cells for %d targets", r.Label(), len(r.Cells), len(targets))
		}
		for i, c := range r.Cells {
			if c.Target != targets[i].String() || c.Feature != r.Feature.ID || c.Group == "" || c.Tier == "" {
				t.Errorf("%s: the cell is of something else: %+v", r.Label(), c)
			}
			if c.Outcome != translate.Exact {
				spoken[c.Feature] = true
				if c.Message == "" || c.Source == "" || c.AsOf == "" {
					t.Errorf("%s for %s: %s lacks message, source or date: %+v", r.Label(), c.Target, c.Outcome, c)
				}
			}
		}
	}
	// A probe that is exact everywhere would show nothing.
	for _, f := range []string{"seed", "logit-bias", "prefill", "tool-choice", "image-input", "reasoning-effort", "batch-envelope", "safety-settings"} {
		if !spoken[f] && len(targets) > 3 {
			t.Errorf("%s is exact for every target", f)
		}
	}
}

// Known answers, so that the matrix cannot be wrong as a whole.
func TestKnownCells(t *testing.T) {
	tr := translator()
	for _, c := range []struct {
		feature, probe, target string
		want                   translate.Outcome
	}{
		{"seed", "", "openai-chat/gpt-4o", translate.Exact},
		{"seed", "", "anthropic@2023-06-01/claude-haiku-4-5", translate.Dropped},
		{"seed", "", "gemini/gemini-2.5-flash", translate.Exact},
		{"logit-bias", "", "gemini/gemini-2.5-flash", translate.Dropped},
		{"top-k", "", "openai-chat/gpt-4o", translate.Dropped},
		{"top-k", "", "gemini/gemini-2.5-flash", translate.Exact},
		{"temperature-range", "", "anthropic@2023-06-01/claude-haiku-4-5", translate.Approximate},
		{"temperature-range", "", "gemini/gemini-2.5-flash", translate.Exact},
		{"max-tokens-required", "", "anthropic@2023-06-01/claude-haiku-4-5", translate.Added},
		{"max-tokens-required", "", "openai-chat/gpt-4o", translate.Exact},
		{"prefill", "", "anthropic@2023-06-01/claude-haiku-4-5", translate.Exact},
		{"audio-input", "", "anthropic/claude-opus-5", translate.Refused},
		{"batch-envelope", "", "anthropic/claude-opus-5", translate.Exact},
	} {
		target, err := translate.ParseTarget(tr.Catalog, c.target)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := matrix.Make(tr, []translate.Target{target}, func(f string) bool { return f == c.feature })
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, r := range rows {
			if r.Probe == c.probe {
				found = true
				if got := r.Cells[0]; got.Outcome != c.want {
					t.Errorf("%s for %s: %s (%s), expected %s", r.Label(), c.target, got.Outcome, got.Message, c.want)
				}
			}
		}
		if !found {
			t.Errorf("there is no row %s %s", c.feature, c.probe)
		}
	}
}
