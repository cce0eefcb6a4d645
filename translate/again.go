package translate

import "github.com/promptglot/promptglot/internal/value"

// SetAgain is SetList for a dialect that writes src, an object of its own, once
// more: a list that the source has stays a list, whatever conditions stand in
// it.
func (w *Writer) SetAgain(out, src *value.Node, key string, entries []value.Entry) {
	if was := src.Get(key); len(entries) > 0 && !w.Foreign() && was != nil && was.Kind == value.Array {
		out.Set(key, &value.Node{Kind: value.Array, Entries: entries})
		return
	}
	SetList(out, key, entries)
}

// Restore puts back members of src, an object of the target's own dialect, that
// out lacks: null, an empty list, a shape that the dialect does not know. What
// the neutral form has no word for comes back as it stood.
func (w *Writer) Restore(out, src *value.Node, keys ...string) {
	if w.Foreign() || src == nil {
		return
	}
	if len(src.Entries) == 0 {
		w.Mark(src) // nothing is in it that could be carried
	}
	for _, k := range keys {
		if was := src.Get(k); was != nil && out.Get(k) == nil {
			SetMember(out, k, w.Carry(was))
		}
	}
}
