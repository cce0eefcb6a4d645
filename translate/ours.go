package translate

import "github.com/promptglot/promptglot/internal/prompt"

// Ours reports whether a piece is in the target's own words and can be carried
// as it stands: the whole prompt is of that dialect, or the piece says that it
// is, as those do that a neutral file keeps for one vendor.
func (w *Writer) Ours(at prompt.At) bool {
	if at.Of != "" {
		return at.Of == w.Target.Dialect.ID
	}
	return !w.Foreign()
}
