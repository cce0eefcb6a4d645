package rules

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// plain returns a scalar as the text that a template would put out for it.
func plain(n *value.Node) (string, bool) {
	switch n.Kind {
	case value.String, value.Number:
		return n.Str, true
	case value.Bool:
		if n.Bool {
			return "true", true
		}
		return "false", true
	case value.Array, value.Object:
		b, err := n.JSON()
		return string(b), err == nil
	}
	return "", false
}

// known returns the text that a node stands for, as far as it is known.
func (m *measure) known(n *value.Node) string {
	if n == nil {
		return ""
	}
	switch n.Kind {
	case value.Text:
		return m.filled(n.Text)
	case value.Hole:
		return m.hole(n.Tag)
	case value.Choice:
		m.guess = true
		longest := ""
		for i := range n.Choice.Arms {
			if s := m.known(n.Choice.Arms[i].Body); len(s) > len(longest) {
				longest = s
			}
		}
		return longest
	}
	s, _ := plain(n)
	return s
}

// filled returns a text with its variables filled in.
func (m *measure) filled(t expr.Text) string {
	var b strings.Builder
	for i := range t {
		seg := &t[i]
		switch {
		case seg.Block != nil:
			m.guess = true
			longest := ""
			for j := range seg.Block.Arms {
				if s := m.filled(seg.Block.Arms[j].Body); len(s) > len(longest) {
					longest = s
				}
			}
			b.WriteString(longest)
		case seg.Tag != nil:
			b.WriteString(m.hole(seg.Tag))
		default:
			b.WriteString(seg.Lit)
		}
	}
	return b.String()
}

// hole returns what a tag puts out: the value of a variable that the file
// gives one, else nothing.
func (m *measure) hole(t *expr.Tag) string {
	if t == nil || t.Kind == expr.TagComment {
		return ""
	}
	if p, ok := t.Expr.(expr.Path); ok && t.Kind == expr.TagHole && len(p.Steps) == 1 {
		if s, ok := m.inputs[p.Steps[0].Name]; ok {
			return s
		}
	}
	m.guess = true
	return ""
}
