package csharp

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// statement reads imports, attributes and declarations.
func statement(r *read.Reader) bool {
	switch {
	case r.Word(0) == "using", r.Word(0) == "global" && r.Word(1) == "using":
		if using(r) {
			return true
		}
	case r.Word(0) == "namespace" && r.Word(1) != "":
		r.Unit.Package = dotted(r, 1)
		return true
	case r.Sign(0) == "[" && r.Match(0) > 1 && r.Word(1) != "":
		attributes(r)
		return true
	}
	return style.Statement(r)
}

// using reads using a.b, using static a.b.C and using A = a.b.C; what is used
// up at the end of a block (using var x = …) is no import.
func using(r *read.Reader) bool {
	at := r.Cursor()
	n := 1
	if r.Word(0) == "global" {
		n = 2
	}
	if r.Word(n) == "static" || r.Word(n) == "unsafe" {
		n++
	}
	im := lang.Import{Glob: true}
	if r.Sign(n+1) == "=" {
		im.Alias, im.Glob = r.Word(n), false
		n += 2
	}
	e := style.Type(r, n)
	if e == n || r.Sign(e) != ";" {
		return false
	}
	im.PathSpan = r.SpanOf(n, e)
	var parts []string
	for i := n; i < e && r.Sign(i) != "<"; i++ {
		if w := r.Word(i); w != "" && r.Sign(i+1) != "::" {
			parts = append(parts, w)
		}
	}
	im.Path = strings.Join(parts, ".")
	r.Skip(e)
	im.Span = curly.SpanFrom(r, at)
	r.Unit.Imports = append(r.Unit.Imports, im)
	return true
}

// dotted passes over n tokens and the dotted name behind them, which it returns.
func dotted(r *read.Reader, n int) string {
	var names []string
	for r.Skip(n); r.Word(0) != ""; r.Skip(1) {
		names = append(names, r.Word(0))
		if r.Skip(1); r.Sign(0) != "." {
			break
		}
	}
	return strings.Join(names, ".")
}

// attributes reads [A("x"), target: B(Name = "y")] at the cursor.
func attributes(r *read.Reader) {
	end := r.Cursor() + r.Match(0)
	r.Skip(1)
	if r.Sign(1) == ":" {
		r.Skip(2)
	}
	for r.Cursor() < end {
		at := r.Cursor()
		if r.Word(0) != "" {
			calls, assigns := len(r.Unit.Calls), len(r.Unit.Assigns)
			curly.Attribute(r, 0)
			if len(r.Unit.Calls) > calls {
				byName(r.Unit, r.Unit.Calls[len(r.Unit.Calls)-1], assigns)
			}
		}
		if r.Cursor() == at || r.Sign(0) == "," {
			r.Skip(1)
		}
	}
	r.Skip(end + 1 - r.Cursor())
}

// byName makes arguments by name of what an attribute assigns to its
// properties, which the reader took for assignments from number n on.
func byName(u *lang.Unit, c *lang.Call, n int) {
	for _, a := range u.Assigns[n:] {
		i := slices.IndexFunc(c.Args, func(e value.Entry) bool { return e.Value == a.Value })
		if i < 0 {
			continue
		}
		if c.Named == nil {
			c.Named = &value.Node{Kind: value.Object}
		}
		e := value.Entry{Key: a.Name, KeySpan: a.Span, Value: a.Value, Span: a.Span.Cover(a.Value.Span)}
		c.Named.Entries = append(c.Named.Entries, e)
		c.Named.Span = c.Named.Span.Cover(e.Span)
		c.Args = slices.Delete(c.Args, i, i+1)
	}
	u.Assigns = u.Assigns[:n]
}

var accessors = curly.Words("get set init private protected internal readonly")

// property reads what stands behind the name of a property, which is token n:
// { get; set; } = v, or => v.
func property(r *read.Reader, n int) bool {
	name, span := r.Word(n), r.SpanOf(n, n+1)
	switch m := r.Match(n + 1); {
	case r.Sign(n+1) == "=>":
		r.Skip(n + 2)
	case r.Sign(n+1) == "{" && m > 0 && (accessors[r.Word(n+2)] || r.Sign(n+2) == "["):
		if r.Sign(m+1) != "=" {
			r.Skip(n + 2)
			return true
		}
		r.Skip(m + 2)
	default:
		return false
	}
	r.Assign(name, span, r.Expr())
	return true
}
