package ollama

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// readGenerate reads the one prompt of /api/generate as a conversation: the
// system text and a turn of the user, which is what the server makes of it.
func readGenerate(r *translate.Reader, p *prompt.Prompt, tree *value.Node) {
	if system := tree.Get("system"); translate.Textual(system) {
		p.Messages = append(p.Messages, prompt.Entry[prompt.Message]{Item: &prompt.Message{
			At: prompt.At{Node: system}, Role: prompt.RoleSystem,
			Parts: translate.ReadOne(system, func(v *value.Node) *prompt.Part { return textPart(v, prompt.TextPart) }),
		}})
	} else if system != nil {
		keep(r, p, "system", "system-param", system)
	}
	text := tree.Get("prompt")
	user := &prompt.Message{At: prompt.At{Node: text}, Role: prompt.RoleUser}
	user.Parts = settled(translate.ReadList(tree.Get("images"), readImage), readImage, featureImage, formImages)
	if translate.Textual(text) {
		user.Parts = append(user.Parts, translate.ReadOne(text, func(v *value.Node) *prompt.Part { return textPart(v, prompt.TextPart) })...)
	} else {
		keep(r, p, "prompt", featureShape, text)
	}
	if len(user.Parts) > 0 {
		p.Messages = append(p.Messages, prompt.Entry[prompt.Message]{Item: user})
	}
}
