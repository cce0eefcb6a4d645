package typescript

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// statement reads the statements that the language has a form for.
func (p *program) statement(r *read.Reader) bool {
	k, t := r.Tok(0)
	if k == lang.Punct {
		switch {
		case t == "@":
			p.decorator(r)
			return true
		case opensElement(t):
			r.Expr()
			return true
		}
		return false
	}
	if k != lang.Ident || r.Sign(-1) == "." {
		return false
	}
	switch t {
	case "import":
		if !p.imports(r) {
			r.Expr()
		}
		return true
	case "export":
		return p.exports(r)
	case "const", "let", "var", "using":
		return p.declare(r)
	case "function":
		return p.function(r)
	case "async":
		if r.Word(1) == "function" && !r.Fresh(1) {
			r.Skip(1)
			return p.function(r)
		}
	case "class":
		return p.class(r)
	case "abstract":
		if r.Word(1) == "class" {
			r.Skip(1)
			return p.class(r)
		}
	case "enum":
		return enum(r)
	case "interface":
		return p.typed && face(r)
	case "type":
		return p.typed && alias(r)
	case "declare":
		if r.Word(1) != "" && !r.Fresh(1) {
			r.Skip(1)
			return true
		}
	case "namespace", "module":
		if k, _ := r.Tok(1); (k == lang.Ident || k == lang.String) && !r.Fresh(1) {
			r.Skip(2)
			return true
		}
	case "return", "throw", "case":
		at := r.SpanOf(0, 1)
		r.Skip(1)
		if s := r.Sign(0); r.Fresh(0) && t == "return" || s == ";" || s == "}" || r.Left() == 0 {
			return true
		}
		v := r.Expr()
		if t == "return" {
			r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: t, Value: v, Span: at})
		}
		r.Str(v, lang.Value, "")
		return true
	case "for":
		return p.loop(r)
	case "if", "while", "switch", "catch", "with":
		return p.condition(r)
	}
	return false
}

// condition reads the brackets behind a keyword, which are no arguments.
func (p *program) condition(r *read.Reader) bool {
	m := r.Match(1)
	if r.Sign(1) != "(" || m == 0 {
		return false
	}
	catch := r.Word(0) == "catch"
	r.Skip(2)
	end := r.Cursor() + m - 2
	if !catch && m > 2 {
		r.Str(r.Element(m-2), lang.Value, "")
	}
	if left := end - r.Cursor(); left > 0 && !catch {
		r.Statements(left)
	}
	r.Skip(end + 1 - r.Cursor())
	return true
}

// loop reads for (const x of xs): x is an element of xs.
func (p *program) loop(r *read.Reader) bool {
	n := 1
	if r.Word(n) == "await" {
		n++
	}
	m := r.Match(n)
	if r.Sign(n) != "(" || m == 0 {
		return false
	}
	switch r.Word(n + 1) {
	case "const", "let", "var":
	default:
		r.Skip(n + 1)
		return true
	}
	end := r.Cursor() + m
	name, at := r.Word(n+2), r.SpanOf(n+2, n+3)
	behind := n + 3
	if inner := r.Match(n + 2); inner > 0 {
		behind = inner + 1
	}
	if w := r.Word(behind); w != "of" && w != "in" {
		r.Skip(n + 1)
		return true
	}
	of := r.Word(behind) == "of"
	var bound []bind
	r.Skip(n + 2)
	if name == "" {
		bound = p.pattern(r)
	} else {
		r.Skip(1)
	}
	r.Skip(1)
	if end <= r.Cursor() {
		return true
	}
	v := r.Element(end - r.Cursor())
	if of && name != "" {
		r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: name, Value: p.each(r, v), Span: at})
		if c := r.CallOf(v); c != nil && c.Into == "" {
			c.Into = name
		}
	} else if of {
		p.destructured(r, v, bound)
	}
	r.Skip(end + 1 - r.Cursor())
	return true
}

// each is an element of v, nobody knows which.
func (p *program) each(r *read.Reader, v *value.Node) *value.Node {
	src := r.View().File().Slice(v.Span)
	tag := expr.Tag{Kind: expr.TagHole, Expr: expr.Opaque{Lang: r.G.ID, Text: src}, Lang: r.G.ID, Src: src, Span: v.Span}
	if v.Kind == value.Hole {
		if path, ok := v.Tag.Expr.(expr.Path); ok {
			steps := append(path.Steps[:len(path.Steps):len(path.Steps)], expr.Step{Index: expr.Opaque{Lang: r.G.ID}})
			tag.Expr = expr.Path{Steps: steps}
		}
	}
	return &value.Node{Kind: value.Hole, Tag: &tag, Span: v.Span}
}

// decorator reads @name and @name(…).
func (p *program) decorator(r *read.Reader) {
	r.Skip(1)
	if c := r.CallOf(r.Unary()); c != nil {
		c.Decorator = true
	}
}

// enum reads the constants of an enumeration: Model.Fast.
func enum(r *read.Reader) bool {
	name := r.Word(1)
	m := r.Match(2)
	if name == "" || r.Sign(2) != "{" || m == 0 {
		return false
	}
	end := r.Cursor() + m
	for r.Skip(3); r.Cursor() < end; {
		key, at := r.Word(0), r.SpanOf(0, 1)
		if k, _ := r.Tok(0); k == lang.String {
			key = r.Literal().Str
		} else {
			r.Skip(1)
		}
		if key != "" && r.Sign(0) == "=" {
			r.Skip(1)
			r.Assign(name+"."+key, at, r.Element(end-r.Cursor()))
		}
	}
	r.Skip(end + 1 - r.Cursor())
	return true
}

// face passes over an interface.
func face(r *read.Reader) bool {
	if r.Word(1) == "" || r.Fresh(1) {
		return false
	}
	n := 2
	for n < maxType && r.Sign(n) != "{" {
		switch s := r.Sign(n); {
		case s == "<" && anglesEnd(r, n) > n:
			n = anglesEnd(r, n)
		case s == ";" || s == "=" || r.Left() <= n:
			return false
		default:
			n++
		}
	}
	m := r.Match(n)
	if m == 0 {
		return false
	}
	types(r, m+1)
	return true
}

// alias passes over type T = ….
func alias(r *read.Reader) bool {
	if r.Word(1) == "" || r.Fresh(1) {
		return false
	}
	n := 2
	if r.Sign(n) == "<" {
		n = anglesEnd(r, n)
	}
	if r.Sign(n) != "=" {
		return false
	}
	types(r, n+1)
	types(r, typeEnd(r, 0))
	return true
}
