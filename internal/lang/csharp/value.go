package csharp

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

var primitives = curly.Words("bool byte char short int long float double decimal nint uint ulong")

// primary reads objects that are made, initializers and casts.
func primary(r *read.Reader) (*value.Node, bool) {
	m := r.Match(0)
	switch {
	case r.Word(0) == "new":
		return create(r)
	case r.Sign(0) == "{" && m > 0:
		return initializer(r, false), true
	case r.Sign(0) == "(" && m > 1 && cast(r, m):
		r.Skip(m + 1)
		return r.Unary(), true
	}
	return nil, false
}

// cast reports whether the brackets up to token m hold a type for the value
// behind them.
func cast(r *read.Reader, m int) bool {
	if style.Type(r, 1) != m {
		return false
	}
	switch kind, text := r.Tok(m + 1); kind {
	case lang.String:
		return true
	case lang.Number:
		return primitives[r.Word(1)]
	case lang.Ident:
		return text == "new" || !grammar.Keywords[text] && !words[text]
	case lang.Punct:
		return text == "(" && (primitives[r.Word(1)] || m > 2)
	}
	return false
}

// words join two values.
var words = curly.Words("is as and or switch with in when where")

// operator reads x switch { … } and x with { … }.
func operator(r *read.Reader, n *value.Node) *value.Node {
	if w := r.Word(0); w != "switch" && w != "with" || r.Sign(1) != "{" || r.Match(1) == 0 {
		return nil
	}
	r.Str(n, lang.Value, "")
	m := r.Match(1)
	r.Skip(2)
	r.Statements(m - 2)
	r.Skip(1)
	h := r.Hole(-m-1, 0)
	h.Span = n.Span.Cover(h.Span)
	return h
}

// after gives the texts that calls of the standard library certainly make.
func after(_ *read.Reader, c *lang.Call) *value.Node {
	if s, name := curly.Receiver(c); s != nil {
		if len(c.Args) == 0 && trims[name] {
			return s // white space around a text is the author's, not the vendor's
		}
		return nil
	}
	if len(c.Args) < 2 {
		return nil
	}
	switch curly.Static(c) {
	case "string.Format", "String.Format":
		return curly.Numbered(c.Arg(0), c.Args[1:], c.Node.Span)
	case "string.Join", "String.Join":
		items := c.Args[1:]
		if first := items[0].Value; len(items) == 1 && first.Kind == value.Array {
			items = first.Entries
		} else if len(items) == 1 {
			return nil // a list of any length
		}
		return curly.Join(c.Arg(0), items, c.Node.Span)
	case "string.Concat", "String.Concat":
		return curly.Join(value.NewString(""), c.Args, c.Node.Span)
	}
	return nil
}

var trims = curly.Words("Trim TrimStart TrimEnd ToString ReplaceLineEndings")
