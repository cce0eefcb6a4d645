package kotlin

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// bound is how many tokens or brackets are passed at most to see what a
// declaration is.
const bound = 128

var modifiers = curly.Words("public private protected internal open abstract final override lateinit const data sealed enum inner companion inline value annotation suspend operator infix tailrec external vararg noinline crossinline reified expect actual")

// statement reads imports, annotations and declarations.
func statement(r *read.Reader) bool {
	if r.Sign(0) == "@" {
		return curly.Annotation(r)
	}
	n := 0
	for modifiers[r.Word(n)] && n < bound {
		n++
	}
	switch r.Word(n) {
	case "package":
		r.Unit.Package = strings.Join(dotted(r, n+1), ".")
	case "import":
		imports(r)
	case "val", "var":
		variable(r, n)
	case "fun":
		if r.Word(n+1) == "interface" {
			return class(r, n+1)
		}
		return function(r, n)
	case "class", "interface", "object":
		return class(r, n)
	case "constructor":
		if r.Sign(n+1) != "(" || r.Match(n+1) == 0 {
			return false
		}
		r.Skip(n + 1)
		parameters(r)
		head(r)
	case "get", "set":
		if r.Sign(n+1) != "(" || r.Match(n+1) == 0 || !r.Fresh(0) || r.Sign(r.Match(n+1)+1) == "." {
			return false
		}
		r.Skip(r.Match(n+1) + 1) // how a property is read: what follows is its body
		if r.Sign(0) == "=" {
			r.Skip(1)
		}
	default:
		return false
	}
	return true
}

// imports reads import a.b.C, import a.b.C as D and import a.b.*.
func imports(r *read.Reader) {
	at := r.Cursor()
	names := dotted(r, 1)
	if len(names) == 0 {
		return
	}
	im := lang.Import{Glob: r.Sign(-1) == "*"}
	if n := len(names) - 1; n > 0 && !im.Glob {
		x := lang.Name{Name: names[n], Span: r.SpanOf(-1, 0)}
		if r.Word(0) == "as" && r.Word(1) != "" {
			x.Alias = r.Word(1)
			r.Skip(2)
		}
		im.Names, names = []lang.Name{x}, names[:n]
	}
	im.Path = strings.Join(names, ".")
	first := at + 1 - r.Cursor()
	im.PathSpan = r.SpanOf(first, first+2*len(names)-1)
	im.Span = curly.SpanFrom(r, at)
	r.Unit.Imports = append(r.Unit.Imports, im)
}

// dotted passes over n tokens and the dotted name behind them on its line.
func dotted(r *read.Reader, n int) []string {
	var names []string
	for r.Skip(n); r.Word(0) != "" && (len(names) > 0 || !r.Fresh(0)); r.Skip(1) {
		names = append(names, r.Word(0))
		if r.Skip(1); r.Sign(0) != "." {
			break
		}
		if r.Sign(1) == "*" {
			r.Skip(2)
			break
		}
	}
	return names
}

// variable reads val name: T = v; its word is token n.
func variable(r *read.Reader, n int) {
	if n++; r.Sign(n) == "<" {
		n = curly.Generics(r, n)
	}
	if r.Sign(n) == "(" && r.Match(n) > 0 { // val (a, b) = pair
		r.Skip(r.Match(n) + 1)
		if r.Sign(0) == "=" {
			r.Skip(1)
			r.Str(r.Expr(), lang.Value, "")
		}
		return
	}
	for r.Word(n) != "" && r.Sign(n+1) == "." { // of a type from elsewhere
		n += 2
	}
	name, span := r.Word(n), r.SpanOf(n, n+1)
	if name == "" {
		r.Skip(max(n, 1))
		return
	}
	if n++; r.Sign(n) == ":" {
		n = typeEnd(r, n+1)
	}
	r.Skip(n)
	if r.Sign(0) == "=" || r.Word(0) == "by" {
		r.Skip(1)
		r.Assign(name, span, r.Expr())
	}
}

// typeEnd returns where the type at token n ends, n where there is none.
func typeEnd(r *read.Reader, n int) int {
	for range bound {
		switch {
		case r.Sign(n) == "(" && r.Match(n) > 0:
			n = r.Match(n) + 1
		case r.Word(n) == "suspend":
			n++
			continue
		case r.Word(n) != "" && !grammar.Keywords[r.Word(n)]:
			if n++; r.Sign(n) == "<" {
				n = curly.Generics(r, n)
			}
		default:
			return n
		}
		for r.Sign(n) == "?" {
			n++
		}
		if s := r.Sign(n); s != "." && s != "->" && s != "&" {
			return n
		}
		n++
	}
	return n
}

// function reads the head of fun <T> A.name(…): R, whose word is token n.
func function(r *read.Reader, n int) bool {
	start := n
	if n++; r.Sign(n) == "<" {
		n = curly.Generics(r, n)
	}
	name := ""
	for range bound {
		if name = r.Word(n); name == "" {
			break
		}
		if n++; r.Sign(n) == "<" {
			n = curly.Generics(r, n)
		}
		if r.Sign(n) == "?" {
			n++
		}
		if r.Sign(n) != "." && r.Sign(n) != "?." {
			break
		}
		n++
	}
	if r.Sign(n) != "(" || r.Match(n) == 0 {
		r.Skip(start + 1) // a function without a name
		return true
	}
	span := r.SpanOf(0, 1)
	r.Skip(n)
	parameters(r)
	if r.Sign(0) == ":" {
		r.Skip(typeEnd(r, 1))
	}
	switch {
	case r.Sign(0) == "{" && r.Match(0) > 0:
		r.Func(name, span, r.Match(0))
		r.Skip(1)
	case r.Sign(0) == "=":
		r.Skip(1)
		at := r.Cursor()
		r.Assign("return", r.SpanOf(-1, 0), r.Expr())
		r.FuncTo(name, span, max(curly.SpanFrom(r, at).End, span.End))
	}
	return true
}

// class reads the head of a class, an interface or an object, whose word is
// token n.
func class(r *read.Reader, n int) bool {
	for n++; r.Word(n) != "" && !r.Fresh(n); n++ { // its name, private constructor
	}
	if r.Sign(n) == "<" {
		n = curly.Generics(r, n)
	}
	for modifiers[r.Word(n)] || r.Word(n) == "constructor" {
		n++
	}
	r.Skip(n)
	if r.Sign(0) == "(" && r.Match(0) > 0 {
		parameters(r)
	}
	head(r)
	return true
}

// head reads what a class is made from, up to its brace: that is none of a call.
func head(r *read.Reader) {
	if r.Sign(0) != ":" {
		return
	}
	for n, steps := 1, 0; n < r.Left() && steps < bound; n, steps = n+1, steps+1 {
		if r.Fresh(n) && r.Sign(n-1) != "," && r.Sign(n-1) != ":" && r.Sign(n) != "{" && r.Sign(n) != "," {
			return
		}
		if r.Sign(n) == "{" {
			r.Skip(1)
			r.Statements(n - 1)
			return
		}
		if m := r.Match(n); m > 0 {
			n = m
		}
	}
}

// parameters reads what stands between the brackets under the cursor. Those of
// a class that are its properties have the value they are given by default.
func parameters(r *read.Reader) {
	end := r.Cursor() + r.Match(0)
	for r.Skip(1); r.Cursor() < end; {
		at := r.Cursor()
		if r.Sign(0) == "@" && curly.Annotation(r) {
			continue
		}
		property := false
		for modifiers[r.Word(0)] && r.Word(1) != "" || r.Word(0) == "val" || r.Word(0) == "var" {
			property = property || !modifiers[r.Word(0)]
			r.Skip(1)
		}
		name, span := r.Word(0), r.SpanOf(0, 1)
		if name != "" && r.Sign(1) == ":" {
			r.Skip(min(typeEnd(r, 2), end-r.Cursor()))
			if r.Sign(0) == "=" {
				r.Skip(1)
				given(r, end, name, span, property)
			}
		}
		for r.Cursor() < end && r.Sign(0) == "," {
			r.Skip(1)
		}
		if r.Cursor() == at {
			r.Skip(1)
		}
	}
	r.Skip(end + 1 - r.Cursor())
}

func given(r *read.Reader, end int, name string, span source.Span, property bool) {
	v := r.Element(end - r.Cursor())
	if property {
		r.Assign(name, span, v)
	} else {
		r.Str(v, lang.Value, name)
	}
}
