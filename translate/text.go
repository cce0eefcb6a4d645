package translate

import (
	"encoding/json"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// AsText returns the text of a String, Text, Hole or Choice of these with its
// holes and conditions.
func AsText(n *value.Node) expr.Text {
	switch {
	case n == nil:
		return nil
	case n.Kind == value.Text:
		return n.Text
	case n.Kind == value.Hole:
		return expr.Text{{Tag: n.Tag, Span: n.Span}}
	case n.Kind == value.Choice:
		b := &expr.Block[expr.Text]{Close: n.Choice.Close}
		for _, a := range n.Choice.Arms {
			b.Arms = append(b.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: AsText(a.Body)})
		}
		return expr.Text{{Block: b, Span: n.Span}}
	}
	return expr.Text{{Lit: n.Str, Span: n.Span}}
}

// Joined returns the texts as one node; nil parts are passed over.
func Joined(parts ...any) *value.Node {
	var out expr.Text
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			out = append(out, expr.Seg{Lit: p})
		case *value.Node:
			out = append(out, AsText(p)...)
		}
	}
	return value.NewText(out)
}

// Refit returns a text node that says n with other words around it, and marks
// n as carried.
func (w *Writer) Refit(prefix string, n *value.Node, suffix string) *value.Node {
	w.Mark(n)
	if prefix == "" && suffix == "" {
		return n.Clone()
	}
	return Joined(prefix, n, suffix)
}

// ParseArgs reads the JSON text of a tool call's arguments. Text that is no
// JSON object, or that has holes, is returned as nil: the caller keeps the
// source's text.
func ParseArgs(n *value.Node) *value.Node { return parseArgs(n, nil) }

// ParseArgs is the function ParseArgs with the memory of the tree that is read.
func (r *Reader) ParseArgs(n *value.Node) *value.Node { return parseArgs(n, r.arena) }

// ParseArgs is the function ParseArgs for a text that the writer takes apart.
func (w *Writer) ParseArgs(n *value.Node) *value.Node { return parseArgs(n, w.arena) }

func parseArgs(n *value.Node, a *value.Arena) *value.Node {
	if !n.IsString() {
		return nil
	}
	if n.Str == "" {
		return &value.Node{Kind: value.Object}
	}
	tree, problems := value.ReadJSON(source.FromString("", n.Str).Whole(), value.Options{NoViews: true, Arena: a})
	if len(problems) > 0 || tree == nil || tree.Kind != value.Object {
		return nil
	}
	return tree
}

// ArgsText returns the arguments of a call as JSON text, verbatim where the
// source had text. Holes inside stay holes of the text.
func (w *Writer) ArgsText(c *prompt.ToolCall) *value.Node {
	switch {
	case c.ArgsNode != nil:
		return w.Carry(c.ArgsNode)
	case c.Args == nil:
		return value.NewString("{}")
	case c.Args.Kind == value.Hole:
		return w.Carry(c.Args)
	}
	v := w.Quoted(c.Args, "tool-pairing")
	if v == nil {
		return value.NewString("{}")
	}
	if v.Kind == value.Text {
		w.Warn(c.Args, "tool-definition", Approximate, "arguments become JSON text: values filled in must be JSON-escaped", To(v), Maybe("the values filled in"))
	}
	return v
}

// ArgsObject returns the arguments of a call as an object, nil where the
// source's text cannot be taken apart.
func (w *Writer) ArgsObject(c *prompt.ToolCall) *value.Node {
	if c.ArgsNode == nil {
		if c.Args == nil {
			return &value.Node{Kind: value.Object}
		}
		return w.Carry(c.Args)
	}
	if c.Args == nil {
		return nil
	}
	w.Mark(c.ArgsNode)
	return w.arena.Clone(c.Args)
}

// jsonText appends n as JSON text whose holes stay holes.
func jsonText(n *value.Node, t *expr.Text) {
	lit := func(s string) { *t = append(*t, expr.Seg{Lit: s}) }
	switch n.Kind {
	case value.Object, value.Array:
		open, end := "{", "}"
		if n.Kind == value.Array {
			open, end = "[", "]"
		}
		lit(open)
		for i := range n.Entries {
			e := &n.Entries[i]
			if i > 0 {
				lit(",")
			}
			if e.Value == nil {
				continue
			}
			if n.Kind == value.Object {
				lit(quoted(e.Key) + ":")
			}
			jsonText(e.Value, t)
		}
		lit(end)
	case value.Text:
		lit(`"`)
		for _, s := range n.Text {
			if s.Tag != nil || s.Block != nil {
				*t = append(*t, s)
				continue
			}
			q := quoted(s.Lit)
			lit(q[1 : len(q)-1])
		}
		lit(`"`)
	case value.Hole:
		*t = append(*t, expr.Seg{Tag: n.Tag})
	case value.String:
		lit(quoted(n.Str))
	case value.Number:
		lit(n.Str)
	case value.Bool:
		if n.Bool {
			lit("true")
		} else {
			lit("false")
		}
	default:
		lit("null")
	}
}

// Quoted is QuoteJSON with the account: n is carried, or refused where text
// cannot hold it.
func (w *Writer) Quoted(n *value.Node, feature string) *value.Node {
	v := QuoteJSON(n)
	if v == nil {
		w.Refuse(n, feature, "this is JSON text here, and text cannot hold conditions that stand around members")
		return nil
	}
	w.Mark(n)
	return v
}

// QuoteJSON returns n as JSON text in a string node, its holes still in it: how
// some vendors want schemas, arguments and tool results. It returns nil for a
// tree with conditions, loops or spreads, which JSON text cannot hold.
func QuoteJSON(n *value.Node) *value.Node {
	flat := true
	n.Walk("", func(_ string, m *value.Node) {
		flat = flat && m.Kind != value.Choice
		for i := range m.Entries {
			flat = flat && m.Entries[i].Block == nil && !m.Entries[i].Spread
		}
	})
	if !flat {
		return nil
	}
	var t expr.Text
	jsonText(n, &t)
	return value.NewText(t)
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return string(b)
}
