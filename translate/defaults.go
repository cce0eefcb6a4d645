package translate

import (
	"cmp"
	"fmt"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
)

// Defaults names the options that the source leaves unset and that mean
// something else when they are left unset here. Which default holds is up to
// the model as well, so the entries are possible ones.
func (w *Writer) Defaults() {
	if !w.Foreign() || w.from == nil || w.p.Open {
		return
	}
	w.strictDefaults()
	for _, f := range w.from.Fields {
		if f.Default == "" || f.Read || !f.In(w.p.Version) || w.Setting1(prompt.Param(f.Param)) != nil {
			continue
		}
		t, ok := w.Target.Dialect.Field(f.Param, w.Target.Version)
		if !ok || t.Read || t.Default == "" || t.Default == f.Default || w.taken[t.Path] {
			continue
		}
		if t.Gate != "" {
			if g := w.Target.Model.Gate(t.Gate); g.Is == catalog.No {
				continue
			}
		}
		msg := fmt.Sprintf("left unset, %s is %s at %s and %s here", f.Path, f.Default, w.from.ID, t.Default)
		w.Warn(nil, cmp.Or(f.Feature, "stream-options"), Approximate, msg, Maybe("model"), By(t.Ref))
	}
}
