package typescript

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A bind is a name that a pattern takes out of a value: local is what lies at
// path.
type bind struct {
	path  []lang.Step
	local string
	span  source.Span
	rest  bool // what is left over
}

// maxPattern bounds patterns within patterns.
const maxPattern = 20

// declare reads const, let and var.
func (p *program) declare(r *read.Reader) bool {
	if r.Word(0) == "const" && r.Word(1) == "enum" {
		r.Skip(1)
		return enum(r)
	}
	if r.Word(1) == "" && r.Sign(1) != "{" && r.Sign(1) != "[" {
		return false
	}
	r.Skip(1)
	for {
		name, at := r.Word(0), r.SpanOf(0, 1)
		var bound []bind
		switch {
		case name != "":
			r.Skip(1)
		case r.Match(0) > 0:
			bound = p.pattern(r)
		default:
			return true
		}
		if p.typed {
			annotation(r)
		}
		if r.Sign(0) == "=" {
			r.Skip(1)
			p.name, p.nameAt = name, r.Cursor()
			v := r.Expr()
			switch {
			case p.imported(r, v, name, bound):
			case name != "":
				r.Assign(name, at, v)
			default:
				p.destructured(r, v, bound)
			}
		}
		if r.Sign(0) != "," {
			return true
		}
		r.Skip(1)
	}
}

// destructured keeps what a pattern takes out of v: members that are read, and
// assignments of them.
func (p *program) destructured(r *read.Reader, v *value.Node, bound []bind) {
	r.Str(v, lang.Value, "")
	call := r.CallOf(v)
	var root []lang.Step
	if v.Kind == value.Hole && call == nil {
		path, _ := v.Tag.Expr.(expr.Path)
		for _, s := range path.Steps {
			if s.Index != nil {
				return
			}
			root = append(root, lang.Step{Name: s.Name, Span: v.Span})
		}
	}
	if call == nil && len(root) == 0 {
		return
	}
	for _, b := range bound {
		if b.rest {
			continue
		}
		c := lang.Chain{Recv: call, Span: b.span, Steps: append(root[:len(root):len(root)], b.path...)}
		r.Unit.Reads = append(r.Unit.Reads, c)
		h := &value.Node{Kind: value.Hole, Span: b.span, Tag: &expr.Tag{Kind: expr.TagHole, Lang: r.G.ID, Src: b.local, Span: b.span}}
		h.Tag.Expr = expr.Opaque{Lang: r.G.ID, Text: b.local}
		if path, ok := named(c.Steps); ok && call == nil {
			h.Tag.Expr = path
		}
		r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: b.local, Value: h, Span: b.span})
	}
}

// named returns steps as a path where all of them are names.
func named(steps []lang.Step) (expr.Path, bool) {
	var p expr.Path
	for _, s := range steps {
		if s.Name == "" {
			return p, false
		}
		p.Steps = append(p.Steps, expr.Step{Name: s.Name})
	}
	return p, true
}

// pattern reads {a, b: c, d = 1, ...rest} or [a, b] at the cursor with the
// default values in it, and returns the names that it binds.
func (p *program) pattern(r *read.Reader) []bind {
	var out []bind
	p.within(r, nil, 0, &out)
	return out
}

func (p *program) within(r *read.Reader, path []lang.Step, depth int, out *[]bind) {
	end := r.Cursor() + r.Match(0)
	list := r.Sign(0) == "["
	if r.Match(0) == 0 || depth > maxPattern {
		r.Skip(r.Match(0) + 1)
		return
	}
	r.Skip(1)
	for i := 0; r.Cursor() < end; {
		switch {
		case r.Sign(0) == ",":
			i++
			r.Skip(1)
			continue
		case r.Sign(0) == "...":
			r.Skip(1)
			if w := r.Word(0); w != "" {
				*out = append(*out, bind{local: w, span: r.SpanOf(0, 1), rest: true})
			}
			r.Skip(max(r.Match(0), 0) + 1)
			continue
		case r.Sign(0) == "@": // of a parameter
			p.decorator(r)
			continue
		}
		step := lang.Step{Name: r.Word(0), Span: r.SpanOf(0, 1)}
		k, _ := r.Tok(0)
		switch {
		case list:
			text := strconv.Itoa(i)
			step = lang.Step{Index: &value.Node{Kind: value.Number, Str: text, Span: step.Span}, Span: step.Span}
		case k == lang.Ident && r.Sign(1) == ":":
			r.Skip(2)
		case k == lang.String || r.Sign(0) == "[" && r.Match(0) > 0:
			step.Name = key(r)
			if r.Sign(0) == ":" {
				r.Skip(1)
			}
		}
		p.target(r, append(path[:len(path):len(path)], step), end, depth, out)
	}
	r.Skip(end + 1 - r.Cursor())
}

// target reads what a member of a pattern is bound to, with its default.
func (p *program) target(r *read.Reader, path []lang.Step, end, depth int, out *[]bind) {
	at := r.Cursor()
	name := r.Word(0)
	switch {
	case name != "":
		*out = append(*out, bind{path: path, local: name, span: r.SpanOf(0, 1)})
		r.Skip(1)
	case (r.Sign(0) == "{" || r.Sign(0) == "[") && r.Match(0) > 0:
		p.within(r, path, depth+1, out)
	}
	if r.Sign(0) == "=" && r.Cursor() < end {
		r.Skip(1)
		r.Str(r.Element(end-r.Cursor()), lang.Assigned, name)
	}
	if r.Cursor() == at {
		r.Skip(1)
	}
}
