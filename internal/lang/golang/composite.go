package golang

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// primary reads functions without a name and literals whose type is written
// out: []T{…}, map[K]V{…}, struct{…}{…}.
func primary(r *read.Reader) (*value.Node, bool) {
	switch r.Word(0) {
	case "func":
		return closure(r), true
	case "map", "struct", "interface", "chan":
		return typed(r)
	}
	switch r.Sign(0) {
	case "[":
		return typed(r)
	case "{":
		if r.Match(0) > 0 {
			return element(r), true
		}
	}
	return nil, false
}

func closure(r *read.Reader) *value.Node {
	at := r.Cursor()
	n := signature(r, 1)
	if m := r.Match(n); r.Sign(n) == "{" && m > 0 {
		r.Skip(n + 1)
		r.Statements(m - n - 1)
		n = 1
	}
	r.Skip(n)
	return r.Hole(at-r.Cursor(), 0)
}

// typed reads a value that begins with its type.
func typed(r *read.Reader) (*value.Node, bool) {
	n := typeEnd(r, 0)
	if n == 0 || n > r.Left() {
		return nil, false
	}
	span := r.SpanOf(0, 1)
	fields, text := r.Word(0) == "struct", false
	if r.Sign(0) == "[" && r.Match(0) == 1 {
		text = r.Word(2) == "byte" || r.Word(2) == "rune"
	}
	switch m := r.Match(n); {
	case r.Fresh(n) || m == 0:
	case r.Sign(n) == "{":
		outer := r.Elem
		r.Elem = elementType(r, n)
		r.Skip(n)
		v := braces(r, fields)
		v.Span = span.Cover(v.Span)
		r.Elem = outer
		return v, true
	case r.Sign(n) == "(":
		at := r.Cursor()
		r.Skip(n + 1)
		v := r.Element(m - n - 1)
		r.Skip(m - (r.Cursor() - at) + 1)
		if text && (v.Kind == value.String || v.Kind == value.Text || v.Kind == value.Hole) {
			return v, true // the bytes of a text
		}
		r.Str(v, lang.Value, "")
		return r.Hole(at-r.Cursor(), 0), true
	}
	h := r.Hole(0, n)
	r.Skip(n)
	return h, true
}

// elementType returns the named type of the elements of the list or map whose
// type is n tokens long, nil where it has no name: []T, []*p.T, map[K]p.T.
func elementType(r *read.Reader, n int) *lang.Chain {
	at := 0
	if r.Word(0) == "map" {
		at = 1
	}
	if r.Sign(at) != "[" || r.Match(at) == 0 {
		return nil
	}
	at = r.Match(at) + 1
	if r.Sign(at) == "*" {
		at++
	}
	c := &lang.Chain{}
	for at < n && r.Word(at) != "" && !grammar.Keywords[r.Word(at)] {
		c.Steps = append(c.Steps, lang.Step{Name: r.Word(at), Span: r.SpanOf(at, at+1)})
		if at++; r.Sign(at) == "." {
			at++
		}
	}
	if at != n || len(c.Steps) == 0 {
		return nil
	}
	return c
}

// element reads a literal without a type of its own: it has that of the list
// around it, where this is a library's and may mean more than its fields say.
func element(r *read.Reader) *value.Node {
	c, at := r.Elem, r.Cursor()
	if c == nil || len(c.Steps) < 2 {
		return braces(r, true)
	}
	r.Elem = nil
	k := &lang.Call{Callee: *c, New: true, NameSpan: c.Steps[len(c.Steps)-1].Span}
	k.Callee.Span = r.SpanOf(0, 1)
	fields(r, k)
	r.Elem = c
	return r.Made(k, r.Cursor()-at)
}

// composite reports whether the brace under the cursor begins a literal of the
// type that the chain names: T{…}, p.T{…}, T[K]{…}. The heads of blocks never
// come here with the brace of their block.
func composite(_ *read.Reader, c *lang.Chain) bool {
	if c.Recv != nil || len(c.Steps) > 2 {
		return false
	}
	for i := range c.Steps {
		if c.Steps[i].Name == "" {
			return false
		}
	}
	return true
}

// fields reads the fields of a literal: by name, or all in order.
func fields(r *read.Reader, c *lang.Call) {
	if n := braces(r, true); n.Kind == value.Object && len(n.Entries) > 0 {
		c.Named = n
	} else {
		c.Args = n.Entries
	}
}

// braces reads the elements of a literal between braces. A name before a colon
// is a field of a struct, but the key of a map or an index is a value.
func braces(r *read.Reader, fields bool) *value.Node {
	if !keyed(r) {
		n := r.List()
		if len(n.Entries) == 0 && fields {
			n.Kind = value.Object
		}
		return n
	}
	n := &value.Node{Kind: value.Object, Span: r.SpanOf(0, r.Match(0)+1)}
	end := r.Cursor() + r.Match(0)
	for r.Skip(1); r.Cursor() < end; {
		if r.Sign(0) == "," {
			r.Skip(1)
			continue
		}
		at := r.Cursor()
		e := member(r, end, fields)
		e.Span = r.SpanOf(at-r.Cursor(), 0)
		n.Entries = append(n.Entries, e)
	}
	r.Skip(end + 1 - r.Cursor())
	return n
}

// keyed reports whether the first element between the braces has a key.
func keyed(r *read.Reader) bool {
	end := r.Match(0)
	for n := 1; n < end; n++ {
		if m := r.Match(n); m > 0 {
			n = m
			continue
		}
		switch r.Sign(n) {
		case ":":
			return true
		case ",":
			return false
		}
	}
	return false
}

func member(r *read.Reader, end int, fields bool) value.Entry {
	span := r.SpanOf(0, 1)
	if name := r.Word(0); name != "" && r.Sign(1) == ":" {
		key := r.Hole(0, 1)
		key.Tag.Expr = expr.Var(name)
		r.Skip(2)
		v := r.Element(end - r.Cursor())
		if fields {
			r.Str(v, lang.Value, name)
			return value.Entry{Key: name, KeySpan: span, Value: v}
		}
		r.Str(v, lang.Value, "")
		return value.Entry{KeyNode: key, KeySpan: span, Value: v, Spread: true}
	}
	key := r.Expr()
	if r.Sign(0) != ":" || r.Cursor() >= end {
		if r.Cursor() < end && r.Sign(0) != "," {
			r.Element(end - r.Cursor())
		}
		r.Str(key, lang.Value, "")
		return value.Entry{Value: key, Spread: true}
	}
	r.Skip(1)
	v := r.Element(end - r.Cursor())
	r.Str(key, lang.Key, "")
	e := curly.Member(key, v)
	r.Str(v, lang.Value, e.Key)
	return e
}
