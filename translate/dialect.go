package translate

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A Dialect reads and writes one vendor's request form. It never sees bytes.
type Dialect interface {
	// ID is the dialect's name in CLI.md.
	ID() string
	// Detect says how sure it is that tree is a request of this dialect:
	// 0 no, 1 possible, 2 likely, 3 certain (a key that nobody else has).
	Detect(tree *value.Node) int
	// Read turns a request into a prompt. It never fails: what it cannot place
	// is kept as an extension, what is wrong is a problem of r.
	Read(r *Reader, tree *value.Node) *prompt.Prompt
	// Write turns a prompt into a request and accounts for what it could not
	// carry through w.
	Write(w *Writer, p *prompt.Prompt) *value.Node
}

// A Registry holds the dialects that a program knows, in the order of their
// ids.
type Registry []Dialect

// Get returns the dialect with the id.
func (r Registry) Get(id string) (Dialect, bool) {
	for _, d := range r {
		if d.ID() == id {
			return d, true
		}
	}
	return nil, false
}

// Detect returns the dialects that tree may be written in, the surest first;
// all of them share the highest certainty. More than one means that the body
// is ambiguous.
func (r Registry) Detect(tree *value.Node) []Dialect {
	best, out := 0, []Dialect(nil)
	for _, d := range r {
		switch n := d.Detect(tree); {
		case n == 0 || n < best:
		case n > best:
			best, out = n, []Dialect{d}
		default:
			out = append(out, d)
		}
	}
	return out
}
