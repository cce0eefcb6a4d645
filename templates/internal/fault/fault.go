// Package fault says where a template could not be rendered: at a tag of it, or
// within a partial that the tag calls. It is shared by the languages whose
// templates call one another.
package fault

import (
	"errors"

	"github.com/promptglot/promptglot/templates"
)

// An Error is why a template could not be rendered, and where. In a partial the
// place is the tag that calls it.
type Error struct {
	templates.Problem
	inner string // what is wrong in the innermost partial; "" outside of all
}

func (e *Error) Error() string { return e.Message }

// At makes an error one that happened at the tag src, from start to end, unless
// it says already where it happened. It is nil for none.
func At(start, end int, src string, err error) error {
	if err == nil {
		return nil
	}
	if e := (*Error)(nil); errors.As(err, &e) {
		return e
	}
	e := &Error{Problem: templates.Problem{
		Kind: templates.Unevaluated, Start: start, End: end, Construct: src, Message: templates.Clip(src) + ": " + err.Error(),
	}}
	if in := (*partialError)(nil); errors.As(err, &in) {
		e.inner = in.msg
	}
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
