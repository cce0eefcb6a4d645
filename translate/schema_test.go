package translate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
)

// writeSchema writes a schema for a subset and returns it with the ledger.
func writeSchema(t testing.TB, subset, trait string, tree *value.Node) (*value.Node, Ledger) {
	t.Helper()
	w := schemaTestWriter(subset, trait, tree)
	out := w.Schema(tree, trait, true)
	return out, w.finish(out)
}

func schemaTestWriter(subset, trait string, tree *value.Node) *Writer {
	to := &catalog.DialectInfo{ID: "target", Traits: map[string]catalog.Fact{trait: {Value: subset}}}
	p := &prompt.Prompt{Dialect: "source", Source: value.NewIndex(tree)}
	w := newWriter(p, &catalog.DialectInfo{ID: "source"}, Target{Dialect: to, Model: catalog.Model{ID: "m"}, Named: true}, MediaRefuse)
	w.cat = catalog.Default()
	return w
}

func parseSchema(t testing.TB, text string) *value.Node {
	t.Helper()
	n, problems := value.ReadJSON(source.NewFile("schema.json", []byte(text)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", text, problems)
	}
	return n
}

func schemaText(t testing.TB, n *value.Node) string {
	t.Helper()
	b, err := n.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// constructs holds a schema for every keyword and every way of using one that
// some vendor treats in its own way.
const constructs = "testdata/schema_constructs.txt"

// TestEveryKeywordIsNativeOrNamed is the table keyword × mechanism: what is
// written, and what the ledger says of it.
func TestEveryKeywordIsNativeOrNamed(t *testing.T) {
	b, err := os.ReadFile(filepath.FromSlash(constructs))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		name, text, _ := strings.Cut(line, "\t")
		fmt.Fprintf(&out, "## %s\n%s\n", name, text)
		var results []string
		who := map[string][]string{}
		for _, s := range catalog.Default().Subsets() {
			if s.Makers != nil {
				continue
			}
			for _, trait := range []string{"schema_output", schemaTool} {
				got, ledger := writeSchema(t, s.ID, trait, parseSchema(t, text))
				result := schemaText(t, got)
				if result == text {
					result = "as it stands"
				}
				for _, e := range ledger {
					result += fmt.Sprintf("\n    %s %s: %s", e.Outcome, e.Path, e.Message)
				}
				if who[result] == nil {
					results = append(results, result)
				}
				who[result] = append(who[result], strings.Replace(trait, "schema_", s.ID+" ", 1))
			}
		}
		for _, r := range results {
			fmt.Fprintf(&out, "  %s\n    %s\n", strings.Join(who[r], ", "), r)
		}
	}
	testkit.Golden(t, filepath.Join("testdata", "schema_matrix.golden"), []byte(out.String()))
}
