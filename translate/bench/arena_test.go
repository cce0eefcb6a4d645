package bench

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// One arena for all requests gives what memory of its own gives each of them.
func TestArenaChangesNothing(t *testing.T) {
	for _, target := range targets {
		own, to := setup(t, target)
		shared, _ := setup(t, target)
		shared.Arena = &value.Arena{}
		for i, body := range requests(*seed) {
			want, wantLedger, err := carry(own, to, nil, body)
			if err != nil {
				t.Fatal(err)
			}
			got, ledger, err := carry(shared, to, nil, body)
			if err != nil || !bytes.Equal(got, want) || len(ledger) != len(wantLedger) {
				t.Fatalf("request %d for %s: %v, %d entries, not %d\n got %s\nwant %s", i, target, err, len(ledger), len(wantLedger), got, want)
			}
			shared.Arena.Reset() // what the ledger says must outlive it
			for k := range ledger {
				if a, b := ledger[k].MarshalLine(), wantLedger[k].MarshalLine(); !bytes.Equal(a, b) {
					t.Fatalf("request %d for %s: entry %d is %s, not %s", i, target, k, a, b)
				}
			}
		}
	}
}

// The same for every dialect that reads and every one that writes, on the
// requests of the laws.
func TestArenaChangesNothingForAnyDialect(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "laws", "testdata", "requests", "*.json"))
	if err != nil || len(files) < 5 {
		t.Fatal("requests are missing", err)
	}
	own, _ := setup(t, targets[0])
	shared := *own
	shared.Arena = &value.Arena{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		id, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".json"), ".")
		dialect, version, _ := strings.Cut(id, "@")
		for _, d := range own.Dialects {
			if info, ok := own.Catalog.Dialect(d.ID()); !ok || info.SourceOnly {
				continue
			}
			to, err := translate.ParseTarget(own.Catalog, d.ID())
			if err != nil {
				t.Fatal(err)
			}
			var got [2]string
			for i, tr := range []*translate.Translator{own, &shared} {
				tree, problems := value.ReadJSON(source.NewFile(file, body).Whole(), value.Options{Arena: tr.Arena})
				if len(problems) > 0 {
					t.Fatal(file, problems)
				}
				p, _, err := tr.Read(dialect, version, tree)
				if err != nil {
					t.Fatal(file, err)
				}
				out, ledger, err := tr.Write(p, to)
				if err != nil {
					t.Fatal(file, err)
				}
				b, err := out.JSON()
				if tr.Arena != nil {
					tr.Arena.Reset()
				}
				l, _ := json.Marshal(ledger)
				got[i] = string(b) + "\n" + string(l)
				if err != nil && !ledger.Has(translate.Refused) {
					t.Errorf("%s for %s: %v", file, d.ID(), err)
				}
			}
			if got[0] != got[1] {
				t.Errorf("%s for %s:\n got %s\nwant %s", file, d.ID(), got[1], got[0])
			}
		}
	}
}
