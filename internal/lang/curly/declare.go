package curly

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// bound is how many tokens or brackets are passed at most to see what a
// statement is.
const bound = 128

// A Style is how Java and C# declare things: a type stands before a name.
// Classes are no functions here: their fields are constants of the program.
type Style struct {
	Modifiers map[string]bool // public, static, …
	Classes   map[string]bool // class, record, …
	NoType    map[string]bool // words that are never a type's name
	// Property reads what stands behind the name of a property, which is token n;
	// it returns false where there is none. Nil for a language without.
	Property func(r *read.Reader, n int) bool
}

// Statement reads the head of a declaration under the cursor; it returns false
// where the reader is to go on, for a variable from its name.
func (s *Style) Statement(r *read.Reader) bool {
	n := 0
	for s.Modifiers[r.Word(n)] && (r.Word(n+1) != "" || r.Sign(n+1) == "<") && n < bound {
		if r.Word(n) == "new" && n == 0 && !s.Modifiers[r.Word(1)] {
			break // an object, not a member that hides another
		}
		n++
	}
	if r.Sign(n) == "<" {
		n = Generics(r, n) // of a method
	}
	if s.Classes[r.Word(n)] && r.Word(n+1) != "" {
		if s.Classes[r.Word(n+1)] {
			n++ // record struct
		}
		return classHead(r, n)
	}
	if s.named(r, n) && s.method(r, n) {
		return true // a constructor
	}
	e := s.Type(r, n)
	if e == n || !s.named(r, e) {
		if n > 0 {
			r.Skip(n)
		}
		return n > 0
	}
	if s.method(r, e) || s.Property != nil && s.Property(r, e) {
		return true
	}
	switch {
	case r.Sign(e+1) == "=":
		r.Skip(e)
		return false
	case r.Word(e+1) == "in":
		r.Skip(e + 2)
		return true
	case r.Sign(e+1) == ";", r.Sign(e+1) == ":", r.Sign(e+1) == ",", e+1 >= r.Left():
		r.Skip(e + 1)
		return true
	}
	return false
}

func (s *Style) named(r *read.Reader, n int) bool { return r.Word(n) != "" && !s.NoType[r.Word(n)] }

// method reads the head of a method whose name is token n.
func (s *Style) method(r *read.Reader, n int) bool {
	name := r.Word(n)
	open := n + 1
	if r.Sign(open) == "<" {
		open = Generics(r, open)
	}
	closer := r.Match(open)
	if r.Sign(open) != "(" || closer == 0 {
		return false
	}
	switch next := closer + 1; {
	case r.Sign(next) == "{", r.Sign(next) == "=>", r.Sign(next) == ":" && n > 0, r.Word(next) == "throws", r.Word(next) == "where":
	case r.Sign(next) == ";" && n > 0 && r.Sign(-1) != "=" && r.Sign(n-1) != ".":
	default:
		return false
	}
	if end := body(r, closer+1); end > 0 {
		r.Func(name, r.SpanOf(0, 1), end)
	}
	r.Skip(open)
	Params(r)
	return true
}

// body returns the last token of the body that follows a head, 0 for none.
func body(r *read.Reader, n int) int {
	arrow := false
	for range 4 * bound {
		switch m := r.Match(n); {
		case n >= r.Left():
			return 0
		case r.Sign(n) == "{" && m > 0 && !arrow:
			return m
		case r.Sign(n) == ";":
			if arrow {
				return n
			}
			return 0
		case m > 0:
			n = m
		case r.Sign(n) == "=>":
			arrow = true
		}
		n++
	}
	return 0
}

// Params reads the default values and annotations of parameters between the
// brackets under the cursor; their names are no variables with one value.
func Params(r *read.Reader) {
	n := len(r.Unit.Assigns)
	m := r.Match(0)
	r.Skip(1)
	if m > 1 {
		r.Statements(m - 1)
	}
	r.Skip(1)
	r.Unit.Assigns = r.Unit.Assigns[:n]
}

// classHead passes over the head of a class, whose word is token n.
func classHead(r *read.Reader, n int) bool {
	if n += 2; r.Sign(n) == "<" {
		n = Generics(r, n)
	}
	r.Skip(n)
	if r.Sign(0) == "(" && r.Match(0) > 0 {
		Params(r)
	}
	return true
}

// Type returns where the type at token n ends, n where there is none.
func (s *Style) Type(r *read.Reader, n int) int {
	at := n
	if !s.named(r, n) {
		return at
	}
	for range bound {
		if !s.named(r, n) {
			return at
		}
		if n++; r.Sign(n) == "<" {
			e := Generics(r, n)
			if e == n {
				return at
			}
			n = e
		}
		if r.Sign(n) != "." {
			break
		}
		n++
	}
	for r.Sign(n) == "?" || r.Sign(n) == "..." || r.Sign(n) == "[" && (r.Match(n) == n+1 || r.Sign(n+1) == "," && r.Match(n) == n+2) {
		if r.Sign(n) == "[" {
			n = r.Match(n)
		}
		n++
	}
	return n
}

// Generics returns where the arguments of types at token n end, n where they
// are none.
func Generics(r *read.Reader, n int) int {
	depth := 0
	for i := n; i < n+bound; i++ {
		switch s := r.Sign(i); s {
		case "<":
			depth++
		case ">":
			depth--
		case ">>":
			depth -= 2
		case ">>>":
			depth -= 3
		case ",", ".", "?", "&", "[", "]", "@", "*", ":", "(", ")", "->":
		default:
			if r.Word(i) == "" {
				return n
			}
		}
		if depth == 0 {
			return i + 1
		}
		if depth < 0 {
			return n
		}
	}
	return n
}

// Annotation reads @name(…) at the cursor. One without arguments says nothing
// that anybody asks for.
func Annotation(r *read.Reader) bool {
	n := 1
	if r.Word(n) == "" || r.Word(n) == "interface" {
		return false
	}
	if r.Sign(n+1) == ":" && r.Word(n+2) != "" { // Kotlin's @file:Name
		n += 2
	}
	Attribute(r, n)
	return true
}

// Attribute reads a dotted name and its arguments behind n tokens as a
// decorator.
func Attribute(r *read.Reader, n int) {
	at := r.Cursor()
	r.Skip(n)
	c := &lang.Call{Decorator: true}
	for r.Word(0) != "" {
		c.NameSpan = r.SpanOf(0, 1)
		c.Callee.Steps = append(c.Callee.Steps, lang.Step{Name: r.Word(0), Span: c.NameSpan})
		if r.Skip(1); r.Sign(0) != "." || r.Word(1) == "" {
			break
		}
		r.Skip(1)
	}
	if r.Sign(0) != "(" || r.Match(0) == 0 || len(c.Callee.Steps) == 0 {
		return
	}
	c.Callee.Span = c.Callee.Steps[0].Span.Cover(c.NameSpan)
	r.Args(c)
	r.Made(c, r.Cursor()-at)
}

// SpanFrom returns the raw bytes from the token at which the cursor was.
func SpanFrom(r *read.Reader, at int) source.Span { return r.SpanOf(at-r.Cursor(), 0) }
