package laws

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/order"
)

// inherited are the faults that a writer may pass on: a call that nothing
// answers in the source has no answer in the output either, a role that nobody
// knows is kept among relatives.
var inherited = []string{"unanswered-call", "orphan-result", "result-place", "call-id", "role"}

// misplaced says what of a written request is out of order or out of range. A
// writer must not break what was whole.
func misplaced(t testing.TB, from string, version string, source *value.Node, target translate.Target, out *value.Node) []string {
	t.Helper()
	before := map[string]bool{}
	if d, ok := catalog.Dialect(from); ok {
		kin := order.Family(d) == order.Family(target.Dialect)
		for _, p := range order.Check(d, version, source) {
			before[p.Rule] = before[p.Rule] || slices.Contains(inherited, p.Rule)
			before[p.Rule+p.Pointer] = kin // relatives hand on turns and unknown members as they are
			// A result without a call has no place that would be the right one.
			before["result-place"] = before["result-place"] || p.Rule == "orphan-result"
			// Nor has what stood behind it in one turn.
			before["mid-system"] = before["mid-system"] || p.Rule == "orphan-result"
		}
	}
	// Calls at the very end are not answered yet; some vendors take that.
	if msgs := source.Get("messages"); msgs != nil && len(msgs.Entries) > 0 && msgs.Entries[len(msgs.Entries)-1].Value.Get("tool_calls") != nil {
		before["unanswered-call"] = true
	}
	var bad []string
	for _, p := range order.Check(target.Dialect, target.Version, out) {
		if !before[p.Rule] && !before[p.Rule+p.Pointer] {
			bad = append(bad, p.String())
		}
	}
	return bad
}

// What the schemas cannot say holds as well: turns in order, calls answered,
// names, ids and numbers as the vendor takes them.
func TestEveryRequestWrittenIsInOrder(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "requests", "*.json"))
	if err != nil || len(files) < 5 {
		t.Fatal("requests are missing", err)
	}
	tr := translator(t)
	written := 0
	for _, file := range files {
		base := filepath.Base(file)
		id, _, _ := strings.Cut(strings.TrimSuffix(base, ".json"), ".")
		dialect, version, _ := strings.Cut(id, "@")
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(base, func(t *testing.T) {
			for _, target := range targetsFor(dialect) {
				if partyAt(target).id == dialect {
					continue // what came in wrong from its own vendor stays wrong
				}
				p, _, err := tr.Read(dialect, version, parse(t, body))
				if err != nil {
					t.Skip(err)
				}
				tgt, err := translate.ParseTarget(tr.Catalog, target)
				if err != nil {
					t.Fatal(err)
				}
				out, ledger, err := tr.Write(p, tgt)
				if err != nil {
					t.Fatal(err)
				}
				if ledger.Has(translate.Refused) {
					continue
				}
				written++
				if bad := misplaced(t, dialect, version, parse(t, body), tgt, out); len(bad) > 0 {
					js, _ := out.JSON()
					t.Errorf("to %s:\n  %s\n%s", target, strings.Join(bad, "\n  "), js)
				}
			}
		})
	}
	t.Logf("%d requests written and in order", written)
}

func TestEveryGeneratedRequestIsWrittenInOrder(t *testing.T) {
	tr := translator(t)
	eachSource(t, func(t *testing.T, s *party, root map[string]any) {
		written := 0
		for seed := range seeds(t, 10) {
			g := &generator{root: root, rng: rand.New(rand.NewPCG(uint64(seed), 11)), full: seed%3 == 0}
			req, _ := g.value(root, 0).(map[string]any)
			body, err := json.Marshal(req)
			if err != nil {
				t.Fatal(err)
			}
			for _, target := range targetsFor(s.id) {
				if partyAt(target).id == s.id {
					continue // what came in wrong from its own vendor stays wrong
				}
				p, _, err := tr.Read(s.id, s.version, parse(t, body))
				if err != nil {
					t.Fatal(err)
				}
				tgt, err := translate.ParseTarget(tr.Catalog, target)
				if err != nil {
					t.Fatal(err)
				}
				out, ledger, err := tr.Write(p, tgt)
				if err != nil {
					t.Fatal(err)
				}
				if ledger.Has(translate.Refused) {
					continue
				}
				written++
				if bad := misplaced(t, s.id, s.version, parse(t, body), tgt, out); len(bad) > 0 {
					js, _ := out.JSON()
					t.Errorf("seed %d to %s:\n  %s\n%s\n%s", seed, target, strings.Join(bad, "\n  "), body, js)
					return
				}
			}
		}
		t.Logf("%d requests written and in order", written)
	})
}
