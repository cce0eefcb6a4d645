package callsite

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// ofConstant are the steps of a chain without the accessor at their end.
func (r *reader) ofConstant(steps []string) []string {
	if n := len(steps) - 1; n > 1 && r.Wire.Accessors[steps[n]] && capital(steps[n-1]) {
		return steps[:n]
	}
	return steps
}

// accessed returns the text that a call reads off a library's constant, nil for
// any other call.
func (r *reader) accessed(k *lang.Call) *value.Node {
	if len(k.Args) > 0 || k.Named != nil || k.Callee.Recv != nil || !r.Wire.Accessors[k.Callee.Last()] {
		return nil
	}
	steps := names(&k.Callee)
	of := r.ofConstant(steps)
	if len(of) == len(steps) {
		return nil
	}
	if s, ok := r.resolve(of); ok {
		if text, ok := textOf(s); ok {
			return &value.Node{Kind: value.String, Str: text, Span: k.Span}
		}
	}
	return r.modelConstant(of, k.Span)
}
