package tokens

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"
)

// The cases are recorded from npm's tiktoken by gen/compare.mjs, which runs
// this test; without them there is nothing to compare with.
func TestAgreesWithRecordedTiktoken(t *testing.T) {
	path := os.Getenv("PROMPTGLOT_TIKTOKEN_CASES")
	if path == "" {
		t.Skip("no recorded cases: run gen/compare.mjs (needs node and npm)")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	dec := json.NewDecoder(in)
	cases, wrong := map[string]int{}, map[string]int{}
	for dec.More() {
		var c struct {
			E, G, S string
			IDs     []int
		}
		if err := dec.Decode(&c); err != nil {
			t.Fatal(err)
		}
		e, err := Get(c.E)
		if err != nil {
			t.Fatal(err)
		}
		name := c.E + "/" + c.G
		cases[name]++
		got := e.encode(e.packed(), nil, c.S)
		if slices.Equal(got, c.IDs) {
			got = e.encode(e.unpacked(), nil, c.S)
		}
		if !slices.Equal(got, c.IDs) || e.Count(c.S) != len(c.IDs) {
			if wrong[name]++; wrong[name] <= 5 {
				t.Errorf("%s: %q is %v, tiktoken says %v", name, c.S, got, c.IDs)
			}
		}
	}
	if len(cases) == 0 {
		t.Fatal("the file has no cases")
	}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Logf("%s: %d cases, %d differ", name, cases[name], wrong[name])
	}
}
