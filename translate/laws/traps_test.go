package laws

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Each file of testdata/traps is a thing that translators get wrong: its
// comment says what, "from:" names the dialect of the request, "to:" the
// targets (all of them where it says so). For each target the archive has what
// is written, or that nothing is, and the whole ledger, compared exactly.
// -update writes both anew: read the difference.
func TestTraps(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "traps", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal("no traps", err)
	}
	tr := translator(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a := txtar.Parse(b)
			if len(a.Files) == 0 || a.Files[0].Name != "request" {
				t.Fatal("the first file of a trap is its request")
			}
			head := header(string(a.Comment))
			dialect, version, _ := strings.Cut(head["from"], "@")
			if partyOf(dialect) == nil || head["to"] == "" {
				t.Fatalf("from: %q, to: %q; expected a dialect and its targets, or all", head["from"], head["to"])
			}
			out := &txtar.Archive{Comment: a.Comment, Files: a.Files[:1:1]}
			for _, target := range trapTargets(dialect, head["to"]) {
				out.Files = append(out.Files, txtar.File{Name: target, Data: trapped(t, tr, dialect, version, target, a.Files[0].Data)})
			}
			testkit.Golden(t, file, txtar.Format(out))
		})
	}
}

// header reads the lines "key: value" of a trap's comment.
func header(comment string) map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(comment, "\n") {
		if k, v, ok := strings.Cut(line, ": "); ok && !strings.Contains(k, " ") {
			out[k] = strings.TrimSpace(v)
		}
	}
	return out
}

func trapTargets(source, to string) []string {
	var out []string
	for _, p := range parties {
		for _, target := range p.Targets {
			named := slices.Contains(strings.Fields(to), p.id) || slices.Contains(strings.Fields(to), target)
			if named || to == "all" && p.id != source {
				out = append(out, target)
			}
		}
	}
	return out
}

// trapped is what a trap's request becomes: the body, then a line for each
// entry.
func trapped(t *testing.T, tr *translate.Translator, dialect, version, target string, body []byte) []byte {
	t.Helper()
	tree := parseHoles(t, body)
	p, _, err := tr.Read(dialect, version, tree)
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
	var b strings.Builder
	if ledger.Has(translate.Refused) {
		b.WriteString("nothing is written\n")
	} else {
		b.WriteString(lines(t, out) + "\n")
		if js, err := out.JSON(); err == nil && tree.Literal() && testkit.HasShared(t) {
			if msg := valid(t, target, string(js)); msg != "" {
				t.Errorf("%s: not valid: %s", target, msg)
			}
		}
	}
	for _, e := range ledger {
		fmt.Fprintf(&b, "= %s", e.Outcome)
		if e.Certainty == translate.Possible {
			fmt.Fprintf(&b, " (possible: %s)", strings.Join(e.DependsOn, ", "))
		}
		fmt.Fprintf(&b, " %s", e.Path)
		if e.To != "" {
			fmt.Fprintf(&b, " → %s", e.To)
		}
		fmt.Fprintf(&b, " [%s] %s <%s, %s>\n", e.Feature, e.Message, e.Source, e.AsOf)
	}
	return []byte(b.String())
}

// lines prints a body with a line for every member and every element of a
// member's list: short enough to read seventeen of them.
func lines(t *testing.T, n *value.Node) string {
	t.Helper()
	flat := func(n *value.Node) string {
		b, err := n.PrintJSON(value.JSONStyle{Tags: verbatim{}})
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(b))
	}
	plain := func(n *value.Node) bool {
		return !slices.ContainsFunc(n.Entries, func(e value.Entry) bool { return e.Block != nil || e.Spread })
	}
	if n.Kind != value.Object || !plain(n) {
		return flat(n)
	}
	var out []string
	for _, e := range n.Entries {
		v := flat(e.Value)
		if e.Value.Kind == value.Array && len(e.Value.Entries) > 1 && plain(e.Value) {
			var items []string
			for _, x := range e.Value.Entries {
				items = append(items, "    "+flat(x.Value))
			}
			v = "[\n" + strings.Join(items, ",\n") + "\n  ]"
		}
		out = append(out, fmt.Sprintf("  %q: %s", e.Key, v))
	}
	return "{\n" + strings.Join(out, ",\n") + "\n}"
}
