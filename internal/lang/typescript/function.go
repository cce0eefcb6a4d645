package typescript

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// primary reads the values that only this language has: functions, classes,
// markup, import(…), and the types before a value.
func (p *program) primary(r *read.Reader) (*value.Node, bool) {
	switch k, t := r.Tok(0); k {
	case lang.Ident:
		switch {
		case r.Sign(1) == "=>":
			at := r.Cursor()
			name := p.called(r)
			r.Skip(1)
			return p.arrow(r, at, name), true
		case t == "function":
			at := r.Cursor()
			p.function(r)
			return r.Hole(at-r.Cursor(), 0), true
		case t == "class" && r.Sign(1) != ":" && r.Sign(1) != ".":
			at := r.Cursor()
			p.class(r)
			return r.Hole(at-r.Cursor(), 0), true
		case t == "import":
			return p.dynamic(r), true
		}
	case lang.Punct:
		switch {
		case t == "(":
			return p.bracket(r)
		case t == "<":
			return p.angle(r)
		case opensElement(t):
			return p.markup(r), true
		}
	}
	return nil, false
}

// called is the name of the function at the cursor: of what it is assigned to.
func (p *program) called(r *read.Reader) string {
	n := 0
	if r.Word(-1) == "async" {
		n = -1
	}
	if p.nameAt == r.Cursor()+n {
		return p.name
	}
	if s := r.Sign(n - 1); s == "=" || s == ":" {
		return r.Word(n - 2)
	}
	return ""
}

// bracket reads the parameters of an arrow function at (, and leaves anything
// else.
func (p *program) bracket(r *read.Reader) (*value.Node, bool) {
	m := r.Match(0)
	if m == 0 {
		return nil, false
	}
	if r.Sign(m+1) != "=>" {
		if r.Sign(m+1) != ":" || !p.typed {
			return nil, false
		}
		end := typeEnd(r, m+2)
		if end == m+2 || r.Sign(end) != "=>" {
			return nil, false
		}
	}
	at := r.Cursor()
	name := p.called(r)
	p.parameters(r)
	annotation(r)
	return p.arrow(r, at, name), true
}

// angle reads <T>(…) => …, or the type that <T>value gives its value.
func (p *program) angle(r *read.Reader) (*value.Node, bool) {
	end := anglesEnd(r, 0)
	if end == 0 || !p.typed {
		return nil, false
	}
	name, at := p.called(r), r.Cursor()
	types(r, end)
	if r.Sign(0) == "(" {
		m := r.Match(0)
		if r.Sign(m+1) == "=>" || r.Sign(m+1) == ":" {
			p.parameters(r)
			annotation(r)
			if r.Sign(0) == "=>" {
				return p.arrow(r, at, name), true
			}
			return r.Hole(at-r.Cursor(), 0), true
		}
	}
	return r.Unary(), true
}

// arrow reads => and the body of a function that began at token at.
func (p *program) arrow(r *read.Reader, at int, name string) *value.Node {
	if r.Sign(0) == "=>" {
		r.Skip(1)
	}
	p.body(r, name, at)
	return r.Hole(at-r.Cursor(), 0)
}

// body reads a block or a value as the body of a function that began at token
// at. A function without a name is one of its own only where none is around it:
// what it declares is its own then, and it sees all that stands around it
// otherwise. It is named by its place.
func (p *program) body(r *read.Reader, name string, at int) {
	if p.deep() {
		if r.Sign(0) != "{" {
			r.Str(r.Expr(), lang.Value, "")
		}
		return
	}
	start := r.SpanOf(at-r.Cursor(), at-r.Cursor()+1)
	own, called := name != "", name != ""
	if !own && len(p.scopes) == 0 {
		own = true
		name = "function@" + strconv.Itoa(start.Start)
	}
	name = p.enter(name)
	if m := r.Match(0); r.Sign(0) == "{" && m > 0 {
		r.Skip(1)
		r.Statements(m - 1)
		r.Skip(1)
	} else {
		r.Str(p.gives(r, called), lang.Value, "")
	}
	if own {
		r.FuncTo(name, start, endOf(r, start))
	}
	p.leave()
}

// gives reads the value behind => and keeps what is made there: a client, a part of
// a request. What a function without a name gives back is not what the function
// around it does.
func (p *program) gives(r *read.Reader, called bool) *value.Node {
	at := r.SpanOf(0, 1)
	v := r.Expr()
	name := lang.Arrow
	if called {
		name = "return"
	}
	if v != nil && (v.Kind == value.Object || v.Kind == value.Array || v.Kind == value.Choice || called && r.CallOf(v) != nil) {
		r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: name, Value: v, Span: at})
	}
	return v
}

// endOf returns where what began at start ends: behind the token before the
// cursor.
func endOf(r *read.Reader, start source.Span) int {
	n := min(0, r.Left()) // a broken program may have led the cursor past its end
	return max(start.End, r.SpanOf(n-1, n).End)
}

// function reads a function behind its keyword.
func (p *program) function(r *read.Reader) bool {
	at := r.Cursor()
	name := p.called(r)
	r.Skip(1)
	if r.Sign(0) == "*" {
		r.Skip(1)
	}
	if w := r.Word(0); w != "" {
		name = w
		r.Skip(1)
	}
	p.signature(r, name, at)
	return true
}

// signature reads the parameters of a function that began at token at, and its
// body where there is one.
func (p *program) signature(r *read.Reader, name string, at int) {
	if r.Sign(0) == "<" && p.typed {
		types(r, anglesEnd(r, 0))
	}
	if r.Sign(0) == "(" && r.Match(0) > 0 {
		p.parameters(r)
		annotation(r)
	}
	if r.Sign(0) == "{" && r.Match(0) > 0 {
		p.body(r, name, at)
	}
}

// parameters reads the default values in the brackets at the cursor.
func (p *program) parameters(r *read.Reader) {
	end := r.Cursor() + r.Match(0)
	name := ""
	for r.Skip(1); r.Cursor() < end; {
		switch s := r.Sign(0); {
		case s == "@":
			p.decorator(r)
		case (s == "{" || s == "[") && r.Match(0) > 0:
			p.pattern(r)
		case s == ":" && p.typed:
			annotation(r)
			if r.Sign(0) == ":" { // no type that we know
				r.Skip(1)
			}
		case s == "=":
			r.Skip(1)
			r.Str(r.Element(end-r.Cursor()), lang.Assigned, name)
		default:
			if w := r.Word(0); w != "" {
				name = w
			}
			r.Skip(1)
		}
	}
	r.Skip(end + 1 - r.Cursor())
}
