package laws

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// What people really sent: every object of the corpus that exactly one dialect
// takes for a request, whether it is a file, a line of a log or a part of
// either, obeys the laws for every target.
func TestRecordedRequestsObeyTheLaws(t *testing.T) {
	tr := translator(t)
	root := testkit.Shared(t, "corpus")
	count := map[string]int{}
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		for _, tree := range recordedTrees(t, path) {
			eachRequest(tr, tree, func(dialect string, n *value.Node) {
				body, err := n.JSON()
				if err != nil || seen[string(body)] || *onlyDialect != "" && dialect != *onlyDialect {
					return
				}
				seen[string(body)] = true
				count[dialect]++
				t.Run(dialect+"/"+rel, func(t *testing.T) { checkRecorded(t, tr, dialect, body) })
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("requests by dialect: %v", count)
	if len(seen) < 20 && *onlyDialect == "" {
		t.Errorf("only %d requests were found", len(seen))
	}
}

// recordedTrees reads a file, or each line of it.
func recordedTrees(t *testing.T, path string) []*value.Node {
	t.Helper()
	var texts [][]byte
	switch strings.ToLower(filepath.Ext(path)) {
	case ".json":
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = [][]byte{b}
	case ".jsonl":
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = bytes.Split(b, []byte("\n"))
	}
	var out []*value.Node
	for _, b := range texts {
		if n, problems := value.ReadJSON(source.NewFile(path, b).Whole(), value.Options{}); n != nil && len(problems) == 0 {
			out = append(out, n)
		}
	}
	return out
}

// eachRequest calls f for the requests in a tree, the outermost ones.
func eachRequest(tr *translate.Translator, n *value.Node, f func(string, *value.Node)) {
	if n.Kind == value.Object {
		ds := tr.Dialects.Detect(n)
		if len(ds) == 1 && ds[0].Detect(n) >= 3 {
			f(ds[0].ID(), n)
			return
		}
	}
	for i := range n.Entries {
		if v := n.Entries[i].Value; v != nil {
			eachRequest(tr, v, f)
		}
	}
}

func checkRecorded(t *testing.T, tr *translate.Translator, dialect string, body []byte) {
	t.Helper()
	p, _, err := tr.Read(dialect, "", parse(t, body))
	if err != nil {
		t.Fatal(err)
	}
	version := p.Version
	if len(selfOf(dialect, "")) > 0 {
		checkRoundTrip(t, tr, dialect, version, body)
	}
	// Long texts become sentinels, so that they can be looked for.
	var req map[string]any
	if err := json.Unmarshal(body, &req); err != nil {
		t.Fatal(err)
	}
	marked, _ := sentinels(&generator{}, req).(map[string]any)
	src := partyOf(dialect)
	for _, target := range targetsFor(dialect) {
		checkLaw1(t, tr, dialect, version, target, marked)
		if len(src.Targets) > 0 && src.version == version {
			b, err := json.Marshal(marked)
			if err != nil {
				t.Fatal(err)
			}
			checkThereAndBack(t, tr, src, target, b)
		}
	}
}

// sentinels puts a sentinel in the place of every text that is prose.
func sentinels(g *generator, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = sentinels(g, x)
		}
	case []any:
		for i, x := range v {
			v[i] = sentinels(g, x)
		}
	case string:
		if strings.Contains(strings.TrimSpace(v), " ") && !strings.ContainsAny(v[:1], "{[") {
			return g.sentinel()
		}
	}
	return v
}
