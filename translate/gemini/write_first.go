package gemini

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// firstTurn puts a user turn before a conversation that begins with the
// model's. A turn of calls, above all, must follow one of the user.
func firstTurn(w *translate.Writer, contents []value.Entry) []value.Entry {
	if len(contents) == 0 || !contents[0].Value.Get("role").Is("model") {
		return contents
	}
	n := value.NewObject("role", value.NewString("user"), "parts", value.NewArray(textObject("Begin.")))
	w.Add(n, "consecutive-roles", "a conversation begins with a user turn; the source's begins with the assistant's", translate.By(w.Trait("first_turn").Ref))
	return append([]value.Entry{{Value: n}}, contents...)
}
