package rewrite

import (
	"regexp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// forms gives the members that the library takes in a form of its own that form:
// a word of an enumeration, bytes where the wire has base64.
func (w *writer) forms(n *value.Node, parent string) (*value.Node, error) {
	if n == nil || len(w.emit.Values) == 0 || n.Kind != value.Object && n.Kind != value.Array && n.Kind != value.Choice {
		return n, nil
	}
	c := *n
	var err error
	if n.Choice != nil {
		b := *n.Choice
		b.Arms = slices.Clone(b.Arms)
		for i := range b.Arms {
			if b.Arms[i].Body, err = w.forms(b.Arms[i].Body, parent); err != nil {
				return nil, err
			}
		}
		c.Choice = &b
		return &c, nil
	}
	c.Entries, err = w.formEntries(n.Entries, parent)
	return &c, err
}

func (w *writer) formEntries(es []value.Entry, parent string) ([]value.Entry, error) {
	out := slices.Clone(es)
	var err error
	for i := range out {
		e := &out[i]
		switch {
		case e.Block != nil:
			b := *e.Block
			b.Arms = slices.Clone(b.Arms)
			for j := range b.Arms {
				if b.Arms[j].Body, err = w.formEntries(b.Arms[j].Body, parent); err != nil {
					return nil, err
				}
			}
			e.Block = &b
		case e.Spread || e.Value == nil:
		case e.Key == "": // an element goes by the name of its list
			if f, ok := w.emit.Values[parent]; ok && e.Value.Kind != value.Object {
				e.Value, err = w.formed(e.Value, &f)
				break
			}
			e.Value, err = w.forms(e.Value, parent)
		case slices.Contains(w.emit.Keep, e.Key): // the user's own
		default:
			f, ok := w.emit.Values[parent+"."+e.Key]
			if !ok {
				f, ok = w.emit.Values[e.Key]
			}
			if ok && e.Value.Kind != value.Array && e.Value.Kind != value.Object {
				e.Value, err = w.formed(e.Value, &f)
				break
			}
			e.Value, err = w.forms(e.Value, e.Key)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// formed writes one value in the form, as an expression of the host language.
func (w *writer) formed(n *value.Node, f *catalog.EmitValue) (*value.Node, error) {
	if n.Kind == value.Choice {
		b := *n.Choice
		b.Arms = slices.Clone(b.Arms)
		for i := range b.Arms {
			if b.Arms[i].Body != nil && b.Arms[i].Body.Kind != value.Null {
				var err error
				if b.Arms[i].Body, err = w.formed(b.Arms[i].Body, f); err != nil {
					return nil, err
				}
			}
		}
		return &value.Node{Kind: value.Choice, Choice: &b}, nil
	}
	as := f.As
	if f.Cast != "" {
		if !w.p.foreign || w.site.Unit.Lang != "typescript" {
			return n, nil
		}
		as = "{value} as " + f.Cast
	}
	if strings.Contains(as, "{word}") {
		if !n.IsString() || !word(n.Str) {
			return n, nil // the program's own value, which may have the type already
		}
		as = strings.ReplaceAll(as, "{word}", n.Str)
	}
	if strings.Contains(as, "{value}") {
		s, err := w.p.value(n, 0)
		if err != nil {
			return nil, err
		}
		if m := oneCall.FindStringSubmatch(s); f.Cast != "" && (m == nil || !closed(m[1])) {
			s = guarded(s)
		}
		as = strings.ReplaceAll(as, "{value}", s)
	}
	if f.Import != "" && !slices.Contains(w.out.Imports, f.Import) {
		w.out.Imports = append(w.out.Imports, f.Import)
	}
	return &value.Node{Kind: value.Hole, Tag: &expr.Tag{Kind: expr.TagHole, Lang: w.site.Unit.Lang, Src: as, Expr: expr.Opaque{Lang: w.site.Unit.Lang, Text: as}}}, nil
}

// oneCall is an expression that a cast behind it takes as a whole.
var oneCall = regexp.MustCompile(`^[\w.]+\((?s:(.*))\)$`)
