package liquid

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// An openBlock is what the printer remembers of a block.
type openBlock struct {
	end  string            // "" where the block could not be printed
	vars map[string]string // variables that are called otherwise here
	loop bool
}

type printer struct {
	blocks []openBlock
	notes  []string
	html   bool // the note on HTML was given
	truth  bool // the note on truth was given
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
		s, err := p.condition(t.Expr)
		word := "if"
		if l, ok := t.Expr.(expr.Logic); ok && l.Op == "not" && len(l.Args) == 1 {
			if inside, err2 := p.condition(l.Args[0]); err2 == nil {
				word, s, err = "unless", inside, nil
			}
		}
		return p.open(openBlock{end: "{% end" + word + " %}"}, "{% "+word+" "+s+" %}", err)
	case expr.TagFor:
		return p.loop(t)
	case expr.TagElseIf:
		if !p.printed() {
			return "", nil
		}
		s, err := p.condition(t.Expr)
		if err != nil {
			return "", err
		}
		return "{% elsif " + s + " %}", nil
	case expr.TagElse:
		if !p.printed() {
			return "", nil
		}
		return "{% else %}", nil
	case expr.TagEnd:
		if len(p.blocks) == 0 {
			return "", unsupported("an end tag without its block")
		}
		end := p.blocks[len(p.blocks)-1].end
		p.blocks = p.blocks[:len(p.blocks)-1]
		return end, nil
	case expr.TagComment:
		return "{% comment %} " + strings.ReplaceAll(templates.CommentText(t), "{%", "{ %") + " {% endcomment %}", nil
	case expr.TagInclude:
		if l, ok := t.Expr.(expr.Lit); ok && l.Kind == expr.Str {
			s, err := quote(l.Text)
			return "{% include " + s + " %}", err
		}
		return "", unsupported("an include whose name is an expression")
	case expr.TagOther, expr.TagRole, expr.TagMedia:
		if t.Src == "" {
			return "", unsupported("a statement")
		}
		return "", unsupported(templates.Clip(t.Src))
	}
	if !t.Raw && t.Lang != "" && t.Lang != ID && !p.html {
		p.html = true
		p.note(t.Lang + " escapes HTML in " + templates.Clip(t.Src) + "; liquid writes the value as it is")
	}
	return p.hole(t.Expr)
}

func (p *printer) note(s string) { p.notes = append(p.notes, s) }

func (p *printer) open(b openBlock, s string, err error) (string, error) {
	if err != nil {
		b.end, s = "", ""
	}
	p.blocks = append(p.blocks, b)
	return s, err
}

// printed reports whether the innermost block was.
func (p *printer) printed() bool {
	return len(p.blocks) == 0 || p.blocks[len(p.blocks)-1].end != ""
}

// follow keeps track of blocks that are printed as they were read.
func (p *printer) follow(t expr.Tag) {
	switch name, n := (Language{}).Nesting(t); {
	case n > 0:
		p.blocks = append(p.blocks, openBlock{end: "{% end" + name + " %}", loop: name == "for"})
	case n < 0 && len(p.blocks) > 0:
		p.blocks = p.blocks[:len(p.blocks)-1]
	}
}

// loop prints a for. Liquid goes through the pairs of an object with one
// variable.
func (p *printer) loop(t expr.Tag) (string, error) {
	b := openBlock{end: "{% endfor %}", loop: true, vars: map[string]string{}}
	name := ""
	switch len(t.Vars) {
	case 1:
		name = t.Vars[0]
		b.vars[name] = name
	case 2:
		name = t.Vars[0] + "_" + t.Vars[1]
		b.vars[t.Vars[0]], b.vars[t.Vars[1]] = name+"[0]", name+"[1]"
	}
	if !isName(name) {
		return p.open(b, "", unsupported("a loop that unpacks its items"))
	}
	over, tail := t.Expr, ""
	if c, ok := over.(expr.Call); ok && c.Name == "reverse" && c.Filter && len(c.Args) == 1 {
		over, tail = c.Args[0], " reversed"
	}
	var s string
	var err error
	if c, ok := over.(expr.Call); ok && c.Name == "range" && !c.Filter && (len(c.Args) == 1 || len(c.Args) == 2) {
		s, err = p.rangeOf(c)
	} else {
		s, err = p.simple(over)
	}
	return p.open(b, "{% for "+name+" in "+s+tail+" %}", err)
}

// rangeOf prints range(a, b), which ends before b, as (a..b-1).
func (p *printer) rangeOf(c expr.Call) (string, error) {
	from, to := expr.Expr(expr.Lit{Kind: expr.Num, Text: "0"}), c.Args[0]
	if len(c.Args) == 2 {
		from, to = c.Args[0], c.Args[1]
	}
	if plus, ok := to.(expr.Compare); ok && plus.Op == "+" {
		if one, ok := whole(plus.R); ok && one == 1 {
			to = plus.L
		} else {
			return "", unsupported("a computed range")
		}
	} else if _, ok := whole(to); ok {
		to = sum(to, expr.Lit{Kind: expr.Num, Text: "-1"})
	} else {
		return "", unsupported("a range up to a variable")
	}
	a, err := p.simple(from)
	if err != nil {
		return "", err
	}
	b, err := p.simple(to)
	return "(" + a + ".." + b + ")", err
}

// hole prints a value. A condition has no expression form and becomes a block.
func (p *printer) hole(e expr.Expr) (string, error) {
	switch e := e.(type) {
	case expr.Lit:
		if e.Kind == expr.Str {
			return literal(e.Text, true), nil
		}
		return "", unsupported("a hole that is a number, true, false or none") // they print in as many ways as there are languages
	case expr.Cond:
		cond, err := p.condition(e.If)
		if err != nil {
			return "", err
		}
		then, err := p.hole(e.Then)
		if err != nil {
			return "", err
		}
		out := "{% if " + cond + " %}" + then
		if e.Else != nil {
			other, err := p.hole(e.Else)
			if err != nil {
				return "", err
			}
			out += "{% else %}" + other
		}
		return out + "{% endif %}", nil
	}
	s, err := p.filtered(e)
	if err != nil {
		return "", err
	}
	return "{{ " + s + " }}", nil
}

// JSONValue implements templates.Printer.
func (p *printer) JSONValue(t expr.Tag) (string, error) { return p.json(t, "") }

// JSONHole implements templates.Printer.
func (p *printer) JSONHole(t expr.Tag) (string, error) {
	return p.json(t, ` | append: '' | json | remove_first: '"' | remove_last: '"'`)
}

func (p *printer) json(t expr.Tag, tail string) (string, error) {
	p.notes = nil
	if t.Kind != expr.TagHole {
		return "", unsupported(templates.Clip(t.Src) + " inside JSON")
	}
	e := t.Expr
	if tail == "" {
		tail = " | json"
		if c, ok := e.(expr.Call); ok && c.Filter && c.Name == "tojson" {
			tail = ""
		}
	}
	s, err := p.filtered(e)
	if err != nil {
		return "", err
	}
	return "{{ " + s + tail + " }}", nil
}
