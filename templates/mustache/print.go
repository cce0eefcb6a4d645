package mustache

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A section is what the printer remembers of an open one.
type section struct {
	name     string // "" where it could not be printed
	inverted bool
	item     string // loop variable
	outer    string // ends of the sections that an else-if stands in
	own      bool   // printed as it was read
}

type printer struct {
	d     delimiters
	open  []section
	notes []string
}

func (p *printer) Notes() []string { return p.notes }

func (p *printer) TakesLine(t expr.Tag) bool {
	switch t.Kind {
	case expr.TagHole, expr.TagRole, expr.TagMedia:
		return false
	}
	return true
}

func (p *printer) Nothing() string { return p.tag("!", " ") }

func (p *printer) Literal(s string, _, after bool) (string, error) {
	return literal(s, p.d, after), nil
}

func (p *printer) JSONHole(t expr.Tag) (string, error)  { return Language{}.JSONHole(t) }
func (p *printer) JSONValue(t expr.Tag) (string, error) { return Language{}.JSONValue(t) }

// tag writes a tag in the delimiters that are in force.
func (p *printer) tag(sigil, name string) string { return p.d.open + sigil + name + p.d.close }

func unsupported(construct string) error {
	return &templates.Unsupported{Lang: ID, Construct: construct}
}

func (p *printer) Print(t expr.Tag) (string, error) {
	p.notes = nil
	if t.Lang == ID && t.Src != "" {
		p.trackOwn(t)
		return t.Src, nil
	}
	switch t.Kind {
	case expr.TagIf:
		name, inverted, err := p.condition(t.Expr)
		s := section{name: name, inverted: inverted}
		p.open = append(p.open, s)
		return p.begin(s), err
	case expr.TagFor:
		name, err := p.loop(t)
		s := section{name: name}
		if len(t.Vars) > 0 {
			s.item = t.Vars[0]
		}
		p.open = append(p.open, s)
		return p.begin(s), err
	case expr.TagElse, expr.TagElseIf:
		return p.arm(t)
	case expr.TagEnd:
		if len(p.open) == 0 {
			return "", unsupported("an end tag without its block")
		}
		s := p.open[len(p.open)-1]
		p.open = p.open[:len(p.open)-1]
		return p.end(s) + s.outer, nil
	case expr.TagComment:
		return p.tag("! ", strings.ReplaceAll(templates.CommentText(t), p.d.close, " ")+" "), nil
	case expr.TagInclude:
		if l, ok := t.Expr.(expr.Lit); ok && l.Kind == expr.Str {
			return p.tag("> ", l.Text), nil
		}
		return "", unsupported("an include whose name is an expression")
	case expr.TagHole:
		return p.hole(t.Expr, t.Raw)
	}
	return "", unsupported(t.Src)
}

func (p *printer) begin(s section) string {
	switch {
	case s.name == "":
		return ""
	case s.inverted:
		return p.tag("^", s.name)
	}
	return p.tag("#", s.name)
}

func (p *printer) end(s section) string {
	if s.name == "" {
		return ""
	}
	return p.tag("/", s.name)
}

// arm closes the section and opens its opposite, with another section in it
// for an else-if.
func (p *printer) arm(t expr.Tag) (string, error) {
	if len(p.open) == 0 || p.open[len(p.open)-1].name == "" {
		return "", nil
	}
	s := &p.open[len(p.open)-1]
	out := p.end(*s)
	s.inverted, s.item = !s.inverted, ""
	out += p.begin(*s)
	if t.Kind == expr.TagElse {
		return out, nil
	}
	name, inverted, err := p.condition(t.Expr)
	if err != nil {
		return out, err
	}
	next := section{name: name, inverted: inverted, outer: p.end(*s) + s.outer}
	*s = next
	return out + p.begin(next), nil
}

// trackOwn follows sections and delimiters that are printed as they were read.
func (p *printer) trackOwn(t expr.Tag) {
	name, n := Language{}.Nesting(t)
	switch {
	case n > 0:
		s := section{name: name, own: true}
		if len(t.Vars) > 0 {
			s.item = t.Vars[0]
		}
		p.open = append(p.open, s)
	case n < 0 && len(p.open) > 0:
		p.open = p.open[:len(p.open)-1]
	}
	if c, ok := t.Expr.(expr.Call); ok && c.Name == "=" && len(c.Args) == 2 {
		p.d = delimiters{c.Args[0].(expr.Lit).Text, c.Args[1].(expr.Lit).Text}
	}
}

func (p *printer) loop(t expr.Tag) (string, error) {
	if len(t.Vars) != 1 {
		return "", unsupported("a loop with two variables")
	}
	return p.path(t.Expr)
}

// condition returns the name of the section and whether it is inverted.
func (p *printer) condition(e expr.Expr) (name string, inverted bool, err error) {
	for {
		l, ok := e.(expr.Logic)
		if !ok || l.Op != "not" || len(l.Args) != 1 {
			break
		}
		inverted, e = !inverted, l.Args[0]
	}
	if c, ok := e.(expr.Compare); ok && strings.HasPrefix(c.Op, "is") {
		test, _ := c.R.(expr.Call)
		if test.Name == "defined" || test.Name == "none" {
			inverted = inverted != (c.Op == "is not") != (test.Name == "none")
			p.notes = append(p.notes, "mustache cannot test whether a value is "+test.Name+"; it tests whether the value is true")
			e = c.L
		}
	}
	if name, err = p.path(e); err == nil && !inverted {
		p.notes = append(p.notes, "the mustache section "+name+" repeats when the value is a list, and looks names up in the value first")
	}
	return name, inverted, err
}

func (p *printer) hole(e expr.Expr, raw bool) (string, error) {
	if l, ok := e.(expr.Lit); ok && l.Kind == expr.Str {
		return literal(l.Text, p.d, true), nil
	}
	name, err := p.path(e)
	if err != nil {
		return "", err
	}
	switch {
	case !raw:
		return p.tag("", name), nil
	case p.d == standard:
		return "{{{" + name + "}}}", nil
	}
	return p.tag("&", name), nil
}

// path prints a path for the context it stands in. The item of the innermost
// loop is the context; other names are found in the contexts further out.
func (p *printer) path(e expr.Expr) (string, error) {
	v, ok := e.(expr.Path)
	if !ok {
		return "", unsupported(construct(e))
	}
	for _, s := range v.Steps {
		if s.Index != nil {
			return "", unsupported("an index")
		}
		if s.Name == "" || strings.ContainsAny(s.Name, "{}=#^/&!><$ \t\r\n") || s.Name != templates.Here && strings.Contains(s.Name, ".") {
			return "", unsupported("the name " + s.Name)
		}
	}
	if len(v.Steps) == 0 {
		return "", unsupported("a path without name")
	}
	root, loops := v.Steps[0].Name, 0
	for i := len(p.open) - 1; i >= 0; i-- {
		item := p.open[i].item
		switch {
		case item == "":
			continue
		case item != root:
			loops++
			continue
		case len(v.Steps) == 1 && loops == 0:
			return templates.Here, nil
		case len(v.Steps) == 1:
			return "", unsupported("the item of an outer loop, " + root)
		case loops > 0:
			p.notes = append(p.notes, dotted(v)+" is looked up in the inner loop first")
		}
		return dotted(expr.Path{Steps: v.Steps[1:]}), nil
	}
	if root == "loop" && len(v.Steps) == 2 && loops > 0 {
		return "", unsupported("loop." + v.Steps[1].Name)
	}
	return dotted(v), nil
}

// construct names an expression for messages.
func construct(e expr.Expr) string {
	switch e := e.(type) {
	case expr.Call:
		if e.Filter {
			return "the filter " + e.Name
		}
		return "the call " + e.Name
	case expr.Compare:
		return "the operator " + e.Op
	case expr.Logic:
		return "the operator " + e.Op
	case expr.Cond:
		return "a condition inside an expression"
	case expr.Lit, expr.List:
		return "a literal"
	case expr.Opaque:
		return "the expression " + e.Text
	}
	return "a tag without expression"
}
