package read

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A target is what a value is assigned to: one name, or several that share the
// elements of the value; a name is "" where it cannot be told.
type target struct {
	names []string
	spans []source.Span
}

// assign reads what is assigned to the value that began at start, and returns
// it; nil where nothing is. In a = b = c both names get c.
func (r *Reader) assign(start int, n *value.Node) *value.Node {
	if t := r.cur(); t.kind != lang.Punct || t.text != "," && t.text != ":" && !t.is(assigning) {
		return nil
	}
	var targets []target
	var v *value.Node
	for {
		t := r.target(start, n, len(targets) == 0 || r.G.Lines == LinesOutside)
		if r.G.Typed && r.is(":") && (r.G.Lines != LinesOutside || r.at(start).line || r.at(start-1).text == ";") {
			if r.G.Lines == LinesOutside {
				r.pos++
				r.str(r.expr(), lang.Value, "")
			} else {
				r.annotation()
			}
		}
		if sign := r.cur(); sign.kind != lang.Punct || !sign.is(assigning) {
			break
		}
		r.pos++
		targets = append(targets, t)
		start = r.pos
		n = r.expr()
		if r.is(",") && r.open == 0 && (len(t.names) > 1 || r.G.Lines == LinesOutside) {
			n = r.bare(start, n)
		}
		v = n
	}
	for _, t := range targets {
		r.give(t, v, start)
	}
	return v
}

// bare reads the rest of a list without brackets, whose first element is n.
func (r *Reader) bare(start int, n *value.Node) *value.Node {
	list := &value.Node{Kind: value.Array, Entries: []value.Entry{{Value: n, Span: n.Span}}}
	r.str(n, lang.Value, "")
	for r.is(",") {
		r.pos++
		if next := r.cur(); next == &nothing || r.lineEnds(next) || closes(next.text) || next.is(assigning) {
			break
		}
		v := r.expr()
		r.str(v, lang.Value, "")
		list.Entries = append(list.Entries, value.Entry{Value: v, Span: v.Span})
	}
	list.Span = r.Span(start, r.pos)
	return list
}

// target is what the value that began at start stands for on the left, with the
// names behind it where several is true. Outside of Python a comma behind a
// value that was assigned begins the next declaration: a = "x", b = "y".
func (r *Reader) target(start int, n *value.Node, several bool) target {
	t := target{}
	if n.Kind == value.Array {
		for i := range n.Entries {
			name := ""
			if v := n.Entries[i].Value; v != nil && v.Kind == value.Hole {
				if p, ok := v.Tag.Expr.(expr.Path); ok && !n.Entries[i].Spread {
					name = dotted(p)
				}
			}
			t.names, t.spans = append(t.names, name), append(t.spans, n.Entries[i].Span)
		}
		return t
	}
	t.names = []string{r.assigned(start, n)}
	t.spans = []source.Span{r.Span(start, max(r.pos, start+1))}
	names, spans := t.names, t.spans
	for i := r.pos; several && r.at(i).text == "," && i < r.pos+maxTargets; {
		name, k := r.nextTarget(i + 1)
		if k < 0 {
			break
		}
		names, spans = append(names, name), append(spans, r.Span(i+1, k))
		if i = k; r.assigns(i) {
			for j, at := 1, r.pos+1; j < len(names); j++ { // what is no mere name is read
				k := at
				for ; !r.assigns(k) && r.at(k).text != ","; k++ {
					k = max(k, r.at(k).match)
				}
				if names[j] == "" {
					r.statements(at, k)
				}
				at = k + 1
			}
			r.pos = i
			return target{names, spans}
		}
	}
	return t
}

// maxTargets bounds how far the sign behind a list of names is looked for, in
// tokens.
const maxTargets = 48

// assigns reports whether token i gives a value to what stands before it.
func (r *Reader) assigns(i int) bool {
	t := r.at(i)
	return t.kind == lang.Punct && t.is(assigning)
}

// nextTarget returns the name that stands at token i, "" for what is no mere
// name, and the comma or sign behind it; -1 where there is none.
func (r *Reader) nextTarget(i int) (name string, end int) {
	if t := r.at(i); t.kind == lang.Ident && (r.at(i+1).text == "," || r.assigns(i+1)) {
		return t.text, i + 1
	}
	for k := i; k < i+maxTargets; k++ {
		t := r.at(k)
		switch {
		case k > i && (t.text == "," || r.assigns(k)):
			return "", k
		case t == &nothing || t.kind == lang.String || t.text == ";" || t.text == ":" || closes(t.text) || r.lineEnds(t) || t.kind == lang.Ident && t.is(keyword):
			return "", -1
		case t.match > k:
			k = t.match
		}
	}
	return "", -1
}

// give keeps the assignment of v to a target.
func (r *Reader) give(t target, v *value.Node, start int) {
	if len(t.names) != 1 {
		r.str(v, lang.Value, "") // a text whose characters get names
	}
	for k, name := range t.names {
		x := v
		if len(t.names) > 1 {
			switch x = nil; {
			case v.Kind == value.Array && len(v.Entries) == len(t.names) && !v.Entries[k].Spread:
				x = v.Entries[k].Value
			case k == 0 && r.G.Results && r.CallOf(v) != nil:
				x = v
			}
		}
		if x == nil {
			x = r.opaque(start)
		}
		if name == "" {
			r.str(x, lang.Value, "")
			continue
		}
		r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: name, Value: x, Span: t.spans[k]})
		r.str(x, lang.Assigned, name)
	}
	if c := r.CallOf(v); c != nil && c.Into == "" && len(t.names) > 0 {
		c.Into = t.names[0]
	}
}

// assigned is the name that a value on the left stands for, "" for none. A
// member by a literal key counts as a name: config["model"] is config.model.
func (r *Reader) assigned(start int, n *value.Node) string {
	if n.Kind != value.Hole || r.CallOf(n) != nil || r.at(start).text == r.G.Spread && r.G.Spread != "" {
		return ""
	}
	if p, ok := n.Tag.Expr.(expr.Path); ok {
		return dotted(p)
	}
	// The chain was the last thing that was read.
	if k := len(r.Unit.Reads) - 1; k >= 0 && r.Unit.Reads[k].Recv == nil && r.Unit.Reads[k].Span == n.Span {
		return keyed(&r.Unit.Reads[k])
	}
	if last := r.at(r.pos - 1); last.kind == lang.Ident && r.pos-1 > start && !r.G.Typed {
		// A declaration with its type before it: List<String> names.
		return last.text
	}
	return ""
}

// keyed is a chain as a dotted name, with [] for an index that is no literal text:
// what is assigned to changes the list, although nobody can say where. It is ""
// for a chain that begins with no name.
func keyed(c *lang.Chain) string {
	var b strings.Builder
	for i, s := range c.Steps {
		if i > 0 {
			b.WriteByte('.')
		}
		switch {
		case s.Name != "":
			b.WriteString(s.Name)
		case i > 0 && s.Index != nil && s.Index.Kind == value.String:
			b.WriteString(s.Index.Str)
		case i > 0 && s.Index != nil:
			b.WriteString(lang.AnyIndex)
		default:
			return ""
		}
	}
	return b.String()
}

// dotted returns a path of names with dots.
func dotted(p expr.Path) string {
	if len(p.Steps) == 1 {
		return p.Steps[0].Name
	}
	var b strings.Builder
	for i, s := range p.Steps {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(s.Name)
	}
	return b.String()
}

// annotation passes over the type of a variable, where a value follows it.
func (r *Reader) annotation() {
	for i := r.pos + 1; i < min(r.pos+80, r.end); i++ {
		t := &r.toks[i]
		switch {
		case t.text == "=" && t.kind == lang.Punct:
			r.pos = i
			return
		case t.match > i && (t.text == "[" || t.text == "(" || t.text == "{" && r.G.Lines != LinesOutside):
			i = t.match
		case t.text == ";" || t.text == "," || closes(t.text) || t.text == "{" || t.line && r.G.Lines == LinesOutside && r.open == 0:
			return
		}
	}
}
