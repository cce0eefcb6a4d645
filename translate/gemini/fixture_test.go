package gemini_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/translate"
)

// A fixture is a request and where it goes; the golden file beside it holds
// the request as written and the ledger.
type fixture struct {
	From    string                `json:"from"`
	Target  string                `json:"target"`
	Media   translate.MediaPolicy `json:"media"`
	Request json.RawMessage       `json:"request"`
}

func TestRequestsAreWrittenAndAccountedFor(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			var f fixture
			decode(t, file, &f)
			tree := parse(t, f.Request)
			out, ledger := write(t, read(t, f.From, tree), f.Target, f.Media)
			got, err := out.Indented()
			if err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, strings.TrimSuffix(file, ".json")+".golden", bytes.Join([][]byte{got, lines(ledger)}, []byte("\n")))
			if missing := unaccounted(t, tree, out, ledger); len(missing) > 0 {
				t.Errorf("neither found nor named: %v", missing)
			}
			t.Run("oracle", func(t *testing.T) {
				if f.From != "gemini" && strings.HasPrefix(f.Target, "gemini") && !ledger.Has(translate.Refused) {
					if err := oracle(t)(out); err != nil {
						t.Errorf("the vendor's schema refuses it: %v", err)
					}
				}
			})
		})
	}
}
