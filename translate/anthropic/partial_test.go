package anthropic_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func made(kind expr.TagKind, src string) expr.Tag {
	return expr.Tag{Kind: kind, Expr: expr.Var("zq"), Lang: "jinja", Src: src, Span: source.Span{Start: 1, End: 1 + len(src)}}
}

// disturb calls f once for every value below n with a hole in its place, and
// once with a condition around its entry.
func disturb(n *value.Node, f func()) {
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Value == nil {
			continue
		}
		disturb(e.Value, f)
		was := *e
		tag := made(expr.TagHole, "{{ zq }}")
		e.Value = &value.Node{Kind: value.Hole, Tag: &tag, Span: was.Value.Span}
		f()
		*e = value.Entry{Span: was.Span, Block: &expr.Block[[]value.Entry]{
			Arms:  []expr.Arm[[]value.Entry]{{Tag: made(expr.TagIf, "{% if zq %}"), Body: []value.Entry{was}}},
			Close: made(expr.TagEnd, "{% endif %}"),
		}}
		f()
		*e = was
	}
}

// Whatever part of a request is a variable or stands in a condition: its own
// dialect gets it back unchanged, and other targets get it or hear of it.
func TestAnyValueMayBeAHoleOrConditional(t *testing.T) {
	tr := translator()
	for dir, from := range map[string]string{"own": "anthropic", "from_openai": "openai-chat"} {
		for _, path := range fixtures(t, dir) {
			tree := parse(t, read(t, path))
			disturb(tree, func() {
				before := lines(tree)
				for _, target := range append([]string{"anthropic@2026-10-21"}, fixtureTargets...) {
					same := from == "anthropic" && !strings.Contains(target, "/")
					version := ""
					if same {
						version = "2026-10-21"
					}
					p, _, err := tr.Read(from, version, tree.Clone())
					if err != nil {
						t.Fatal(err)
					}
					to, _ := translate.ParseTarget(tr.Catalog, target)
					out, ledger, err := tr.Write(p, to)
					if err != nil {
						t.Fatal(err)
					}
					got := lines(out)
					if same && p.Version == version && got != before {
						t.Errorf("%s: not the same: %s", path, cmp.Diff(before, got))
					}
					if at := where(before); strings.Contains(at, "= 1 ") || strings.Contains(at, "= empty") {
						continue // a null or an empty list is no setting, whether or not it is there
					}
					if !strings.Contains(got, "zq") && !speaks(ledger) {
						t.Errorf("%s to %s: the variable at%s is lost silently", path, target, where(before))
					}
				}
			})
		}
	}
}

// lines says a tree as a sorted list of its leaves, each with the keys and
// conditions above it.
func lines(n *value.Node) string {
	var out []string
	var entries func(at string, es []value.Entry, array bool)
	tree := func(at string, n *value.Node) {
		if n.Kind != value.Object && n.Kind != value.Array {
			out = append(out, fmt.Sprintf("%s = %d %q %v %s", at, n.Kind, n.Str, n.Bool, translate.HoleText(n)))
			return
		}
		if len(n.Entries) == 0 {
			out = append(out, fmt.Sprintf("%s = empty %d", at, n.Kind))
		}
		entries(at, n.Entries, n.Kind == value.Array)
	}
	entries = func(at string, es []value.Entry, array bool) {
		for i, e := range es {
			switch key := e.Key; {
			case e.Block != nil:
				for _, a := range e.Block.Arms {
					entries(at+" "+a.Tag.Src, a.Body, array)
				}
			case array:
				tree(fmt.Sprintf("%s/%d", at, i), e.Value)
			default:
				tree(at+"/"+key, e.Value)
			}
		}
	}
	tree("", n)
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// where returns the line that was disturbed.
func where(lines string) string {
	for l := range strings.SplitSeq(lines, "\n") {
		if strings.Contains(l, "zq") {
			return l
		}
	}
	return ""
}

// speaks reports whether some entry speaks of the disturbed value.
func speaks(l translate.Ledger) bool {
	for i := range l {
		if strings.Contains(strings.Join(l[i].DependsOn, " "), "zq") || l[i].Outcome == translate.Dropped || l[i].Outcome == translate.Refused || l[i].Outcome == translate.Approximate {
			return true
		}
	}
	return false
}
