package translate

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// StandFor returns made, which says in the neutral prompt's words what n says:
// in the ledger it stands for n.
func (r *Reader) StandFor(made, n *value.Node) *value.Node {
	made.Span = n.Span
	if r.index != nil {
		r.index.StandFor(made, n)
	}
	return made
}

// Embedded reads the JSON that a text holds, as some vendors have schemas; in
// the ledger all of it stands for the text. It returns nil for anything but a
// literal JSON object.
func (r *Reader) Embedded(n *value.Node) *value.Node {
	if !n.IsString() {
		return nil
	}
	tree, problems := value.ReadJSON(source.NewFile("", []byte(n.Str)).Whole(), value.Options{})
	if len(problems) > 0 || tree == nil || tree.Kind != value.Object {
		return nil
	}
	return r.StandFor(tree, n)
}
