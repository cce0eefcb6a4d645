package python

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// statement reads imports, definitions, decorators and what gives names in a
// way of its own.
func statement(r *read.Reader) bool {
	if r.Word(0) == "lambda" {
		r.Expr()
		return true
	}
	if !r.Fresh(0) && r.Sign(-1) != ";" && r.Sign(-1) != ":" && r.Word(-1) != "async" {
		return false
	}
	switch r.Word(0) {
	case "import":
		imports(r)
		return true
	case "from":
		return from(r)
	case "def", "class":
		return definition(r)
	case "with":
		with(r)
		return true
	case "match":
		if n := colon(r, 1); n > 1 && r.Word(n+1) == "case" && r.Fresh(n+1) {
			r.Skip(1)
			return true
		}
	case "case":
		return pattern(r)
	case "":
		if r.Sign(0) == "@" && r.Fresh(0) {
			r.Skip(1)
			if k := r.CallOf(r.Expr()); k != nil {
				k.Decorator = true
			}
			return true
		}
	}
	return false
}

// definition reads the head of a function or class; its block was found before.
func definition(r *read.Reader) bool {
	class, at := r.Word(0) == "class", r.SpanOf(0, 1).Start
	if r.Word(1) == "" {
		return false
	}
	r.Skip(2)
	if n := r.Match(0); n > 0 && r.Sign(0) == "[" { // def f[T](…)
		r.Skip(n + 1)
	}
	if r.Sign(0) != "(" || r.Match(0) == 0 {
		return true
	}
	if class {
		head := &lang.Call{} // bases and keywords
		r.Args(head)
		derived(r.Unit, at, head)
		return true
	}
	r.Params()
	if r.Sign(0) == "->" {
		r.Skip(1)
		r.Str(r.Expr(), lang.Value, "")
	}
	return true
}

// maxBase bounds the names before that of a class which another is derived from.
const maxBase = 6

// derived notes what the class that begins at an offset is derived from.
func derived(u *lang.Unit, at int, head *lang.Call) {
	k, ok := slices.BinarySearchFunc(u.Funcs, at, func(f lang.Func, at int) int { return cmp.Compare(f.Span.Start, at) })
	if !ok {
		return
	}
	for i := range head.Args {
		v := head.Args[i].Value
		if v == nil || v.Kind != value.Hole || u.CallOf(v) != nil {
			continue
		}
		if p, ok := v.Tag.Expr.(expr.Path); ok && len(p.Steps) <= maxBase {
			names := make([]string, len(p.Steps))
			for i, s := range p.Steps {
				names[i] = s.Name
			}
			if !slices.Contains(names, "") {
				u.Funcs[k].Bases = append(u.Funcs[k].Bases, strings.Join(names, "."))
			}
		}
	}
}

// with reads with a as b, c as d: names for results.
func with(r *read.Reader) {
	r.Skip(1)
	items := func() {
		for {
			n := r.Expr()
			if r.Word(0) == "as" {
				r.Skip(1)
				if name := r.Word(0); name != "" && r.Sign(1) != "." {
					r.Assign(name, r.SpanOf(0, 1), n)
					r.Skip(1)
				} else {
					r.Expr()
				}
			} else {
				r.Str(n, lang.Value, "")
			}
			if r.Sign(0) != "," {
				return
			}
			r.Skip(1)
		}
	}
	if n := r.Match(0); n > 0 && r.Sign(0) == "(" && r.Sign(n+1) == ":" {
		r.Skip(1)
		r.Bracketed(items)
		return
	}
	items()
}

// maxHead bounds how far the colon of a statement is looked for, in tokens.
const maxHead = 400

// colon returns how far behind the cursor the colon stands that ends the head of
// a statement; 0 for none.
func colon(r *read.Reader, from int) int {
	for n := from; n < min(maxHead, r.Left()); n++ {
		if m := r.Match(n); m > n {
			n = m
			continue
		}
		switch {
		case r.Fresh(n) || r.Sign(n) == "=" || r.Sign(n) == ";":
			return 0
		case r.Sign(n) == ":":
			return n
		}
	}
	return 0
}

// pattern reads the pattern of a case: no names, no calls, but texts.
func pattern(r *read.Reader) bool {
	end := colon(r, 1)
	if end < 2 || r.Sign(1) == "." {
		return false
	}
	end += r.Cursor()
	for r.Cursor() < end {
		switch kind, text := r.Tok(0); {
		case kind == lang.String:
			r.Str(r.Literal(), lang.Value, "")
		case text == "if" && kind == lang.Ident:
			r.Skip(1)
			r.Str(r.Expr(), lang.Value, "")
			return true
		default:
			r.Skip(1)
		}
	}
	return true
}
