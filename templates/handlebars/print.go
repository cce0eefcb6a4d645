package handlebars

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A block is what the printer remembers of an open one.
type block struct {
	end    string            // "" where the block could not be printed
	scoped bool              // has a context of its own
	vars   map[string]string // what its variables are called
}

type printer struct {
	lang   Language
	blocks []block
	scopes int // how many open blocks are scoped
	notes  []string
	truth  bool // the note on truth was given
	html   bool // the note on HTML was given
}

func (p *printer) Notes() []string { return p.notes }

func (p *printer) TakesLine(t expr.Tag) bool {
	switch t.Kind {
	case expr.TagHole, expr.TagRole, expr.TagMedia, expr.TagOther:
		return false
	}
	return true
}

func (p *printer) Nothing() string { return "{{! }}" }

func (p *printer) Literal(s string, before, after bool) (string, error) {
	return literal(s, before, after), nil
}

func (p *printer) Print(t expr.Tag) (string, error) {
	p.notes = nil
	if t.Lang == ID && t.Src != "" {
		p.trackOwn(t)
		return t.Src, nil
	}
	switch t.Kind {
	case expr.TagIf:
		s, end, err := p.condition(t.Expr)
		p.blocks = append(p.blocks, block{end: wrap("{{/", end)})
		return wrap("{{#", s), err
	case expr.TagElseIf:
		if !p.printed() {
			return "", nil
		}
		s, _, err := p.condition(t.Expr)
		return wrap("{{else ", s), err
	case expr.TagElse:
		if !p.printed() {
			return "", nil
		}
		p.leave()
		return "{{else}}", nil
	case expr.TagFor:
		return p.loop(t)
	case expr.TagEnd:
		if len(p.blocks) == 0 {
			return "", unsupported("an end tag without its block")
		}
		p.leave()
		end := p.blocks[len(p.blocks)-1].end
		p.blocks = p.blocks[:len(p.blocks)-1]
		return end, nil
	case expr.TagComment:
		return "{{!-- " + strings.ReplaceAll(templates.CommentText(t), "--", "- -") + " --}}", nil
	case expr.TagInclude:
		if l, ok := t.Expr.(expr.Lit); ok && l.Kind == expr.Str && !strings.ContainsAny(l.Text, "\"{} \n") {
			return "{{> " + l.Text + "}}", nil
		}
		return "", unsupported("an include whose name is an expression")
	case expr.TagRole:
		e, err := p.expr(t.Expr)
		return wrap("{{role ", e), err
	case expr.TagMedia:
		e, err := p.expr(t.Expr)
		return wrap("{{", strings.Trim(e, "()")), err
	case expr.TagOther:
		return "", unsupported(templates.Clip(t.Src))
	}
	if p.lang.NoEscape && !t.Raw && t.Lang != "" && t.Lang != ID && !p.html {
		p.html = true
		p.note(t.Lang + " escapes HTML in " + templates.Clip(t.Src) + "; here the value is written as it is")
	}
	return p.hole(t.Expr, t.Raw)
}

// wrap closes a tag; an empty one stays empty.
func wrap(open, s string) string {
	if s == "" {
		return ""
	}
	return open + s + "}}"
}

func unsupported(construct string) error {
	return &templates.Unsupported{Lang: ID, Construct: construct}
}

// printed reports whether the innermost block was.
func (p *printer) printed() bool {
	return len(p.blocks) == 0 || p.blocks[len(p.blocks)-1].end != ""
}

// leave ends the context of the innermost block, at its end or its else.
func (p *printer) leave() {
	b := &p.blocks[len(p.blocks)-1]
	if b.scoped {
		b.scoped, b.vars = false, nil
		p.scopes--
	}
}

// trackOwn follows blocks that are printed as they were read.
func (p *printer) trackOwn(t expr.Tag) {
	name, n := p.lang.Nesting(t)
	switch {
	case n > 0:
		b := block{end: wrap("{{/", name)}
		s, _ := inside(t.Src)
		if t.Kind == expr.TagFor || t.Kind == expr.TagIf && name == "with" {
			b.scoped = true
			p.scopes++
			b.vars = map[string]string{}
			for _, v := range t.Vars {
				b.vars[v] = "this"
				if strings.Contains(s, "as |") {
					b.vars[v] = v
				}
			}
		}
		p.blocks = append(p.blocks, b)
	case n < 0 && len(p.blocks) > 0:
		p.leave()
		p.blocks = p.blocks[:len(p.blocks)-1]
	case t.Kind == expr.TagElse && len(p.blocks) > 0:
		p.leave()
	}
}

func (p *printer) loop(t expr.Tag) (string, error) {
	b := block{end: "{{/each}}", scoped: true, vars: map[string]string{}}
	over, err := p.expr(t.Expr)
	params := ""
	switch len(t.Vars) {
	case 1:
		params = t.Vars[0]
	case 2:
		params = t.Vars[1] + " " + t.Vars[0] // Handlebars names the value first
	default:
		err = unsupported("a loop that unpacks its items")
	}
	for _, v := range t.Vars {
		b.vars[v] = v
	}
	if err != nil {
		b.end, b.scoped = "", false
	} else {
		p.scopes++
	}
	p.blocks = append(p.blocks, b)
	if err != nil {
		return "", err
	}
	return "{{#each " + over + " as |" + params + "|}}", nil
}

// condition prints what follows # or else, and the name of its end.
func (p *printer) condition(e expr.Expr) (s, end string, err error) {
	helper, args := "if", []expr.Expr{e}
	negated := false
	for {
		l, ok := args[0].(expr.Logic)
		if !ok || l.Op != "not" || len(l.Args) != 1 {
			break
		}
		negated = !negated
		args = l.Args
	}
	helpers := [2]string{"if", "unless"}
	if c, ok := args[0].(expr.Compare); ok {
		switch c.Op {
		case "==", "!=":
			negated = negated != (c.Op == "!=")
			if p.lang.Kernel {
				c.Op = "=="
				args = []expr.Expr{c}
				break
			}
			helpers = [2]string{"ifEquals", "unlessEquals"}
			args = []expr.Expr{c.L, c.R}
		case "is", "is not":
			test, _ := c.R.(expr.Call)
			if len(test.Args) > 0 || test.Name != "defined" && test.Name != "none" && test.Name != "undefined" {
				return "", "", unsupported("the test " + test.Name)
			}
			negated = negated != (c.Op == "is not") != (test.Name != "defined")
			args = []expr.Expr{c.L}
			p.note("handlebars cannot test whether a value is " + test.Name + "; it tests whether the value is true")
		default:
			return "", "", unsupported("the operator " + c.Op + " in a condition")
		}
	} else if !p.truth {
		p.truth = true
		p.note("handlebars takes an empty object for true")
	}
	if helper = helpers[0]; negated {
		helper = helpers[1]
	}
	s = helper
	for _, a := range args {
		v, err := p.expr(a)
		if err != nil {
			return "", "", err
		}
		s += " " + v
	}
	return s, helper, nil
}

func (p *printer) note(s string) { p.notes = append(p.notes, s) }

// hole prints a value. A condition has no expression form and becomes a block.
func (p *printer) hole(e expr.Expr, raw bool) (string, error) {
	switch e := e.(type) {
	case expr.Lit:
		switch e.Kind {
		case expr.Num:
			return "", unsupported("the number " + templates.Clip(e.Text) + " as text")
		case expr.Str:
			return literal(e.Text, true, true), nil
		}
		return "", unsupported("a hole that is true, false or none")
	case expr.Cond:
		s, end, err := p.condition(e.If)
		if err != nil {
			return "", err
		}
		then, err := p.hole(e.Then, raw)
		if err != nil {
			return "", err
		}
		out := wrap("{{#", s) + then
		if e.Else != nil {
			other, err := p.hole(e.Else, raw)
			if err != nil {
				return "", err
			}
			out += "{{else}}" + other
		}
		return out + wrap("{{/", end), nil
	}
	s, err := p.expr(e)
	if err != nil {
		return "", err
	}
	if strings.HasPrefix(s, "(") {
		s = s[1 : len(s)-1]
	}
	if raw && !p.lang.NoEscape || strings.HasPrefix(s, "json ") {
		return "{{{" + s + "}}}", nil
	}
	return "{{" + s + "}}", nil
}

// JSONValue implements templates.Printer.
func (p *printer) JSONValue(t expr.Tag) (string, error) { return p.json(t, "json") }

// JSONHole implements templates.Printer.
func (p *printer) JSONHole(t expr.Tag) (string, error) { return p.json(t, HelperEscape) }

func (p *printer) json(t expr.Tag, helper string) (string, error) {
	p.notes = nil
	e := t.Expr
	if c, ok := e.(expr.Call); ok && c.Name == "tojson" && len(c.Args) == 1 && helper == "json" {
		e = c.Args[0]
	}
	if t.Kind != expr.TagHole {
		return "", unsupported(templates.Clip(t.Src) + " inside JSON")
	}
	s, err := p.expr(e)
	if err != nil {
		return "", err
	}
	return "{{{" + helper + " " + s + "}}}", nil
}
