package callsite

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// textOrTurns makes a text of the member that a dialect takes as one text of the
// user or as the list of turns, where the program says that it has a text there:
// without that nobody could tell them apart.
func (r *reader) textOrTurns(req *value.Node, dialect string) {
	d, ok := r.Catalog.Dialect(dialect)
	if !ok {
		return
	}
	name := d.Trait("text_or_turns").Value
	if name == "" {
		return
	}
	for i := range req.Entries {
		e := &req.Entries[i]
		if e.Key == name && e.Block == nil && !e.Spread {
			e.Value = r.declared(e.Value)
		}
	}
}

// declared returns an expression that the program says is a text as one.
func (r *reader) declared(v *value.Node) *value.Node {
	if !r.u.Textual(v) {
		return v
	}
	tag := *v.Tag
	return &value.Node{Kind: value.Text, Text: expr.Text{{Tag: &tag, Span: v.Span}}, Span: v.Span, View: v.View}
}
