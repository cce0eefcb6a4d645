package inplace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// dump writes a tree so that two trees which say the same give the same lines:
// members sorted, tags as their language has them. It is no JSON, for not every
// tree with blocks can be written as one.
func dump(n *value.Node) string {
	d := &dumper{}
	d.node("", n)
	return d.b.String()
}

type dumper struct{ b strings.Builder }

func (d *dumper) line(in, format string, args ...any) {
	d.b.WriteString(in + fmt.Sprintf(format, args...) + "\n")
}

func (d *dumper) node(in string, n *value.Node) {
	switch {
	case n == nil:
		d.line(in, "absent")
	case n.Kind == value.Object || n.Kind == value.Array:
		d.line(in, "%s", map[value.Kind]string{value.Object: "{", value.Array: "["}[n.Kind])
		d.entries(in+" ", n.Entries, n.Kind == value.Object)
	case n.Kind == value.Hole:
		d.line(in, "%s", tag(n.Tag))
	case n.Kind == value.Text:
		d.text(in, n.Text)
	case n.Kind == value.Choice && n.Choice != nil:
		arms(d, in, n.Choice.Arms, d.node)
	case n.Kind == value.String:
		d.line(in, "%q", n.Str)
	default:
		d.line(in, "%v %s %t", n.Kind, n.Str, n.Bool)
	}
}

func (d *dumper) entries(in string, es []value.Entry, sorted bool) {
	if sorted && !slices.ContainsFunc(es, func(e value.Entry) bool { return e.Block != nil || e.Spread }) {
		es = slices.Clone(es)
		slices.SortStableFunc(es, func(a, b value.Entry) int { return cmp.Compare(a.Key, b.Key) })
	}
	for i := range es {
		e := &es[i]
		if e.Block != nil {
			arms(d, in, e.Block.Arms, func(in string, body []value.Entry) { d.entries(in, body, sorted) })
			continue
		}
		d.line(in, "%q spread %t:", e.Key, e.Spread)
		d.node(in+" ", e.Value)
	}
}

func (d *dumper) text(in string, t expr.Text) {
	for i := range t {
		switch x := &t[i]; {
		case x.Block != nil:
			arms(d, in, x.Block.Arms, d.text)
		case x.Tag != nil:
			d.line(in, "%s", tag(x.Tag))
		default:
			d.line(in, "%q", x.Lit)
		}
	}
}

// arms writes a block, each of its bodies with body.
func arms[T any](d *dumper, in string, list []expr.Arm[T], body func(string, T)) {
	for i := range list {
		d.line(in, "%s", tag(&list[i].Tag))
		body(in+" ", list[i].Body)
	}
}

func tag(t *expr.Tag) string {
	if t == nil {
		return "tag"
	}
	return fmt.Sprintf("tag %v %s %v", t.Kind, t.Src, t.Vars)
}
