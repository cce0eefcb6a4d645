package gotemplate

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// maxDepth bounds the nesting of parentheses; deeper actions are opaque.
const maxDepth = 200

// A cursor parses the pipelines of one action. The first error ends it.
type cursor struct {
	r     *reader
	src   string
	toks  []token
	pos   int
	depth int
	err   error
}

func (c *cursor) peek() token { return c.toks[c.pos] }

func (c *cursor) take() token {
	t := c.toks[c.pos]
	if t.kind != tEnd {
		c.pos++
	}
	return t
}

func (c *cursor) is(op string) bool { t := c.peek(); return t.kind == tOp && t.text == op }

func (c *cursor) accept(op string) bool {
	if c.err == nil && c.is(op) {
		c.pos++
		return true
	}
	return false
}

func (c *cursor) fail(want string) {
	if c.err != nil {
		return
	}
	got := "the end of the action"
	if t := c.peek(); t.kind != tEnd {
		got = fmt.Sprintf("%q", templates.Clip(c.src[t.at:]))
	}
	c.err = fmt.Errorf("unexpected %s; expected %s", got, want)
}

// end checks that nothing follows.
func (c *cursor) end() {
	if c.err == nil && c.peek().kind != tEnd {
		c.fail("an argument, | or the end of the action")
	}
}

// A declaration is what stands before := or = in a pipeline.
type declaration struct {
	names  []string
	assign bool // = sets variables that exist
}

// declared parses $x :=, $x = and $i, $x := where they stand. In a range the
// comma form is allowed.
func (c *cursor) declared(isRange bool) declaration {
	var d declaration
	start := c.pos
	for c.peek().kind == tVar && c.peek().text != "" {
		d.names = append(d.names, c.take().text)
		if isRange && len(d.names) == 1 && c.accept(",") {
			continue
		}
		break
	}
	if len(d.names) > 0 && (c.is(":=") || c.is("=")) {
		d.assign = c.take().text == "="
		return d
	}
	c.pos = start
	return declaration{}
}

// pipeline parses commands joined by |. What stands before a bar is the last
// argument of what stands after it.
func (c *cursor) pipeline() expr.Expr {
	if c.depth++; c.depth > maxDepth && c.err == nil {
		c.err = fmt.Errorf("the action nests deeper than %d levels", maxDepth)
	}
	defer func() { c.depth-- }()
	e := c.command(nil)
	for c.accept("|") {
		e = c.command(e)
	}
	return e
}

// command parses an operand, or a function with its arguments. piped is nil or
// the argument that comes through the pipe.
func (c *cursor) command(piped expr.Expr) expr.Expr {
	if c.err != nil {
		return nil
	}
	if t := c.peek(); t.kind == tName && !constant(t.text) {
		c.pos++
		var args []expr.Expr
		for c.err == nil && c.starts() {
			args = append(args, c.operand())
		}
		if piped != nil {
			args = append(args, piped)
		}
		return c.fields(call(t.text, args))
	}
	e := c.operand()
	if piped != nil && c.err == nil {
		c.err = fmt.Errorf("what follows | must be a function")
	}
	if c.err == nil && c.starts() {
		// A field or variable with arguments is the call of a method, which data
		// does not have.
		args := []expr.Expr{e}
		for c.err == nil && c.starts() {
			args = append(args, c.operand())
		}
		if _, ok := e.(expr.Lit); ok && c.err == nil {
			c.err = fmt.Errorf("a literal takes no arguments; expected a function before it")
		}
		return expr.Call{Name: templates.CallApply, Args: args}
	}
	return e
}

// starts reports whether an operand stands next.
func (c *cursor) starts() bool {
	switch c.peek().kind {
	case tName, tVar, tField, tDot, tNum, tStr:
		return true
	}
	return c.is("(")
}

func constant(name string) bool { return name == "true" || name == "false" || name == "nil" }

func (c *cursor) operand() expr.Expr {
	switch t := c.peek(); t.kind {
	case tName:
		c.pos++
		switch t.text {
		case "true":
			return expr.Lit{Kind: expr.True}
		case "false":
			return expr.Lit{Kind: expr.False}
		case "nil":
			return expr.Lit{Kind: expr.None}
		}
		return c.fields(call(t.text, nil))
	case tStr:
		c.pos++
		return c.fields(expr.Lit{Kind: expr.Str, Text: t.text})
	case tNum:
		c.pos++
		return expr.Lit{Kind: expr.Num, Text: t.text}
	case tDot:
		c.pos++
		return c.r.dot()
	case tField:
		c.pos++
		return c.fields(c.r.field(t.text))
	case tVar:
		c.pos++
		if t.text != "" {
			return c.fields(c.r.variable(t.text))
		}
		// $ is the data as a whole, whose members are plain names.
		if f := c.peek(); f.kind == tField && !f.space {
			c.pos++
			return c.fields(expr.Var(f.text))
		}
		return opaque("$")
	}
	if c.accept("(") {
		e := c.pipeline()
		if !c.accept(")") {
			c.fail(")")
		}
		return c.fields(e)
	}
	c.fail("a field, a variable, a function or a literal")
	return nil
}

// fields parses the .Name chain that directly follows an operand.
func (c *cursor) fields(e expr.Expr) expr.Expr {
	var steps []expr.Step
	for c.err == nil {
		t := c.peek()
		if t.kind != tField || t.space {
			break
		}
		c.pos++
		steps = append(steps, expr.Step{Name: t.text})
	}
	return reach(e, steps)
}

// reach goes further into e.
func reach(e expr.Expr, steps []expr.Step) expr.Expr {
	if len(steps) == 0 {
		return e
	}
	if p, ok := e.(expr.Path); ok && len(p.Steps) > 0 {
		return expr.Path{Steps: append(p.Steps[:len(p.Steps):len(p.Steps)], steps...)}
	}
	for _, s := range steps {
		key := s.Index
		if key == nil {
			key = expr.Lit{Kind: expr.Str, Text: s.Name}
		}
		e = expr.Call{Name: templates.CallIndex, Args: []expr.Expr{e, key}}
	}
	return e
}
