package value

import "github.com/promptglot/promptglot/internal/source"

// The syntaxes whose trees are kept.
const (
	JSON = "json"
	YAML = "yaml"
)

// kept are the trees of a whole file.
type kept struct {
	syntax string
	docs   []*Node
}

// Keep leaves the trees of a whole file, read without marks and without a problem,
// to whoever reads the file next: several readers look at the same configuration,
// one after the other. The trees must not have been changed.
func Keep(v *source.View, syntax string, docs []*Node) {
	if f := v.File(); v.All() == (source.Span{End: len(f.Data)}) {
		f.Leave(&kept{syntax, docs})
	}
}

// Kept takes what Keep has left, which is then gone; ok is false where nothing is
// left of this view in this syntax.
func Kept(v *source.View, syntax string) (docs []*Node, ok bool) {
	f := v.File()
	if v.All() != (source.Span{End: len(f.Data)}) {
		return nil, false
	}
	k, ok := f.Take().(*kept)
	if !ok || k.syntax != syntax {
		return nil, false
	}
	return k.docs, true
}
