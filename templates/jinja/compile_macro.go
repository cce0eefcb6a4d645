package jinja

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

func (c *compiler) macro(p place, rest string) statement {
	r := c.reader(rest)
	m := &macro{place: p, name: r.name()}
	m.params = r.params()
	c.done(r, p)
	c.macroBody(m, "endmacro")
	return definition{p, m}
}

// macroBody reads the body and looks whether it asks for surplus arguments.
func (c *compiler) macroBody(m *macro, end string) {
	from := c.pos
	m.body = c.body(m.place, end)
	for _, t := range c.toks[from:min(c.pos, len(c.toks))] {
		m.varargs = m.varargs || strings.Contains(t.Text, "varargs")
		m.kwargs = m.kwargs || strings.Contains(t.Text, "kwargs")
	}
}

func (c *compiler) call(p place, rest string) statement {
	r := c.reader(rest)
	m := &macro{place: p, name: "caller", isCaller: true}
	if r.is("(") {
		m.params = r.params()
	}
	x := r.expr()
	call, ok := x.(expr.Call)
	if r.err == nil && !ok {
		r.fail("a call")
	}
	call.Named = append(call.Named, expr.Named{Name: "caller", Value: expr.Var(callerVar)})
	c.done(r, p)
	c.macroBody(m, "endcall")
	return caller{p, call, m}
}

// name parses the name of a variable.
func (r *reader) name() string {
	t := r.peek()
	if t.kind != tName || !isVar(t.text) {
		r.fail("a name")
		return ""
	}
	r.pos++
	return t.text
}

// params parses the parameters of a macro in parentheses.
func (r *reader) params() []param {
	var out []param
	r.expect("(")
	for r.err == nil && !r.is(")") {
		p := param{name: r.name()}
		if r.accept("=") {
			p.value = r.expr()
		}
		out = append(out, p)
		if !r.is(")") {
			r.expect(",")
		}
	}
	r.expect(")")
	return out
}

// target parses what a value is assigned to: names with commas, nested in
// parentheses, or an attribute of a namespace.
func (r *reader) target() target {
	one := func() target {
		if r.accept("(") {
			t := r.target()
			r.expect(")")
			return t
		}
		t := target{name: r.name()}
		if r.accept(".") {
			t.attr = r.name()
		}
		return t
	}
	if !r.enter() {
		return target{}
	}
	defer func() { r.depth-- }()
	first := one()
	if r.err != nil || !r.is(",") {
		return first
	}
	t := target{parts: []target{first}}
	for r.accept(",") {
		if r.is("in") || r.is("=") || r.is(")") {
			break
		}
		t.parts = append(t.parts, one())
	}
	return t
}
