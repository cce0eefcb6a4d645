package compose

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A body is the text of a neutral file behind its front matter: turns under
// role markers, with conditions and loops around them. Turns of other roles
// than Prompty's three, and what is no text, are left to the extension block.
type body struct {
	c    *encoder
	b    strings.Builder
	said map[*prompt.Message]int
}

func (c *encoder) body(p *prompt.Prompt) *body {
	b := &body{c: c, said: map[*prompt.Message]int{}}
	b.list(p.Messages)
	return b
}

// markerRole is the marker under which a turn stands in the body. A developer's
// turn is a system turn to a runtime that does not read the extension block.
var markerRole = map[prompt.Role]string{
	prompt.RoleSystem: "system", prompt.RoleDeveloper: "system", prompt.RoleUser: "user", prompt.RoleAssistant: "assistant",
}

func (b *body) list(l prompt.List[prompt.Message]) {
	for i := range l {
		switch e := &l[i]; {
		case e.Item != nil:
			b.message(e.Item)
		case e.Block != nil && speaks(e.Block):
			for j := range e.Block.Arms {
				b.line(b.c.tag(e.Block.Arms[j].Tag).Str)
				b.list(e.Block.Arms[j].Body)
			}
			b.line(b.c.closing(e.Block.Close).Str)
		}
	}
}

// speaks reports whether a block holds a turn that the body can say.
func speaks(b *expr.Block[prompt.List[prompt.Message]]) bool {
	some := false
	for i := range b.Arms {
		b.Arms[i].Body.Walk(func(m *prompt.Message) { some = some || sayable(m) != nil })
	}
	return some
}

// sayable returns the one text of a turn, nil where the body cannot say it.
func sayable(m *prompt.Message) *value.Node {
	if markerRole[m.Role] == "" && !(m.Role == prompt.RoleUnknown && m.RoleNode != nil && m.RoleNode.Kind == value.Hole) {
		return nil
	}
	var text *value.Node
	for i := range m.Parts {
		p := m.Parts[i].Item
		if p == nil {
			if m.Parts[i].Spread != nil || hasText(m.Parts[i].Block) {
				return nil
			}
			continue
		}
		if p.Kind != prompt.TextPart {
			continue
		}
		if text != nil {
			return nil
		}
		switch p.Text.Kind {
		case value.String, value.Text, value.Hole:
			text = p.Text
		default:
			return nil
		}
	}
	return text
}

// hasText reports whether a text stands in a condition or loop among the parts
// of a turn.
func hasText(b *expr.Block[prompt.List[prompt.Part]]) bool {
	found := false
	for i := range b.Arms {
		b.Arms[i].Body.Walk(func(p *prompt.Part) { found = found || p.Kind == prompt.TextPart })
	}
	return found
}

func (b *body) message(m *prompt.Message) {
	text := sayable(m)
	if text == nil {
		return
	}
	role := markerRole[m.Role]
	if role == "" {
		role = b.c.print(expr.Text{{Tag: m.RoleNode.Tag}})
	}
	if m.Name.IsString() && isMarkerWord(m.Name.Str) {
		role += `[name="` + m.Name.Str + `"]`
	}
	if b.b.Len() > 0 && !strings.HasSuffix(b.b.String(), "\n\n") {
		b.b.WriteByte('\n')
	}
	b.b.WriteString(role + ":\n")
	said := b.c.print(asText(text))
	b.b.WriteString(said)
	if !strings.HasSuffix(said, "\n") {
		b.b.WriteByte('\n')
	}
	b.said[m] = len(b.said)
}

func (b *body) line(s string) {
	if s != "" {
		b.b.WriteString(s + "\n")
	}
}

// isMarkerWord reports whether s can stand in the brackets of a role marker.
func isMarkerWord(s string) bool {
	for _, r := range s {
		if r < ' ' || strings.ContainsRune(`"[],{}%#`, r) {
			return false
		}
	}
	return s != ""
}

// asText returns a text node as text.
func asText(n *value.Node) expr.Text {
	switch n.Kind {
	case value.Text:
		return n.Text
	case value.Hole:
		return expr.Text{{Tag: n.Tag}}
	}
	return expr.Text{{Lit: n.Str}}
}
