package typescript

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

func textual(n *value.Node) bool {
	return n != nil && (n.Kind == value.String || n.Kind == value.Text)
}

// joined returns the text that [a, b].join("sep") makes of a list that is
// written out, nil for any other.
func joined(list *value.Node, c *lang.Call) *value.Node {
	sep := c.Arg(0)
	if list.Kind != value.Array || len(c.Args) != 1 || sep == nil || sep.Kind != value.String {
		return nil
	}
	var out expr.Text
	literal := false
	for i := range list.Entries {
		e := &list.Entries[i]
		if e.Block != nil || e.Spread {
			return nil
		}
		if i > 0 {
			out = append(out, expr.Seg{Lit: sep.Str, Span: sep.Span})
		}
		switch v := e.Value; v.Kind {
		case value.String:
			out = append(out, expr.Seg{Lit: v.Str, Span: v.Span})
			literal = true
		case value.Text:
			out = append(out, v.Text...)
			literal = true
		case value.Hole:
			out = append(out, expr.Seg{Tag: v.Tag, Span: v.Span})
		default:
			return nil
		}
	}
	if !literal {
		return nil // of things that nobody knows to be texts
	}
	n := value.NewText(out)
	n.Span = c.Node.Span
	return n
}

// raw returns the text of String.raw`…`, whose backslashes stand for
// themselves; nil where holes in it make the two readings hard to tell apart.
func raw(c *lang.Call) *value.Node {
	lit := c.Arg(0)
	if lit == nil || lit.Kind != value.String || lit.View == nil || lit.View.Parent() == nil {
		return nil
	}
	parent := lit.View.Parent()
	start, end := lit.View.ParentRange(0, len(lit.View.Text))
	if start == 0 || parent.Text[start-1] != '`' {
		return nil
	}
	v := parent.ChildAt(start, end, verbatim{})
	return &value.Node{Kind: value.String, Str: v.Text, View: v, Span: lit.Span}
}

// verbatim is the layer of a literal without escapes.
type verbatim struct{}

// Encode implements source.Layer.
func (verbatim) Encode(_ *source.View, _, _ int, text string) (string, bool) {
	return text, !strings.ContainsAny(text, "`\r") && !strings.Contains(text, "${") && !strings.HasSuffix(text, `\`)
}

// Whole implements source.Layer.
func (w verbatim) Whole(v *source.View, text string) (start, end int, enc string, ok bool) {
	enc, ok = w.Encode(v, 0, 0, text)
	start, end = v.ParentRange(0, len(v.Text))
	return start, end, enc, ok
}
