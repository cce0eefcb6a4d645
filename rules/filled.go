package rules

import (
	"cmp"
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
	if t == nil || t.Kind != expr.TagHole {
		m.guess = m.guess || t != nil && t.Kind != expr.TagComment
		return ""
	}
	if p, ok := t.Expr.(expr.Path); ok && len(p.Steps) == 1 {
		return m.used(p.Steps[0].Name)
	}
	// A piece of a variable, or something computed: known by the variable's name
	// at the most.
	m.guess = true
	name := ""
	expr.Vars(t.Expr, func(v string) { name = cmp.Or(name, v) })
	if name == "" {
		return ""
	}
	if m.uses[name]++; m.uses[name] == 1 {
		m.names = append(m.names, name)
	}
	return ""
}
