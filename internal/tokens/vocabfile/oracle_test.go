package vocabfile

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/promptglot/promptglot/internal/tokens"
)

// The cases are recorded from the reference implementations by
// ../gen/comparefiles.mjs, which runs this test; the vocabularies are not ours
// to keep.
func TestAgreesWithRecordedReferences(t *testing.T) {
	path := os.Getenv("PROMPTGLOT_TOKENIZER_CASES")
	if path == "" {
		t.Skip("no recorded cases: run gen/comparefiles.mjs (needs node and npm)")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dec := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	var tok *tokens.Tokenizer
	name, cases, wrong := "", map[string]int{}, map[string]int{}
	var order []string
	for dec.More() {
		var c struct {
			File, Name, G, S string
			IDs              []int
		}
		if err := dec.Decode(&c); err != nil {
			t.Fatal(err)
		}
		if c.File != "" {
			if tok, err = load(c.Name, c.File); err != nil {
				t.Fatal(err)
			}
			name = c.Name
			continue
		}
		key := name + "/" + c.G
		if cases[key]++; cases[key] == 1 {
			order = append(order, key)
		}
		got := tok.EncodeRendered(nil, c.S)
		if !slices.Equal(got, c.IDs) || tok.CountRendered(c.S) != len(c.IDs) {
			if wrong[key]++; wrong[key] <= 4 {
				t.Errorf("%s: %.200q\n is %v,\nwant %v", key, c.S, got[:min(len(got), 40)], c.IDs[:min(len(c.IDs), 40)])
			}
		}
	}
	if len(cases) == 0 {
		t.Fatal("the file has no cases")
	}
	for _, key := range order {
		t.Logf("%s: %d cases, %d differ", key, cases[key], wrong[key])
	}
}

func load(name, path string) (*tokens.Tokenizer, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	d, err := Read(name, data, Options{})
	if err != nil {
		return nil, err
	}
	return tokens.New(d)
}
