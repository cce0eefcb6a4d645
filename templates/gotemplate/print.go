package gotemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// An openBlock is what the printer remembers of a block.
type openBlock struct {
	end    string            // "" where the block could not be printed
	scoped bool              // has a dot of its own
	dot    string            // variable that the dot is, "" where it has no name
	vars   map[string]string // how its variables are written
}

type printer struct {
	blocks []openBlock
	scopes int // how many open blocks are scoped
	notes  []string
	html   bool // the note on HTML was given
}

func (p *printer) Notes() []string { return p.notes }

func (p *printer) TakesLine(expr.Tag) bool { return false }

func (p *printer) Nothing() string { return "" }

func (p *printer) Literal(s string, _, after bool) (string, error) { return literal(s, after), nil }

func unsupported(construct string) error {
	return &templates.Unsupported{Lang: ID, Construct: construct}
}

func (p *printer) Print(t expr.Tag) (string, error) {
	p.notes = nil
	if t.Lang == ID && t.Src != "" {
		p.follow(t)
		return t.Src, nil
	}
	switch t.Kind {
	case expr.TagIf:
		e, err := p.expr(t.Expr)
		p.push(openBlock{}, err)
		return wrap("if ", e), err
	case expr.TagFor:
		return p.loop(t)
	case expr.TagElseIf:
		if !p.printed() {
			return "", nil
		}
		e, err := p.expr(t.Expr)
		return wrap("else if ", e), err
	case expr.TagElse:
		if !p.printed() {
			return "", nil
		}
		p.leave()
		return "{{ else }}", nil
	case expr.TagEnd:
		if len(p.blocks) == 0 {
			return "", unsupported("an end tag without its block")
		}
		p.leave()
		end := p.blocks[len(p.blocks)-1].end
		p.blocks = p.blocks[:len(p.blocks)-1]
		return end, nil
	case expr.TagComment:
		return "{{/* " + strings.ReplaceAll(templates.CommentText(t), "*/", "* /") + " */}}", nil
	case expr.TagInclude:
		if l, ok := t.Expr.(expr.Lit); ok && l.Kind == expr.Str {
			whole := "$"
			if p.scopes == 0 {
				whole = "."
			}
			return "{{ template " + quote(l.Text) + " " + whole + " }}", nil
		}
		return "", unsupported("an include whose name is an expression")
	case expr.TagOther, expr.TagRole, expr.TagMedia:
		return "", unsupported(construct(t))
	}
	if !t.Raw && t.Lang != "" && t.Lang != ID && !p.html {
		p.html = true
		p.notes = append(p.notes, t.Lang+" escapes HTML in "+templates.Clip(t.Src)+"; Go's text/template writes the value as it is")
	}
	return p.hole(t.Expr)
}

// wrap makes a tag; what could not be printed is empty.
func wrap(word, e string) string {
	if e == "" {
		return ""
	}
	return "{{ " + word + stripped(e) + " }}"
}

// stripped returns e without the parentheses around all of it. A printed call
// always has them, and nothing else begins with one.
func stripped(e string) string {
	if strings.HasPrefix(e, "(") && strings.HasSuffix(e, ")") {
		return e[1 : len(e)-1]
	}
	return e
}

// construct names a tag for messages.
func construct(t expr.Tag) string {
	if t.Src != "" {
		return templates.Clip(t.Src)
	}
	return "a statement"
}

func (p *printer) push(b openBlock, err error) {
	if err == nil {
		b.end = "{{ end }}"
	} else {
		b.scoped = false
	}
	if b.scoped {
		p.scopes++
	}
	p.blocks = append(p.blocks, b)
}

// printed reports whether the innermost block was.
func (p *printer) printed() bool {
	return len(p.blocks) == 0 || p.blocks[len(p.blocks)-1].end != ""
}

// leave ends the dot of the innermost block, at its end or its else.
func (p *printer) leave() {
	b := &p.blocks[len(p.blocks)-1]
	if b.scoped {
		b.scoped = false
		p.scopes--
	}
	b.vars = nil
}

// follow keeps track of blocks that are printed as they were read.
func (p *printer) follow(t expr.Tag) {
	word, n := Language{}.Nesting(t)
	switch {
	case n > 0:
		b := openBlock{scoped: word != "if"}
		if t.Kind == expr.TagFor {
			b.vars = map[string]string{}
			for _, v := range t.Vars {
				b.vars[v] = ""
				if strings.Contains(t.Src, "$"+v) {
					b.vars[v] = "$" + v
				}
			}
			b.dot = t.Vars[len(t.Vars)-1]
		}
		p.push(b, nil)
	case n < 0 && len(p.blocks) > 0:
		p.leave()
		p.blocks = p.blocks[:len(p.blocks)-1]
	case (t.Kind == expr.TagElse || t.Kind == expr.TagElseIf) && len(p.blocks) > 0:
		p.leave()
	}
}

func (p *printer) loop(t expr.Tag) (string, error) {
	over, err := p.expr(t.Expr)
	b := openBlock{scoped: true, vars: map[string]string{}}
	var vars []string
	for _, v := range t.Vars {
		if !isName(v) && err == nil {
			err = unsupported("the variable " + templates.Clip(v))
		}
		b.vars[v] = "$" + v
		vars = append(vars, "$"+v)
	}
	if n := len(t.Vars); n == 0 || n > 2 {
		err = unsupported("a loop that unpacks its items")
	} else {
		b.dot = t.Vars[n-1]
	}
	p.push(b, err)
	if err != nil {
		return "", err
	}
	return wrap("range "+strings.Join(vars, ", ")+" := ", over), nil
}

// hole prints a value. A condition has no expression form and becomes a block.
func (p *printer) hole(e expr.Expr) (string, error) {
	switch e := e.(type) {
	case expr.Lit:
		switch e.Kind {
		case expr.Str:
			return literal(e.Text, true), nil
		default: // they print in as many ways as there are languages
			return "", unsupported("a hole that is a number, true, false or none")
		}
	case expr.Compare:
		if e.Op != "~" {
			return "", unsupported("a hole that is true or false") // True in Python
		}
	case expr.Logic:
		if e.Op == "not" {
			return "", unsupported("a hole that is true or false")
		}
	case expr.Cond:
		cond, err := p.expr(e.If)
		if err != nil {
			return "", err
		}
		then, err := p.hole(e.Then)
		if err != nil {
			return "", err
		}
		out := wrap("if ", cond) + then
		if e.Else != nil {
			other, err := p.hole(e.Else)
			if err != nil {
				return "", err
			}
			out += "{{ else }}" + other
		}
		return out + "{{ end }}", nil
	}
	s, err := p.expr(e)
	return wrap("", s), err
}

// JSONValue implements templates.Printer.
func (p *printer) JSONValue(t expr.Tag) (string, error) { return p.json(t, "json") }

// JSONHole implements templates.Printer.
func (p *printer) JSONHole(t expr.Tag) (string, error) { return p.json(t, FuncEscape) }

func (p *printer) json(t expr.Tag, fn string) (string, error) {
	p.notes = nil
	if t.Kind != expr.TagHole {
		return "", unsupported(construct(t) + " inside JSON")
	}
	e := t.Expr
	if c, ok := e.(expr.Call); ok && c.Name == "tojson" && len(c.Args) == 1 && fn == "json" {
		e = c.Args[0]
	}
	s, err := p.expr(e)
	if err != nil {
		return "", err
	}
	return "{{ " + fn + " " + s + " }}", nil
}
