package fstring

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"

	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Tags implements templates.Language. A field without a name, {}, is named by
// its number, as str.format numbers it.
func (l Language) Tags(src string) ([]expr.Tag, []templates.Problem) {
	toks := l.Lex(src)
	tags := lex.Room(toks)
	var problems []templates.Problem
	auto := 0
	for _, tok := range toks {
		if tok.Kind != templates.TokTag {
			continue
		}
		t := expr.Tag{Kind: expr.TagHole, Lang: ID, Src: tok.Text, Start: tok.Start, End: tok.End(), Raw: true}
		s := tok.Text[1 : len(tok.Text)-1]
		c := &cursor{s: s, auto: &auto}
		e, err := c.field()
		if err != nil {
			e = expr.Opaque{Lang: ID, Text: s}
			if !l.Expressions {
				problems = append(problems, templates.Problem{
					Start: t.Start, End: t.End, Construct: templates.Clip(t.Src), Message: templates.Clip(t.Src) + ": " + err.Error(),
				})
			}
		}
		t.Expr = e
		tags = append(tags, t)
	}
	return tags, problems
}

// A cursor parses one field.
type cursor struct {
	s    string
	i    int
	auto *int // number of the next field without a name
}

// field parses name, conversion and format.
func (c *cursor) field() (expr.Expr, error) {
	p, err := c.path()
	if err != nil {
		return nil, err
	}
	conversion := ""
	if c.peek() == '!' {
		if c.i++; c.i >= len(c.s) || strings.IndexByte("rsa", c.s[c.i]) < 0 {
			return nil, fmt.Errorf("unexpected %q; expected r, s or a as the conversion", templates.Clip(c.s[c.i:]))
		}
		conversion = c.s[c.i : c.i+1]
		c.i++
	}
	format := ""
	switch {
	case c.peek() == ':':
		format = c.s[c.i+1:]
	case c.i < len(c.s):
		return nil, fmt.Errorf("unexpected %q; expected . [ ! : or }", templates.Clip(c.s[c.i:]))
	}
	if conversion == "s" {
		conversion = "" // printing is what a hole does
	}
	if conversion == "" && format == "" {
		return p, nil
	}
	call := expr.Call{Name: CallFormat, Args: []expr.Expr{
		p, expr.Lit{Kind: expr.Str, Text: conversion}, expr.Lit{Kind: expr.Str, Text: format},
	}}
	for rest := format; ; {
		_, after, found := strings.Cut(rest, "{")
		if !found {
			return call, nil
		}
		inner, after, _ := strings.Cut(after, "}")
		sub := &cursor{s: inner, auto: c.auto}
		e, err := sub.path()
		if err != nil || sub.i < len(inner) {
			return nil, fmt.Errorf("{%s} in the format is no plain field", templates.Clip(inner))
		}
		call.Args = append(call.Args, e)
		rest = after
	}
}

func (c *cursor) peek() byte {
	if c.i < len(c.s) {
		return c.s[c.i]
	}
	return 0
}

// path parses a name with its attributes and indexes.
func (c *cursor) path() (expr.Expr, error) {
	name := c.name()
	if name == "" {
		if next := c.peek(); next != 0 && next != '!' && next != ':' {
			return nil, fmt.Errorf("unexpected %q; expected the name of a variable", templates.Clip(c.s[c.i:]))
		}
		name = strconv.Itoa(*c.auto)
		*c.auto++
	}
	p := expr.Path{Steps: []expr.Step{{Name: name}}}
	for {
		switch c.peek() {
		case '.':
			c.i++
			attr := c.name()
			if attr == "" {
				return nil, fmt.Errorf("unexpected %q; expected the name of an attribute", templates.Clip(c.s[c.i:]))
			}
			p.Steps = append(p.Steps, expr.Step{Name: attr})
		case '[':
			n := strings.IndexByte(c.s[c.i:], ']')
			if n < 2 {
				return nil, fmt.Errorf("unexpected %q; expected an index in brackets", templates.Clip(c.s[c.i:]))
			}
			p.Steps = append(p.Steps, step(c.s[c.i+1:c.i+n]))
			c.i += n + 1
		default:
			return p, nil
		}
	}
}

// step is what stands in brackets: a number, or a key without quotes. Python's
// own f-strings have quotes.
func step(s string) expr.Step {
	if strings.Trim(s, "0123456789") == "" {
		return expr.Step{Index: expr.Lit{Kind: expr.Num, Text: s}}
	}
	if n := len(s); n > 2 && (s[0] == '\'' || s[0] == '"') && s[n-1] == s[0] && !strings.ContainsAny(s[1:n-1], `'"\`) {
		s = s[1 : n-1]
	}
	return expr.Step{Name: s}
}

// name reads letters, digits and underscores.
func (c *cursor) name() string {
	from := c.i
	for c.i < len(c.s) {
		r, n := utf8.DecodeRuneInString(c.s[c.i:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		c.i += n
	}
	return c.s[from:c.i]
}

// isName reports whether s can name a field.
func isName(s string) bool {
	c := &cursor{s: s}
	return s != "" && c.name() == s
}
