package laws

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A value that only the run knows may be the value that stood there: what the
// ledger is certain to lose with a hole in its place, it is certain to lose
// with the value. Anything more is a guess about the hole, and no more than
// possible.
func TestAHoleLosesNothingForCertainThatItsValueKeeps(t *testing.T) {
	tr := translator(t)
	for _, r := range literalRequests(t) {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			r.check(t, tr)
		})
	}
}

var everyPair = flag.Bool("every-pair", false, "pierce every leaf for every target, not for each fifth one")

// A literalRequest is a request of the test data and the targets that it is
// written for.
type literalRequest struct {
	name, dialect, version string
	body                   []byte
	targets                []string
}

// literalRequests are the requests of the traps and the repository's own ones,
// for the targets that the law is worth its time for.
func literalRequests(t *testing.T) []literalRequest {
	t.Helper()
	var out []literalRequest
	traps, err := filepath.Glob(filepath.Join("testdata", "traps", "*.txtar"))
	if err != nil || len(traps) == 0 {
		t.Fatal("no traps", err)
	}
	for _, file := range traps {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head := header(string(a.Comment))
		r := literalRequest{name: strings.TrimSuffix(filepath.Base(file), ".txtar"), body: a.Files[0].Data}
		r.dialect, r.version, _ = strings.Cut(head["from"], "@")
		r.targets = trapTargets(r.dialect, head["to"])
		out = append(out, r)
	}
	own, err := filepath.Glob(filepath.Join("testdata", "requests", "*.json"))
	if err != nil || len(own) == 0 {
		t.Fatal("no requests", err)
	}
	for _, file := range own {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(file), ".json")
		r := literalRequest{name: "request-" + base, body: b}
		id, _, _ := strings.Cut(base, ".")
		if strings.Contains(base, "@") {
			id = base
		}
		r.dialect, r.version, _ = strings.Cut(id, "@")
		r.targets = targetsFor(r.dialect)
		out = append(out, r)
	}
	return out
}

func (r *literalRequest) check(t *testing.T, tr *translate.Translator) {
	whole := parseHoles(t, r.body)
	if !whole.Literal() {
		return // it has holes of its own to speak of
	}
	var leaves []string
	whole.Walk("", func(pointer string, n *value.Node) {
		if len(n.Entries) == 0 && n.Kind != value.Null && pointer != "" {
			leaves = append(leaves, pointer)
		}
	})
	known := map[string]translate.Ledger{}
	for _, target := range r.targets {
		known[target] = r.ledger(t, tr, target, whole.Clone())
	}
	for i, pointer := range leaves {
		for j, target := range r.targets {
			if !*everyPair && (i+j)%5 != 0 {
				continue
			}
			tree := whole.Clone()
			pierce(tree, pointer)
			for _, e := range r.ledger(t, tr, target, tree) {
				if grave(e) && !lostTo(known[target], e) {
					t.Errorf("%s → %s, %s unknown: %s is %s for certain: %s [%s]", r.dialect, target, pointer, e.Path, e.Outcome, e.Message, e.Feature)
				}
			}
		}
	}
}

func (r *literalRequest) ledger(t *testing.T, tr *translate.Translator, target string, tree *value.Node) translate.Ledger {
	t.Helper()
	p, _, err := tr.Read(r.dialect, r.version, tree)
	if err != nil {
		t.Fatal(err)
	}
	tgt, err := translate.ParseTarget(tr.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	_, ledger, err := tr.Write(p, tgt)
	if err != nil {
		t.Fatal(err)
	}
	return ledger
}

// pierce puts a hole in the place of the node at a pointer.
func pierce(tree *value.Node, pointer string) {
	var at *value.Node
	tree.Walk("", func(p string, n *value.Node) {
		if p == pointer {
			at = n
		}
	})
	hole := tag(expr.TagHole, "{{ only_the_run_knows }}", "only_the_run_knows")
	*at = value.Node{Kind: value.Hole, Tag: &hole}
}

func grave(e translate.Entry) bool {
	return e.Certainty == translate.Certain && (e.Outcome == translate.Dropped || e.Outcome == translate.Refused)
}

// lostTo reports whether l is as certain of a loss at e's place, above or below
// it, or of the same loss elsewhere: where a request can have one of a kind, or
// none, the ledger names the first.
func lostTo(l translate.Ledger, e translate.Entry) bool {
	for i := range l {
		k := &l[i]
		near := k.Path == e.Path || strings.HasPrefix(k.Path, e.Path+"/") || strings.HasPrefix(e.Path, k.Path+"/")
		same := k.Feature == e.Feature && k.Message == e.Message
		if (near || same) && grave(*k) && (k.Outcome == translate.Refused || e.Outcome == translate.Dropped) {
			return true
		}
	}
	return false
}
