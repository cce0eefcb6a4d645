package laws

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every law on the repository's own requests: what the generated ones prove
// where the vendors' schemas are at hand, these prove anywhere.
func TestOwnRequestsObeyTheLaws(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "requests", "*.json"))
	if err != nil || len(files) < 5 {
		t.Fatal("requests are missing", err)
	}
	tr := translator(t)
	for _, file := range files {
		base := filepath.Base(file)
		id, _, _ := strings.Cut(strings.TrimSuffix(base, ".json"), ".")
		dialect, version, _ := strings.Cut(id, "@")
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var req map[string]any
		if err := json.Unmarshal(body, &req); err != nil {
			t.Fatal(err)
		}
		if len(targetsFor(dialect)) == 0 {
			continue
		}
		t.Run(base, func(t *testing.T) {
			for _, target := range targetsFor(dialect) {
				checkLaw1(t, tr, dialect, version, target, req)
			}
			if len(selfOf(dialect, dialect)) > 0 {
				checkRoundTrip(t, tr, dialect, version, body)
			}
			for seed := range 20 {
				tree := parse(t, body)
				(&perforator{rng: rand.New(rand.NewPCG(uint64(seed), 8))}).node(tree, 0)
				checkPartial(t, tr, dialect, version, tree.Clone, seed)
			}
		})
	}
}
