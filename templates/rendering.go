package templates

import (
	"cmp"
	"errors"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// Missing says what becomes of a variable that is not in the data. The zero
// value prints nothing.
type Missing = eval.MissingMode

// The ways.
const (
	// MissingEmpty prints nothing, as most languages do.
	MissingEmpty = eval.MissingEmpty
	// MissingFails ends the rendering where the variable is used; conditions, and
	// what gives a default, may ask for it all the same.
	MissingFails = eval.MissingFails
	// MissingNames prints the variable's name.
	MissingNames = eval.MissingNames
)

// Limits bound a rendering. Zero fields mean the defaults.
type Limits struct {
	Steps int // evaluations, rounds of loops and holes; 1,000,000
	Bytes int // length of the output and of any text on the way; 4 MiB
	Depth int // partials, macros and loops that call one another; 100
}

// Budget returns what one rendering within the limits may spend.
func (l Limits) Budget() *eval.Budget {
	return &eval.Budget{Steps: cmp.Or(l.Steps, 1_000_000), Bytes: cmp.Or(l.Bytes, 4<<20), Depth: cmp.Or(l.Depth, 100)}
}

// An Error is why a template could not be rendered, and where. In a partial the
// place is the tag that calls it.
type Error struct {
	Problem
	// Raised is true where the template itself refused its data.
	Raised bool

	inner string // what is wrong in the innermost partial; "" outside of all
}

func (e *Error) Error() string { return e.Message }

// ErrorAt makes an error one that happened at the tag src, from start to end,
// unless it says already where it happened. It is nil for none.
func ErrorAt(start, end int, src string, err error) error {
	if err == nil {
		return nil
	}
	if e := (*Error)(nil); errors.As(err, &e) {
		return e
	}
	e := &Error{
		Problem: Problem{Kind: Unevaluated, Start: start, End: end, Construct: src, Message: Clip(src) + ": " + err.Error()},
		Raised:  errors.As(err, new(*eval.Raised)),
	}
	if in := (*partialError)(nil); errors.As(err, &in) {
		e.inner = in.msg
	}
	return e
}

// ErrorIn is the *Error that err is, with its place in the file of v.
func ErrorIn(v *source.View, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Problem: Problem{Kind: Unevaluated, Message: err.Error()}}
	}
	e.Span = v.Span(e.Start, e.End)
	return e
}

// A partialError is an error within a partial. Of partials that call one another
// it names the innermost only.
type partialError struct{ msg string }

func (e *partialError) Error() string { return e.msg }

// Within says that e happened in a partial.
func (e *Error) Within(name string) error {
	if e.inner != "" {
		return &partialError{e.inner}
	}
	return &partialError{"in the partial " + name + ": " + e.Message}
}
