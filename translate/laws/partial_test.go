package laws

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A perforator makes a known request a partly known one: holes for values,
// conditions around members and elements, loops around elements, spreads.
type perforator struct {
	rng  *rand.Rand
	next int
}

func (p *perforator) name(prefix string) string {
	p.next++
	return fmt.Sprintf("%s%dzz", prefix, p.next)
}

func tag(kind expr.TagKind, src, name string) expr.Tag {
	return expr.Tag{Kind: kind, Src: src, Lang: "jinja", Expr: expr.Var(name)}
}

func (p *perforator) node(n *value.Node, depth int) {
	n.View = nil
	if depth > 0 && len(n.Entries) == 0 && n.Kind != value.Null && p.rng.IntN(100) < 12 {
		v := p.name("hole")
		t := tag(expr.TagHole, "{{ "+v+" }}", v)
		if n.Kind == value.String && p.rng.IntN(2) == 0 {
			*n = value.Node{Kind: value.Text, Text: expr.Text{{Lit: n.Str}, {Tag: &t}}}
			return
		}
		*n = value.Node{Kind: value.Hole, Tag: &t}
		return
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		p.node(e.Value, depth+1)
		switch r := p.rng.IntN(100); {
		case r < 8:
			c := p.name("cond")
			arm := expr.Arm[[]value.Entry]{Tag: tag(expr.TagIf, "{% if "+c+" %}", c), Body: []value.Entry{*e}}
			*e = value.Entry{Block: &expr.Block[[]value.Entry]{Arms: []expr.Arm[[]value.Entry]{arm}, Close: expr.Tag{Kind: expr.TagEnd, Src: "{% endif %}"}}}
		case r < 11 && n.Kind == value.Array:
			c := p.name("loop")
			arm := expr.Arm[[]value.Entry]{Tag: tag(expr.TagFor, "{% for i in "+c+" %}", c), Body: []value.Entry{*e}}
			arm.Tag.Vars = []string{"i"}
			*e = value.Entry{Block: &expr.Block[[]value.Entry]{Arms: []expr.Arm[[]value.Entry]{arm}, Close: expr.Tag{Kind: expr.TagEnd, Src: "{% endfor %}"}}}
		}
	}
}

func printed(t testing.TB, n *value.Node, sorted bool) string {
	t.Helper()
	var b strings.Builder
	show(&b, n, sorted)
	return b.String()
}

// show prints a tree with its blocks, whether or not commas could be made
// right: it is for comparing, not for sending.
func show(b *strings.Builder, n *value.Node, sorted bool) {
	if n == nil {
		b.WriteString("absent")
		return
	}
	switch n.Kind {
	case value.Hole:
		b.WriteString(n.Tag.Src)
	case value.Text:
		n.Text.Walk(func(s *expr.Seg) {
			b.WriteString(s.Lit)
			if s.Tag != nil {
				b.WriteString(s.Tag.Src)
			}
		})
	case value.Choice:
		for _, a := range n.Choice.Arms {
			b.WriteString(a.Tag.Src)
			show(b, a.Body, sorted)
		}
	case value.Object, value.Array:
		var parts []string
		for i := range n.Entries {
			parts = append(parts, showEntry(&n.Entries[i], sorted))
		}
		if sorted && n.Kind == value.Object {
			sortStrings(parts)
		}
		fmt.Fprintf(b, "%d[%s]", n.Kind, strings.Join(parts, ","))
	default:
		js, _ := n.JSON()
		b.Write(js)
	}
}

func showEntry(e *value.Entry, sorted bool) string {
	var b strings.Builder
	if e.Block == nil {
		if e.Spread {
			b.WriteString("...")
		}
		b.WriteString(e.Key + ":")
		show(&b, e.Value, sorted)
		return b.String()
	}
	for _, a := range e.Block.Arms {
		var parts []string
		for i := range a.Body {
			parts = append(parts, showEntry(&a.Body[i], sorted))
		}
		b.WriteString(a.Tag.Src + strings.Join(parts, ",") + "{end}")
	}
	return b.String()
}

func sortStrings(ss []string) {
	for i := 1; i < len(ss); i++ {
		for j := i; j > 0 && ss[j] < ss[j-1]; j-- {
			ss[j], ss[j-1] = ss[j-1], ss[j]
		}
	}
}

// words are the sentinels and the names of holes in what a tree prints.
func words(s string) []string {
	var out []string
	for _, f := range strings.FieldsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	}) {
		if strings.HasPrefix(f, "zq") && strings.HasSuffix(f, "qz") || strings.HasPrefix(f, "hole") && strings.HasSuffix(f, "zz") {
			out = append(out, f)
		}
	}
	return out
}

// checkPartial checks a partly known request against every target, and that
// its own dialect gives it back. make returns the same tree anew each time.
func checkPartial(t *testing.T, tr *translate.Translator, dialect, version string, make func() *value.Node, seed int) {
	t.Helper()
	self := dialect
	if version != "" {
		self += "@" + version
	}
	for _, target := range append(selfOf(dialect, self), targetsFor(dialect)...) {
		tree := make()
		before := printed(t, tree, true)
		place := map[string]string{}
		tree.Walk("", func(ptr string, n *value.Node) {
			if len(n.Entries) == 0 && n.Kind != value.Choice {
				for _, w := range words(printed(t, n, false)) {
					place[w] = ptr
				}
			}
		})
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
		after := printed(t, out, true)
		if target == self {
			if before != after {
				t.Fatalf("seed %d: %s is not the same after reading and writing: %s", seed, self, apart(before, after))
			}
			continue
		}
		for _, w := range words(before) {
			if ptr, leaf := place[w]; leaf && !strings.Contains(after, w) && !named(ledger, ptr) {
				t.Fatalf("seed %d: %s → %s: %s at %s is lost silently\n%s\n%s", seed, self, target, w, ptr, before, after)
			}
		}
	}
}

func TestPartlyKnownRequestsLoseNothingSilentlyEither(t *testing.T) {
	tr := translator(t)
	eachSource(t, func(t *testing.T, s *party, root map[string]any) {
		for seed := range seeds(t, 12) {
			g := &generator{root: root, rng: rand.New(rand.NewPCG(uint64(seed), 5)), full: seed%3 == 0}
			body, err := json.Marshal(g.value(root, 0))
			if err != nil {
				t.Fatal(err)
			}
			checkPartial(t, tr, s.id, s.version, func() *value.Node {
				tree := parse(t, body)
				(&perforator{rng: rand.New(rand.NewPCG(uint64(seed), 6))}).node(tree, 0)
				return tree
			}, seed)
		}
	})
}

// apart shows where two texts part.
func apart(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-100):min(len(s), i+150)] }
	return fmt.Sprintf("at %d\n  want …%s…\n  got  …%s…", i, cut(a), cut(b))
}
