package chattemplate

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// settings accounts for the options: raw text has none.
func (w *writer) settings() {
	if m := w.p.Model; m != nil {
		w.Drop(m.Value, "model-name", "raw text names no model: it is the server's, and must be of "+w.t.Models, w.by())
	}
	for i := range w.p.Settings {
		s := &w.p.Settings[i]
		switch {
		case s.Param == prompt.ParamStop && w.implied(s.Value):
			w.MarkAt(s.At)
			w.Note(s.Value, s.Feature, translate.Exact, "implied: answers of "+w.t.ID+" end with "+strings.Join(w.t.Ends, ", "), w.by())
		case s.Param == prompt.ParamStop:
			w.Drop(s.Value, s.Feature, "raw text has no options: stop sequences are the server's; answers of "+w.t.ID+" end with "+strings.Join(w.t.Ends, ", "), w.by())
		case s.Param == prompt.ParamEffort && w.t.Preface != nil:
			w.MarkAt(s.At) // written with the first turn
		default:
			w.Setting(&value.Node{Kind: value.Object}, s)
		}
	}
}

// implied reports whether stop sequences are those of the template.
func (w *writer) implied(n *value.Node) bool {
	if n.Kind == value.String {
		return slices.Contains(w.t.Ends, n.Str)
	}
	if n.Kind != value.Array || len(n.Entries) == 0 {
		return false
	}
	for i := range n.Entries {
		if v := n.Entries[i].Value; v == nil || !v.IsString() || !slices.Contains(w.t.Ends, v.Str) {
			return false
		}
	}
	return true
}
