package translate

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/prompt"
)

// strictDefaults names the functions that say nothing on being strict where
// the source's vendor takes that for yes and the target's for no.
func (w *Writer) strictDefaults() {
	here := w.FromTrait("strict_default")
	if here.Value != "true" || w.Trait("strict_default").Value == "true" {
		return
	}
	w.p.Tools.Walk(func(t *prompt.Tool) {
		if t.Kind == prompt.FunctionTool && t.Strict == nil {
			w.Warn(t.Node, "strict-schema", Approximate, fmt.Sprintf("says nothing of strict: such a function is strict at %s and is not here", w.from.ID), By(here.Ref))
		}
	})
}
