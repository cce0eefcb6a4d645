package mustache

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Tags implements templates.Language.
//
// A section is a loop, a condition or a change of context, depending on the
// value; it is read as a loop over templates.Here, and names in it are left as
// they stand. An inverted section is a condition that is negated. The end tag
// of a section has its name as Expr.
func (l Language) Tags(src string) ([]expr.Tag, []templates.Problem) {
	toks := l.Lex(src)
	tags := lex.Room(toks)
	var problems []templates.Problem
	d := standard
	for _, tok := range toks {
		if tok.Kind != templates.TokTag {
			continue
		}
		t := expr.Tag{Lang: ID, Src: tok.Text, Start: tok.Start, End: tok.End(), Standalone: tok.Alone}
		d = read(&t, d)
		if p, ok := t.Expr.(expr.Path); ok && len(p.Steps) == 0 {
			problems = append(problems, templates.Problem{
				Start: t.Start, End: t.End, Construct: t.Src, Message: t.Src + " has no name; expected one",
			})
		}
		tags = append(tags, t)
	}
	return tags, problems
}

// read fills in what t.Src means and returns the delimiters after it.
func read(t *expr.Tag, d delimiters) delimiters {
	s := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(t.Src, d.open), d.close))
	sig := sigil(s)
	name := s
	if sig != 0 {
		name = strings.TrimSpace(s[1:])
	}
	switch sig {
	case 0, '&', '{':
		t.Kind, t.Raw = expr.TagHole, sig != 0
		if sig == '{' {
			name = strings.TrimSpace(strings.TrimSuffix(name, "}"))
		}
		t.Expr = path(name)
	case '#':
		t.Kind, t.Expr, t.Vars = expr.TagFor, path(name), []string{templates.Here}
	case '^':
		t.Kind, t.Expr = expr.TagIf, expr.Logic{Op: "not", Args: []expr.Expr{path(name)}}
	case '/':
		t.Kind, t.Expr = expr.TagEnd, path(name)
	case '!':
		t.Kind = expr.TagComment
	case '>':
		t.Kind, t.Expr = expr.TagInclude, expr.Lit{Kind: expr.Str, Text: name}
		if inner, ok := strings.CutPrefix(name, "*"); ok {
			t.Expr = path(strings.TrimSpace(inner)) // a dynamic name
		}
	case '<', '$':
		t.Kind = expr.TagOther
		t.Expr = expr.Call{Name: string(sig), Args: []expr.Expr{expr.Lit{Kind: expr.Str, Text: name}}}
	case '=':
		// No output and nothing to translate: only this language's lexer cares.
		t.Kind = expr.TagComment
		d, _ = setDelimiters(strings.TrimSuffix(name, "="))
		t.Expr = expr.Call{Name: "=", Args: []expr.Expr{
			expr.Lit{Kind: expr.Str, Text: d.open}, expr.Lit{Kind: expr.Str, Text: d.close},
		}}
	}
	return d
}

// path reads a dotted name.
func path(name string) expr.Path {
	switch name {
	case "":
		return expr.Path{}
	case ".":
		return expr.Var(templates.Here)
	}
	var p expr.Path
	for _, s := range strings.Split(name, ".") {
		p.Steps = append(p.Steps, expr.Step{Name: s})
	}
	return p
}

// dotted is the reverse of path.
func dotted(p expr.Path) string {
	var b strings.Builder
	for i, s := range p.Steps {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(s.Name)
	}
	return b.String()
}

// Nesting implements templates.Language.
func (Language) Nesting(t expr.Tag) (string, int) {
	n := 1
	e := t.Expr
	switch t.Kind {
	case expr.TagEnd:
		n = -1
	case expr.TagIf:
		if l, ok := e.(expr.Logic); ok && len(l.Args) == 1 {
			e = l.Args[0]
		}
	case expr.TagFor:
	case expr.TagOther:
		if c, ok := e.(expr.Call); ok && len(c.Args) == 1 {
			return c.Args[0].(expr.Lit).Text, 1
		}
		return "", 0
	default:
		return "", 0
	}
	p, _ := e.(expr.Path)
	return dotted(p), n
}
