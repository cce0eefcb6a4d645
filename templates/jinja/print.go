package jinja

import (
	"encoding/json"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A printer remembers how the open blocks end.
type printer struct {
	ends  []string // "" where the block could not be printed
	html  bool     // the note on HTML was given
	notes []string
}

func (p *printer) Notes() []string { return p.notes }

func (p *printer) TakesLine(expr.Tag) bool { return false }

func (p *printer) Nothing() string { return "" }

func (p *printer) Literal(s string, _, after bool) (string, error) { return literal(s, after), nil }

func (p *printer) Print(t expr.Tag) (string, error) {
	p.notes = nil
	s, err := p.tag(t)
	p.track(t, err == nil)
	if t.Kind == expr.TagHole && !t.Raw && t.Lang != "" && t.Lang != ID && !p.html {
		p.html = true
		p.notes = append(p.notes, t.Lang+" escapes HTML in "+templates.Clip(t.Src)+"; jinja writes the value as it is")
	}
	return s, err
}

// track follows the nesting of blocks; the end of one that could not be printed
// is not printed either.
func (p *printer) track(t expr.Tag, printed bool) {
	switch t.Kind {
	case expr.TagIf, expr.TagFor:
		end := ""
		if printed {
			end = map[expr.TagKind]string{expr.TagIf: "{% endif %}", expr.TagFor: "{% endfor %}"}[t.Kind]
		}
		p.ends = append(p.ends, end)
	case expr.TagEnd:
		if n := len(p.ends); n > 0 {
			p.ends = p.ends[:n-1]
		}
	}
}

func (p *printer) tag(t expr.Tag) (string, error) {
	if t.Lang == ID && t.Src != "" {
		return t.Src, nil
	}
	open := len(p.ends) == 0 || p.ends[len(p.ends)-1] != ""
	switch t.Kind {
	case expr.TagElse:
		if !open {
			return "", nil
		}
		return "{% else %}", nil
	case expr.TagEnd:
		if len(p.ends) == 0 {
			return "", &templates.Unsupported{Lang: ID, Construct: "an end tag without its block"}
		}
		return p.ends[len(p.ends)-1], nil
	case expr.TagComment:
		return comment(t), nil
	case expr.TagOther, expr.TagRole, expr.TagMedia:
		return "", &templates.Unsupported{Lang: ID, Construct: construct(t)}
	}
	if t.Kind == expr.TagElseIf && !open {
		return "", nil
	}
	e, err := printExpr(t.Expr)
	if err != nil {
		return "", err
	}
	switch t.Kind {
	case expr.TagIf:
		return "{% if " + e + " %}", nil
	case expr.TagElseIf:
		return "{% elif " + e + " %}", nil
	case expr.TagFor:
		return printFor(t)
	case expr.TagInclude:
		return "{% include " + e + " %}", nil
	}
	return "{{ " + e + " }}", nil
}

func printFor(t expr.Tag) (string, error) {
	for _, v := range t.Vars {
		if !isVar(v) {
			return "", &templates.Unsupported{Lang: ID, Construct: "the variable " + v}
		}
	}
	over, where := t.Expr, ""
	if c, ok := over.(expr.Call); ok && c.Name == templates.CallWhere && len(c.Args) == 2 {
		s, err := printExpr(c.Args[1])
		if err != nil {
			return "", err
		}
		over, where = c.Args[0], " if "+s
	}
	items := len(t.Vars) == 2
	if c, ok := over.(expr.Call); ok && c.Name == templates.CallUnpack && len(c.Args) == 1 {
		over, items = c.Args[0], false
	}
	e, err := printAt(over, precOr)
	if err != nil {
		return "", err
	}
	if items {
		if e, err = printAt(over, precPostfix); err != nil {
			return "", err
		}
		e += ".items()"
	}
	return "{% for " + strings.Join(t.Vars, ", ") + " in " + e + where + " %}", nil
}

// comment writes the words of another language's comment.
func comment(t expr.Tag) string {
	s := templates.CommentText(t)
	return "{# " + strings.ReplaceAll(s, "#}", "# }") + " #}"
}

// construct names a tag for messages.
func construct(t expr.Tag) string {
	if t.Src != "" {
		return templates.Clip(t.Src)
	}
	return "a statement"
}

// JSONValue implements templates.Printer.
func (p *printer) JSONValue(t expr.Tag) (string, error) {
	e, err := jsonExpr(t)
	if err != nil {
		return "", err
	}
	return "{{ " + e + " }}", nil
}

// JSONHole implements templates.Printer.
func (p *printer) JSONHole(t expr.Tag) (string, error) {
	if l, ok := t.Expr.(expr.Lit); ok && l.Kind == expr.Str {
		b, err := json.Marshal(l.Text)
		if err != nil {
			return "", err
		}
		return literal(string(b[1:len(b)-1]), true), nil
	}
	inside := t.Expr
	if c, ok := inside.(expr.Call); !ok || !c.Filter || c.Name != "tojson" && c.Name != "string" && c.Name != "join" && c.Name != "trim" && c.Name != "upper" && c.Name != "lower" {
		// tojson quotes strings only; a number would lose its first and last
		// digit to the slice.
		inside = expr.Call{Name: "string", Args: []expr.Expr{inside}, Filter: true}
	}
	t.Expr = inside
	e, err := jsonExpr(t)
	if err != nil {
		return "", err
	}
	return "{{ (" + e + ")[1:-1] }}", nil
}

func jsonExpr(t expr.Tag) (string, error) {
	if t.Kind != expr.TagHole {
		return "", &templates.Unsupported{Lang: ID, Construct: construct(t) + " inside JSON"}
	}
	if c, ok := t.Expr.(expr.Call); ok && c.Filter && c.Name == "tojson" {
		return printExpr(c)
	}
	return printExpr(expr.Call{Name: "tojson", Args: []expr.Expr{t.Expr}, Filter: true})
}
