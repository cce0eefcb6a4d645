package laws

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/translate"
)

// canonical returns the RFC 8785 form of a request.
func canonical(t testing.TB, body []byte) string {
	t.Helper()
	b, err := parse(t, body).Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func checkRoundTrip(t *testing.T, tr *translate.Translator, dialect, version string, body []byte) bool {
	t.Helper()
	target := dialect
	if version != "" {
		target += "@" + version
	}
	out, ledger := run(t, tr, dialect, version, target, body)
	want, got := canonical(t, body), canonical(t, []byte(out))
	if want != got {
		t.Errorf("%s is not the same after reading and writing:\n%s\nledger %v", dialect, cmp.Diff(indent(want), indent(got)), ledger)
		return false
	}
	for _, e := range ledger {
		if e.Outcome != translate.Exact {
			t.Errorf("%s → itself has an entry: %+v", dialect, e)
			return false
		}
	}
	return true
}

func indent(s string) string {
	var v any
	_ = json.Unmarshal([]byte(s), &v)
	b, _ := json.MarshalIndent(v, "", " ")
	return string(b)
}

func TestReadingAndWritingBackGivesTheSameRequest(t *testing.T) {
	tr := translator(t)
	eachSource(t, func(t *testing.T, s *party, root map[string]any) {
		if len(s.Targets) == 0 {
			t.Skip("source only: nothing writes it")
		}
		for seed := range seeds(t, 60) {
			g := &generator{root: root, rng: rand.New(rand.NewPCG(uint64(seed), 11)), full: seed%3 == 0}
			req := g.value(root, 0)
			if m, ok := req.(map[string]any); ok && seed%5 == 2 {
				m[g.sentinel()] = []any{g.sentinel(), true, nil, 1.5}
			}
			body, err := json.Marshal(req)
			if err != nil {
				t.Fatal(err)
			}
			if !checkRoundTrip(t, tr, s.id, s.version, body) {
				return
			}
		}
	})
}

// selfOf is the target that gives a request back, none for a source-only
// dialect.
func selfOf(dialect, self string) []string {
	if p := partyOf(dialect); p == nil || len(p.Targets) == 0 {
		return nil
	}
	return []string{self}
}
