package gotemplate

import (
	"errors"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"

	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Tags implements templates.Language. Names are resolved against the dot they
// stand in: inside {{range .Items}}, {{.Name}} is item.Name and {{$.User}} is
// User. A loop variable without a name gets one that occurs nowhere in src.
func (l Language) Tags(src string) ([]expr.Tag, []templates.Problem) {
	r := &reader{src: src, dots: []dot{{known: true}}, vars: map[string][]expr.Expr{}}
	toks := l.Lex(src)
	tags := lex.Room(toks)
	var problems []templates.Problem
	for _, tok := range toks {
		if tok.Kind != templates.TokTag {
			continue
		}
		t := expr.Tag{Lang: ID, Src: tok.Text, Start: tok.Start, End: tok.End(), Raw: true}
		if err := r.read(&t); err != nil {
			problems = append(problems, templates.Problem{
				Start: t.Start, End: t.End, Construct: templates.Clip(t.Src), Message: templates.Clip(t.Src) + ": " + err.Error(),
			})
		}
		tags = append(tags, t)
	}
	return tags, problems
}

// read fills in what the tag t.Src means.
func (r *reader) read(t *expr.Tag) error {
	s := inner(t.Src)
	if strings.HasPrefix(s, "/*") {
		t.Kind = expr.TagComment
		return nil
	}
	c := &cursor{r: r, src: s, toks: scan(s)}
	if c.peek().kind == tEnd {
		t.Kind, t.Expr = expr.TagOther, nil
		return errors.New("the action is empty; expected a value")
	}
	c.action(t)
	if c.end(); c.err != nil && t.Kind != expr.TagEnd && t.Kind != expr.TagElse {
		t.Expr = opaque(s)
	}
	return c.err
}

func opaque(s string) expr.Expr { return expr.Opaque{Lang: ID, Text: s} }

// keyword returns the keyword that an action begins with, or "".
func keyword(toks []token) string {
	if toks[0].kind == tName {
		switch w := toks[0].text; w {
		case "if", "else", "range", "with", "end", "define", "block", "template", "break", "continue":
			return w
		}
	}
	return ""
}

func (c *cursor) action(t *expr.Tag) {
	word := keyword(c.toks)
	if word != "" {
		c.pos++
	}
	switch word {
	case "":
		c.value(t)
	case "if":
		t.Kind = expr.TagIf
		c.r.push("if", true)
		c.condition(t)
	case "with":
		t.Kind = expr.TagIf
		c.r.push("with", true)
		c.with(t)
	case "range":
		c.r.push("range", true)
		c.loop(t)
	case "else":
		c.otherwise(t)
	case "end":
		t.Kind = expr.TagEnd
		if !c.r.pop() {
			t.Kind = expr.TagOther
		}
	case "define", "block":
		c.definition(t, word)
	case "template":
		c.include(t)
	default: // break, continue
		t.Kind, t.Expr = expr.TagOther, expr.Call{Name: word}
	}
}

// value reads a hole or an assignment.
func (c *cursor) value(t *expr.Tag) {
	d := c.declared(false)
	e := c.pipeline()
	if len(d.names) == 0 {
		t.Kind, t.Expr = expr.TagHole, e
		return
	}
	t.Kind, t.Expr = expr.TagOther, expr.Call{Name: "set", Args: []expr.Expr{e}}
	for _, name := range d.names {
		if !d.assign {
			c.r.bind(name, expr.Var(c.r.local(name)))
		}
		if p, ok := c.r.variable(name).(expr.Path); ok && len(p.Steps) == 1 {
			t.Vars = append(t.Vars, p.Steps[0].Name)
		}
	}
}

// condition reads the pipeline of if. A variable that it declares stands for
// the value itself; where that has no name there is no neutral form.
func (c *cursor) condition(t *expr.Tag) {
	d := c.declared(false)
	t.Expr = c.pipeline()
	_, named := plain(t.Expr)
	for _, name := range d.names {
		if d.assign || !named {
			c.r.unsayable(t)
		}
		if !d.assign {
			e := t.Expr
			if !named {
				e = expr.Var(c.r.local(name))
			}
			c.r.bind(name, e)
		}
	}
}

// plain returns the steps of a path of names. Only such a path may stand for a
// variable: anything larger could be used twice in the next one, and so on.
func plain(e expr.Expr) ([]expr.Step, bool) {
	p, ok := e.(expr.Path)
	if !ok || len(p.Steps) == 0 || len(p.Steps) > maxDepth {
		return nil, false
	}
	for _, s := range p.Steps {
		if s.Index != nil {
			return nil, false
		}
	}
	return p.Steps, true
}

// with reads the pipeline of with, whose value is the dot of the block.
func (c *cursor) with(t *expr.Tag) {
	c.condition(t)
	steps, named := plain(t.Expr)
	if !named {
		c.r.unsayable(t) // the dot is a value without a name
	}
	c.r.scope(dot{base: steps, known: named})
}

func (c *cursor) loop(t *expr.Tag) {
	t.Kind = expr.TagFor
	d := c.declared(true)
	t.Expr = c.pipeline()
	if d.assign {
		d.names = nil // the variables of elsewhere keep the last item
		c.r.unsayable(t)
	}
	item := ""
	if n := len(d.names); n > 0 && d.names[n-1] != "_" {
		item = c.r.local(d.names[n-1])
		c.r.bind(d.names[n-1], expr.Var(item))
	} else {
		item = c.r.itemName(t.Expr)
		c.r.blocks[len(c.r.blocks)-1].item = item
	}
	t.Vars = []string{item}
	if len(d.names) == 2 && d.names[0] != "_" {
		// The first variable is the index of a list or the key of a map; only
		// its name can tell.
		first := d.names[0]
		if isIndex(first) {
			c.r.bind(first, expr.Path{Steps: []expr.Step{{Name: "loop"}, {Name: "index0"}}})
		} else {
			key := c.r.local(first)
			c.r.bind(first, expr.Var(key))
			t.Vars = []string{key, item}
		}
	}
	c.r.scope(dot{base: []expr.Step{{Name: item}}, known: true})
}

// isIndex reports whether a variable is called like an index.
func isIndex(name string) bool {
	switch name {
	case "i", "j", "n", "idx", "index":
		return true
	}
	return strings.HasSuffix(name, "Index") || strings.HasSuffix(name, "Idx")
}

// otherwise reads else, else if and else with.
func (c *cursor) otherwise(t *expr.Tag) {
	t.Kind = expr.TagElse
	b := c.r.arm()
	if b != nil && !b.neutral {
		t.Kind = expr.TagOther
	}
	next := c.peek()
	if next.kind != tName || next.text != "if" && next.text != "with" {
		return
	}
	c.pos++
	if t.Kind == expr.TagElse {
		t.Kind = expr.TagElseIf
	}
	if b == nil {
		t.Expr = c.pipeline()
	} else if c.condition(t); next.text == "with" {
		steps, named := plain(t.Expr)
		c.r.scope(dot{base: steps, known: named})
	}
}

func (c *cursor) definition(t *expr.Tag, word string) {
	t.Kind = expr.TagOther
	c.r.push(word, false)
	name := c.take()
	if name.kind != tStr {
		c.pos = 1
		c.fail("the name of the template in quotes")
	}
	args := []expr.Expr{expr.Lit{Kind: expr.Str, Text: name.text}}
	if word == "block" {
		args = append(args, c.pipeline())
	}
	t.Expr = expr.Call{Name: word, Args: args}
	c.r.scope(dot{}) // whatever the template is called with
}

func (c *cursor) include(t *expr.Tag) {
	t.Kind = expr.TagInclude
	name := c.take()
	if name.kind != tStr {
		c.pos = 1
		c.fail("the name of a template in quotes")
		return
	}
	t.Expr = expr.Lit{Kind: expr.Str, Text: name.text}
	if c.peek().kind == tEnd {
		return
	}
	whole := c.peek().kind == tDot && len(c.r.top().base) == 0 && c.r.top().known || c.peek().kind == tVar && c.peek().text == ""
	if c.pipeline(); !whole || c.peek().kind != tEnd {
		t.Expr = opaque(c.src[name.at:]) // a template with a context of its own
	}
}

// Nesting implements templates.Language.
func (Language) Nesting(t expr.Tag) (string, int) {
	if len(t.Src) < 4 {
		return "", 0
	}
	s := inner(t.Src)
	word := s[:word(s)]
	switch word {
	case "if", "range", "with", "define", "block":
		return word, 1
	case "end":
		return "", -1
	}
	return "", 0
}
