package jinja

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"

	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Tags implements templates.Language.
func (l Language) Tags(src string) ([]expr.Tag, []templates.Problem) {
	toks := l.Lex(src)
	tags := lex.Room(toks)
	var problems []templates.Problem
	for _, tok := range toks {
		if tok.Kind != templates.TokTag {
			continue
		}
		t := expr.Tag{Lang: ID, Src: tok.Text, Start: tok.Start, End: tok.End(), Raw: true}
		if err := read(&t); err != nil {
			problems = append(problems, templates.Problem{
				Start: t.Start, End: t.End, Construct: templates.Clip(t.Src), Message: templates.Clip(t.Src) + ": " + err.Error(),
			})
		}
		tags = append(tags, t)
	}
	return tags, problems
}

// read fills in what the tag t.Src means.
func read(t *expr.Tag) (err error) {
	switch t.Src[1] {
	case '#':
		t.Kind = expr.TagComment
		return nil
	case '{':
		t.Kind = expr.TagHole
		t.Expr, err = parseExpr(inner(t.Src))
		return err
	}
	word, rest := statementOf(t.Src)
	switch word {
	case "if", "elif":
		t.Kind = expr.TagIf
		if word == "elif" {
			t.Kind = expr.TagElseIf
		}
		t.Expr, err = parseExpr(rest)
	case "else":
		t.Kind = expr.TagElse
	case "for":
		err = readFor(t, rest)
	case "endif", "endfor":
		t.Kind = expr.TagEnd
	case "include":
		err = readInclude(t, rest)
	default:
		readOther(t, word, rest)
	}
	return err
}

// statementOf splits a block tag into its keyword and the rest.
func statementOf(src string) (word, rest string) {
	s := inner(src)
	i := 0
	for i < len(s) && (isAlpha(s[i]) || isDigit(s[i]) || s[i] == '_') {
		i++
	}
	return s[:i], strings.TrimSpace(s[i:])
}

func readFor(t *expr.Tag, rest string) error {
	t.Kind = expr.TagFor
	r := &reader{src: rest, toks: scan(rest)}
	t.Vars = r.targets()
	r.expect("in")
	over := r.tuple(false)
	if len(t.Vars) > 1 {
		over = unpacked(over)
	}
	if r.accept("if") {
		over = expr.Call{Name: templates.CallWhere, Args: []expr.Expr{over, r.expr()}}
	}
	if r.err == nil && r.accept("recursive") {
		over = opaque(rest[strings.Index(rest, " in ")+4:])
	}
	r.end()
	if r.err != nil {
		t.Expr = opaque(rest)
		return r.err
	}
	t.Expr = over
	return nil
}

// unpacked tells loops over the pairs of a dictionary from loops that unpack.
func unpacked(over expr.Expr) expr.Expr {
	if c, ok := over.(expr.Call); ok && (c.Name == ".items" || c.Name == "items" && c.Filter) && len(c.Args) == 1 {
		return c.Args[0]
	}
	return expr.Call{Name: templates.CallUnpack, Args: []expr.Expr{over}}
}

// targets parses loop or assignment variables, in parentheses or not.
func (r *reader) targets() []string {
	var names []string
	depth := 0
	for r.err == nil {
		switch t := r.peek(); {
		case r.accept("("):
			depth++
		case depth > 0 && r.accept(")"):
			depth--
		case r.accept(","):
		case t.kind == tName && t.text != "in":
			r.pos++
			names = append(names, t.text)
		default:
			if len(names) == 0 {
				r.fail("the name of a variable")
			}
			return names
		}
	}
	return names
}

func readInclude(t *expr.Tag, rest string) error {
	t.Kind = expr.TagInclude
	r := &reader{src: rest, toks: scan(rest)}
	e := r.expr()
	if r.err != nil {
		t.Expr = opaque(rest)
		return r.err
	}
	t.Expr = e // "ignore missing" and "with context" may follow
	return nil
}

// readOther reads statements without neutral form as far as they name
// variables: what they bind and what they use. Unknown ones are no error,
// because extensions add statements.
func readOther(t *expr.Tag, word, rest string) {
	t.Kind = expr.TagOther
	c := expr.Call{Name: word}
	r := &reader{src: rest, toks: scan(rest)}
	switch word {
	case "set", "with":
		for r.err == nil && r.peek().kind != tEnd {
			names := r.targets()
			for r.accept(".") { // an attribute of a namespace
				r.take()
				names = nil
			}
			t.Vars = append(t.Vars, names...)
			if r.accept("=") {
				c.Args = append(c.Args, r.tuple(word == "set"))
			}
			if !r.accept(",") {
				break
			}
		}
	case "macro", "call":
		sig := expr.Call{}
		if word == "macro" {
			t.Vars = append(t.Vars, r.take().text)
		}
		if r.is("(") {
			r.args(&sig)
			for _, a := range sig.Args {
				expr.Vars(a, func(n string) { t.Vars = append(t.Vars, n) })
			}
			for _, a := range sig.Named {
				t.Vars = append(t.Vars, a.Name)
				c.Args = append(c.Args, a.Value)
			}
		}
		if word == "call" {
			c.Args = append(c.Args, r.expr())
		}
	case "import", "from":
		for i, tok := range r.toks {
			after := i > 0 && r.toks[i-1].kind == tName
			switch {
			case tok.kind != tName:
			case after && r.toks[i-1].text == "as":
				t.Vars = append(t.Vars, tok.text)
			case i > 0 && (after && r.toks[i-1].text == "import" || r.toks[i-1].text == ","):
				t.Vars = append(t.Vars, tok.text)
			}
		}
	case "do", "extends", "print", "autoescape", "filter":
		if word != "filter" {
			c.Args = append(c.Args, r.expr())
		}
	}
	if r.err != nil {
		c.Args = nil
	}
	t.Expr = c
}

// blocks are the statements besides if and for that have an end.
var blocks = map[string]bool{
	"macro": true, "call": true, "filter": true, "block": true, "with": true,
	"autoescape": true, "trans": true, "generation": true,
}

// Nesting implements templates.Language.
func (Language) Nesting(t expr.Tag) (string, int) {
	if t.Src == "" || t.Src[1] != '%' {
		return "", 0
	}
	word, rest := statementOf(t.Src)
	switch {
	case word == "if" || word == "for" || blocks[word]:
		return word, 1
	case word == "set" && !strings.Contains(assignment(rest), "="):
		return word, 1
	case strings.HasPrefix(word, "end") && word != "end":
		return word[len("end"):], -1
	}
	return "", 0
}

// assignment returns the part of a set statement that decides whether it is a
// block: what stands before the first string or bracket.
func assignment(rest string) string {
	if i := strings.IndexAny(rest, `'"([{|`); i >= 0 {
		return rest[:i]
	}
	return rest
}
