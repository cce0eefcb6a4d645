package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// filledIn puts the texts that a library's constants stand for into a text.
func (r *reader) filledIn(n *value.Node) *value.Node {
	c := n
	for i := range n.Text {
		t := n.Text[i].Tag
		if t == nil {
			continue
		}
		p, ok := t.Expr.(expr.Path)
		if !ok {
			continue
		}
		s, ok := r.resolve(stepsOf(p))
		if !ok {
			continue
		}
		if text, ok := textOf(s); ok {
			if c == n {
				copied := *n
				c = &copied
				c.Text, c.View = slices.Clone(n.Text), nil
			}
			c.Text[i] = expr.Seg{Lit: text, Span: n.Text[i].Span}
		}
	}
	return c
}

// address is a text with a letter for each of its holes, so that a host of which
// one part is open is known by the rest: https://{name}.openai.azure.com.
func address(v *value.Node) string {
	if v == nil || v.Kind != value.Text {
		return start(v)
	}
	var b strings.Builder
	for i := range v.Text {
		if s := &v.Text[i]; s.Tag == nil && s.Block == nil {
			b.WriteString(s.Lit)
		} else {
			b.WriteByte('x')
		}
	}
	return b.String()
}

// start is what a text surely begins with; of a choice, what its first known arm
// begins with.
func start(v *value.Node) string {
	if v == nil {
		return ""
	}
	switch v.Kind {
	case value.String:
		return v.Str
	case value.Text:
		if len(v.Text) > 0 && v.Text[0].Tag == nil && v.Text[0].Block == nil {
			return v.Text[0].Lit
		}
	case value.Choice:
		for i := range v.Choice.Arms {
			if s := start(v.Choice.Arms[i].Body); s != "" {
				return s
			}
		}
	}
	return ""
}
