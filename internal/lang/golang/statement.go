package golang

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// statement reads declarations and the heads of blocks.
func statement(r *read.Reader) bool {
	switch r.Word(0) {
	case "package":
		r.Skip(2)
	case "import":
		imports(r)
	case "func":
		if !function(r) {
			r.Str(r.Expr(), lang.Bare, "")
		}
	case "type":
		types(r)
	case "const", "var":
		values(r)
	case "if", "for", "switch":
		return head(r)
	default:
		return false
	}
	return true
}

// function passes over the head of a function or a method; its body is read as
// what stands around it is. A function without a name is a value.
func function(r *read.Reader) bool {
	n := 1
	if r.Sign(n) == "(" && r.Match(n) > 0 {
		n = r.Match(n) + 1
	}
	name := r.Word(n)
	if name == "" {
		return false
	}
	n++
	if r.Sign(n) == "[" && r.Match(n) > 0 {
		n = r.Match(n) + 1
	}
	if r.Sign(n) != "(" || r.Match(n) == 0 {
		return false
	}
	n = signature(r, n)
	if r.Sign(n) == "{" && r.Match(n) > 0 {
		r.Func(name, r.SpanOf(0, 1), r.Match(n))
		n++
	}
	r.Skip(n)
	return true
}

// types passes over declarations of types, in which nothing is called, and keeps
// the structs that have tags.
func types(r *read.Reader) {
	if end := r.Match(1); r.Sign(1) == "(" && end > 0 {
		for n := 2; n < end; n++ {
			if m := r.Match(n); m > 0 {
				n = m
			} else if r.Fresh(n) {
				declared(r, n, n+1)
			}
		}
		r.Skip(end + 1)
		return
	}
	declared(r, 1, 2)
	n := 2
	if r.Sign(n) == "[" && r.Match(n) > n+1 && typeEnd(r, r.Match(n)+1) > r.Match(n)+1 && r.Word(n+2) != "" {
		n = r.Match(n) + 1 // parameters of the type
	}
	if r.Sign(n) == "=" {
		n++
	}
	r.Skip(max(typeEnd(r, n), 1))
}

// values reads constants and variables, one or a group in brackets.
func values(r *read.Reader) {
	if r.Sign(1) != "(" || r.Match(1) == 0 {
		r.Skip(1)
		value1(r)
		return
	}
	end := r.Cursor() + r.Match(1)
	for r.Skip(2); r.Cursor() < end; {
		at := r.Cursor()
		if r.Word(0) != "" {
			value1(r)
		}
		if r.Cursor() == at {
			r.Skip(1)
		}
	}
}

// value1 reads a, b T = x, y.
func value1(r *read.Reader) {
	var names []string
	var spans []source.Span
	for r.Word(0) != "" {
		names = append(names, r.Word(0))
		spans = append(spans, r.SpanOf(0, 1))
		if r.Skip(1); r.Sign(0) != "," {
			break
		}
		r.Skip(1)
	}
	if r.Sign(0) != "=" && !r.Fresh(0) {
		r.Skip(typeEnd(r, 0))
	}
	if r.Sign(0) != "=" || r.Fresh(0) {
		return
	}
	r.Skip(1)
	for i := 0; r.Left() > 0; i++ {
		if v := r.Expr(); i < len(names) {
			r.Assign(names[i], spans[i], v)
		} else {
			r.Str(v, lang.Value, "")
		}
		if r.Sign(0) != "," {
			return
		}
		r.Skip(1)
	}
}

// maxHead bounds how many tokens and brackets are passed to find a block.
const maxHead = 512

// head reads what stands between if, for or switch and its block, so that the
// brace of the block is not taken for that of a literal.
func head(r *read.Reader) bool {
	for n, steps := 1, 0; n < r.Left() && steps < maxHead; n, steps = n+1, steps+1 {
		if r.Fresh(n) && r.Sign(n-1) == "" {
			return false // the line is over and there was no block
		}
		switch m := r.Match(n); {
		case r.Word(n) == "func":
			if e := signature(r, n+1); r.Sign(e) == "{" && r.Match(e) > 0 {
				n = r.Match(e)
			}
		case m == 0:
		case r.Sign(n) != "{" || r.Word(n-1) == "struct" || r.Word(n-1) == "interface" || goesOn(r, m+1):
			n = m
		default:
			r.Skip(1)
			r.Statements(n - 1)
			return true
		}
	}
	return false
}

// goesOn reports whether a head goes on with token n behind a brace: a literal
// of an array ended there, not the block.
func goesOn(r *read.Reader, n int) bool {
	if r.Fresh(n) {
		return false
	}
	switch r.Sign(n) {
	case "{", ".", "[", "(", ",":
		return true
	}
	return false
}
