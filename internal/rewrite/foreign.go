package rewrite

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// converted writes a value of a plain type. What the program has in a variable
// may be of the type of the library that it calls now: then it is converted.
func (p *printer) converted(n *value.Node, t *catalog.Typed, depth int) (string, error) {
	s, err := p.value(n, depth)
	if err != nil || n.Kind != value.Hole || t.Hole == "" || !p.foreign {
		return s, err
	}
	for {
		m := conversion.FindStringSubmatch(s)
		if m == nil || !closed(m[1]) {
			return strings.ReplaceAll(t.Hole, "$", s), nil
		}
		s = m[1]
	}
}

// conversion is a value turned into a number, or into a type of a package: what
// is in it can be turned into any other as well.
var conversion = regexp.MustCompile(`^(?:u?int(?:8|16|32|64)?|float(?:32|64)|string|[a-z]\w*\.[A-Z]\w*Model)\((.+)\)$`)

// closed reports whether the text between two brackets is one argument.
func closed(s string) bool {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',':
			if depth == 0 {
				return false
			}
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// taken writes an expression of the program's own where a type of the library
// stands. It has the type of the library that the program calls now, unless that
// is the same one.
func (p *printer) taken(n *value.Node, t *catalog.Typed, depth int) (string, error) {
	s, err := p.value(n, depth)
	if err != nil {
		return "", err
	}
	if p.foreign && t.List != "text" {
		note := s + " is in the form of another library: make it what the call takes"
		if is := typeName(t); is != "" {
			note = fmt.Sprintf("%s has to be %s here", s, is)
		}
		p.notes = append(p.notes, note)
	}
	if t.Hole != "" {
		s = strings.ReplaceAll(t.Hole, "$", s)
	}
	return s, nil
}

// typeName is what the language calls a type, "" where that is not known.
func typeName(t *catalog.Typed) string {
	for _, s := range []string{t.Is, t.Open, t.Name} {
		if s = strings.TrimSpace(strings.TrimRight(s, "{(")); s != "" {
			return strings.Replace(s, "&", "*", 1)
		}
	}
	return ""
}

// only is the one element of a list, nil where it has more or none, or one that
// nobody can see.
func only(n *value.Node) *value.Node {
	if n.Kind != value.Array || len(n.Entries) != 1 || n.Entries[0].Block != nil || n.Entries[0].Spread {
		return nil
	}
	return n.Entries[0].Value
}

// turnsOfOthers says what of a request the program has made for the library that
// it calls now, in languages whose values have no types of a library.
func (w *writer) turnsOfOthers(request *value.Node) {
	d, ok := w.cat.Dialect(w.site.Dialect)
	if !ok || w.related() || len(w.emit.Args) > 0 {
		return
	}
	either := d.Trait("text_or_turns").Value
	for _, name := range []string{"messages", "contents", "input", "tools"} {
		if v := w.site.Request.Get(either); v != nil && v.Kind == value.Hole && name != "tools" {
			continue // which textOrTurns speaks of
		}
		for _, v := range members(request.Entries, name) {
			for _, s := range w.own(v) {
				w.out.note(fmt.Sprintf("%s is in the form of %s: its items need that of %s", s, d.Title, w.target.Dialect.Title))
			}
		}
	}
}

// members returns the values that a member may have: one, or, under conditions,
// several.
func members(es []value.Entry, name string) []*value.Node {
	var out []*value.Node
	for i := range es {
		e := &es[i]
		switch {
		case e.Block != nil:
			for j := range e.Block.Arms {
				out = append(out, members(e.Block.Arms[j].Body, name)...)
			}
		case e.Key == name && !e.Spread:
			out = append(out, e.Value)
		}
	}
	return out
}

// own returns the expressions that stand for a list, or for items of it.
func (w *writer) own(list *value.Node) []string {
	if list == nil {
		return nil
	}
	if list.Kind == value.Hole {
		s, err := w.p.value(list, 0)
		if err != nil || w.site.Unit.Textual(list) {
			return nil
		}
		return []string{s}
	}
	var out []string
	for i := range list.Entries {
		e := &list.Entries[i]
		if e.Block == nil && e.Value != nil && e.Value.Kind == value.Hole {
			if s, err := w.p.value(e.Value, 0); err == nil && !w.site.Unit.Textual(e.Value) {
				out = append(out, s)
			}
		}
	}
	return out
}

// related reports whether the target takes turns in the form that the site has
// them in.
func (w *writer) related() bool {
	return root(w.cat, w.site.Dialect) == root(w.cat, w.target.Dialect.ID)
}

// root is the dialect that a dialect inherits from, over all steps.
func root(c *catalog.Catalog, id string) string {
	for range maxDepth {
		d, ok := c.Dialect(id)
		if !ok || d.Parent == "" {
			return id
		}
		id = d.Parent
	}
	return id
}
