package translate

import "github.com/promptglot/promptglot/internal/value"

// A TextReader is a dialect whose requests may be text alone rather than an
// object: a String, or a Text with holes.
type TextReader interface {
	ReadsText() bool
}

// takes reports whether tree has the shape of a request of d.
func takes(d Dialect, tree *value.Node) bool {
	if tree == nil {
		return false
	}
	if t, ok := d.(TextReader); ok && t.ReadsText() && (tree.Kind == value.String || tree.Kind == value.Text) {
		return true
	}
	return tree.Kind == value.Object
}
