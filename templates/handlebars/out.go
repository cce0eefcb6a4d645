package handlebars

import (
	"strings"

	"github.com/promptglot/promptglot/templates/internal/eval"
)

// out collects the pieces of an output.
type out struct {
	pieces []Piece
	b      strings.Builder // text since the last mark
	size   int             // bytes, marks included
}

// text adds text, as far as the budget allows.
func (o *out) text(s string, b *eval.Budget) error {
	if o.size+len(s) > b.Bytes {
		return eval.ErrSize
	}
	o.size += len(s)
	o.b.WriteString(s)
	return nil
}

// mark adds a mark, which counts as much as its text.
func (o *out) mark(m Mark, b *eval.Budget) error {
	n := len(m.String())
	if o.size+n > b.Bytes {
		return eval.ErrSize
	}
	o.flush()
	o.size += n
	o.pieces = append(o.pieces, Piece{Mark: &m})
	return nil
}

func (o *out) flush() {
	if o.b.Len() > 0 {
		o.pieces = append(o.pieces, Piece{Text: o.b.String()})
		o.b.Reset()
	}
}

// done returns the pieces.
func (o *out) done() []Piece {
	o.flush()
	return o.pieces
}

// capture returns what do outputs.
func (r *runner) capture(do func() error) ([]Piece, error) {
	old := r.out
	r.out = &out{}
	defer func() { r.out = old }()
	err := do()
	return r.out.done(), err
}
