package csharp

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// plain are the types whose objects are lists and maps and nothing else.
var plain = curly.Words("List IList IEnumerable IReadOnlyList ICollection Collection ObservableCollection HashSet Dictionary IDictionary IReadOnlyDictionary SortedDictionary ConcurrentDictionary JsonObject JsonArray JObject JArray")

// create reads new T(…) { … }, new { … }, new[] { … } and new(…) at the cursor.
func create(r *read.Reader) (*value.Node, bool) {
	at := r.Cursor()
	c := &lang.Call{New: true, NameSpan: r.SpanOf(0, 1)}
	switch {
	case r.Sign(1) == "{" && r.Match(1) > 0:
		r.Skip(1)
		return initializer(r, true), true
	case r.Sign(1) == "[" && r.Match(1) > 0 && r.Sign(r.Match(1)+1) == "{" && r.Match(r.Match(1)+1) > 0:
		r.Skip(r.Match(1) + 1)
		return r.List(), true
	case r.Sign(1) == "(" && r.Match(1) > 0:
		c.Callee.Steps = declared(r)
		r.Skip(1)
	default:
		e := style.Type(r, 1)
		if e == 1 {
			return nil, false
		}
		if r.Sign(e-1) == "]" && r.Sign(e) == "{" && r.Match(e) > 0 {
			r.Skip(e)
			return r.List(), true
		}
		c.Callee.Steps = steps(r, 1, e)
		r.Skip(e)
		if m := r.Match(0); r.Sign(0) == "[" && m > 0 { // new T[n] { … }
			r.Skip(1)
			r.Statements(m - 1)
			if r.Skip(1); r.Sign(0) == "{" && r.Match(0) > 0 {
				return r.List(), true
			}
			return r.Hole(at-r.Cursor(), 0), true
		}
	}
	last := c.Callee.Steps[len(c.Callee.Steps)-1]
	c.Callee.Span = c.Callee.Steps[0].Span.Cover(last.Span)
	c.NameSpan = last.Span
	if r.Sign(0) == "(" {
		r.Args(c)
	}
	if r.Sign(0) == "{" && r.Match(0) > 0 {
		v := initializer(r, false)
		switch {
		case plain[last.Name] && len(c.Args) == 0, last.Name == "new" && len(c.Args) == 0 && c.Named == nil && v.Kind == value.Array:
			return v, true
		case v.Kind == value.Array:
			c.Args = append(c.Args, v.Entries...)
		case c.Named == nil:
			c.Named = v
		default:
			c.Named.Entries = append(c.Named.Entries, v.Entries...)
		}
	}
	return r.Made(c, r.Cursor()-at), true
}

// steps returns the names of the type that is the tokens [lo, hi), without its
// arguments.
func steps(r *read.Reader, lo, hi int) []lang.Step {
	var out []lang.Step
	for n := lo; n < hi && r.Sign(n) != "<" && r.Sign(n) != "["; n++ {
		if w := r.Word(n); w != "" {
			out = append(out, lang.Step{Name: w, Span: r.SpanOf(n, n+1)})
		}
	}
	return out
}

// declared returns the type of the variable that new(…) at the cursor is given
// to: T x = new(…).
func declared(r *read.Reader) []lang.Step {
	none := []lang.Step{{Name: "new", Span: r.SpanOf(0, 1)}}
	if r.Sign(-1) != "=" || r.Word(-2) == "" {
		return none
	}
	n := -3
	if r.Sign(n) == "?" {
		n--
	}
	if r.Sign(n) == ">" {
		for depth := 0; n > -60; n-- {
			if r.Sign(n) == ">" {
				depth++
			} else if r.Sign(n) == "<" {
				depth--
			}
			if depth == 0 {
				break
			}
		}
		n--
	}
	if w := r.Word(n); w == "" || style.NoType[w] || style.Modifiers[w] || w == "var" {
		return none
	}
	lo := n
	for r.Sign(lo-1) == "." && r.Word(lo-2) != "" {
		lo -= 2
	}
	return steps(r, lo, n+1)
}

// initializer reads what stands between braces: A = v and ["k"] = v are members,
// { k, v } is one too, anything else an element. In an object without a type
// (bare) a name alone is a member of that name.
func initializer(r *read.Reader, bare bool) *value.Node {
	end := r.Cursor() + r.Match(0)
	n := &value.Node{Kind: value.Array, Span: r.SpanOf(0, r.Match(0)+1)}
	keyed := false
	for r.Skip(1); r.Cursor() < end; {
		if r.Sign(0) == "," {
			r.Skip(1)
			continue
		}
		at := r.Cursor()
		e, member := entry(r, end, bare)
		e.Span = curly.SpanFrom(r, at)
		keyed = keyed || member
		n.Entries = append(n.Entries, e)
		if r.Cursor() == at {
			r.Skip(1)
		}
	}
	r.Skip(end + 1 - r.Cursor())
	if keyed || len(n.Entries) == 0 {
		n.Kind = value.Object
		for i := range n.Entries {
			if e := &n.Entries[i]; e.Key == "" && e.KeyNode == nil {
				e.Spread = true
			}
		}
	}
	return n
}

func entry(r *read.Reader, end int, bare bool) (e value.Entry, member bool) {
	m := r.Match(0)
	switch {
	case r.Word(0) != "" && r.Sign(1) == "=":
		e.Key, e.KeySpan = r.Word(0), r.SpanOf(0, 1)
		r.Skip(2)
		e.Value = r.Element(end - r.Cursor())
		r.Str(e.Value, lang.Value, e.Key)
		return e, true
	case r.Sign(0) == "[" && m > 0 && r.Sign(m+1) == "=":
		closer := r.Cursor() + m
		r.Skip(1)
		key := r.Element(m - 1)
		r.Skip(closer + 2 - r.Cursor())
		return pair(r, key, r.Element(end-r.Cursor())), true
	case r.Sign(0) == "{" && m > 0:
		if l := r.List(); len(l.Entries) == 2 {
			return curly.Member(l.Entries[0].Value, l.Entries[1].Value), true
		} else {
			return value.Entry{Value: l}, false
		}
	}
	e.Value = r.Element(end - r.Cursor())
	if bare && e.Value.Kind == value.Hole {
		if p, ok := e.Value.Tag.Expr.(expr.Path); ok {
			e.Key, e.KeySpan = p.Steps[len(p.Steps)-1].Name, e.Value.Span
			return e, true
		}
	}
	r.Str(e.Value, lang.Value, "")
	return e, false
}

func pair(r *read.Reader, key, v *value.Node) value.Entry {
	r.Str(key, lang.Key, "")
	e := curly.Member(key, v)
	r.Str(v, lang.Value, e.Key)
	return e
}
