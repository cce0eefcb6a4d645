package ollama

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// writeGenerate writes the system text and the prompt of /api/generate.
func (c *writer) writeGenerate() {
	c.p.Messages.Walk(func(m *prompt.Message) {
		key := "prompt"
		if m.Role == prompt.RoleSystem {
			key = "system"
		}
		images, text := translate.Partition(m.Parts, func(p *prompt.Part) bool {
			return p.Kind == prompt.MediaPart || p.Form["at"] == formImages
		})
		translate.SetOne(c.out, key, translate.WriteList(c.Writer, text, func(p *prompt.Part) []*value.Node { return one(c.Carry(p.Text)) }))
		c.ownList(c.out, c.p.Node, "images", images)
	})
}
