package semantickernel

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"

	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Tags implements templates.Language. A function is a call with the name that
// it is written with, plugin included; its first argument may be unnamed.
func (l Language) Tags(src string) ([]expr.Tag, []templates.Problem) {
	toks := l.Lex(src)
	tags := lex.Room(toks)
	var problems []templates.Problem
	for _, tok := range toks {
		if tok.Kind != templates.TokTag {
			continue
		}
		t := expr.Tag{Kind: expr.TagHole, Lang: ID, Src: tok.Text, Start: tok.Start, End: tok.End(), Raw: true}
		s := strings.Trim(tok.Text[2:len(tok.Text)-2], space)
		e, err := parse(s)
		if err != nil {
			e = expr.Opaque{Lang: ID, Text: s}
			problems = append(problems, templates.Problem{
				Start: t.Start, End: t.End, Construct: templates.Clip(t.Src), Message: templates.Clip(t.Src) + ": " + err.Error(),
			})
		}
		t.Expr = e
		tags = append(tags, t)
	}
	return tags, problems
}

// parse reads what stands in a block.
func parse(s string) (expr.Expr, error) {
	c := &cursor{s: s}
	if s[0] == '$' || s[0] == '\'' || s[0] == '"' {
		e, err := c.value()
		if err == nil && c.i < len(s) {
			err = fmt.Errorf("unexpected %q; expected }} after a variable or value", templates.Clip(s[c.i:]))
		}
		return e, err
	}
	name := c.word()
	if !isFunction(name) {
		return nil, fmt.Errorf("%q is no name of a function; expected letters, digits and underscores, with at most one dot, or $ before a variable", templates.Clip(name))
	}
	call := expr.Call{Name: name}
	for n := 0; ; n++ {
		if !c.skip() {
			return call, nil
		}
		if n == 0 && (c.s[c.i] == '$' || c.s[c.i] == '\'' || c.s[c.i] == '"') {
			v, err := c.value()
			if err != nil {
				return nil, err
			}
			call.Args = append(call.Args, v)
			continue
		}
		arg, err := c.named()
		if err != nil {
			return nil, err
		}
		call.Named = append(call.Named, arg)
	}
}

// A cursor reads the words of a block.
type cursor struct {
	s string
	i int
}

// skip passes over white space and reports whether anything follows.
func (c *cursor) skip() bool {
	for c.i < len(c.s) && strings.IndexByte(space, c.s[c.i]) >= 0 {
		c.i++
	}
	return c.i < len(c.s)
}

// word reads up to the next white space.
func (c *cursor) word() string {
	n := strings.IndexAny(c.s[c.i:], space)
	if n < 0 {
		n = len(c.s) - c.i
	}
	w := c.s[c.i : c.i+n]
	c.i += n
	return w
}

// named reads name=value; white space may stand around the sign.
func (c *cursor) named() (expr.Named, error) {
	n := strings.IndexByte(c.s[c.i:], '=')
	if n < 0 || strings.IndexByte("$'\"", c.s[c.i]) >= 0 {
		return expr.Named{}, fmt.Errorf("unexpected %q; expected an argument with its name: name=$value", templates.Clip(c.s[c.i:]))
	}
	name := strings.Trim(c.s[c.i:c.i+n], space)
	if !isName(name) {
		return expr.Named{}, fmt.Errorf("%q is no name of an argument; expected letters, digits and underscores", templates.Clip(name))
	}
	c.i += n + 1
	if !c.skip() {
		return expr.Named{}, fmt.Errorf("the value of the argument %s is missing", name)
	}
	v, err := c.value()
	return expr.Named{Name: name, Value: v}, err
}

// value reads a variable or a quoted value.
func (c *cursor) value() (expr.Expr, error) {
	switch q := c.s[c.i]; q {
	case '$':
		c.i++
		name := c.word()
		if !isName(name) {
			return nil, fmt.Errorf("%q is no name of a variable; expected letters, digits and underscores after $", templates.Clip(name))
		}
		return expr.Var(name), nil
	case '\'', '"':
		var b strings.Builder
		for j := c.i + 1; j < len(c.s); j++ {
			switch d := c.s[j]; {
			case d == '\\' && j+1 < len(c.s) && strings.IndexByte(`'"\`, c.s[j+1]) >= 0:
				j++
				b.WriteByte(c.s[j])
			case d == q:
				if c.i = j + 1; c.i < len(c.s) && strings.IndexByte(space, c.s[c.i]) < 0 {
					return nil, fmt.Errorf("unexpected %q after a value; expected a space", templates.Clip(c.s[c.i:]))
				}
				return expr.Lit{Kind: expr.Str, Text: b.String()}, nil
			default:
				b.WriteByte(d)
			}
		}
		return nil, errors.New("the value is not closed; expected " + string(q))
	}
	return nil, fmt.Errorf("unexpected %q; expected $ or a quote before the value", templates.Clip(c.s[c.i:]))
}

// isName reports whether s consists of letters, digits and underscores.
func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return s != ""
}

// isFunction reports whether s is a function's name, with or without its
// plugin's before a dot.
func isFunction(s string) bool {
	plugin, fn, dotted := strings.Cut(s, ".")
	return isName(plugin) && (!dotted || isName(fn))
}
