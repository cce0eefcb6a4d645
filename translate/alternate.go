package translate

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// alternative returns the value that stands at a dotted path of out, where v is
// the other side of the same decision: a program that sends max_completion_tokens
// to some models and max_tokens to the rest sets one limit, not two. Both are
// choices with the same conditions, and no arm of them holds both. It is nil
// otherwise.
func alternative(out *value.Node, path string, v *value.Node) *value.Node {
	for rest := path; rest != ""; {
		var head string
		head, rest, _ = strings.Cut(rest, ".")
		out = out.Get(head)
	}
	if out == nil || out.Kind != value.Choice || v == nil || v.Kind != value.Choice || out.Choice.IsLoop() || v.Choice.IsLoop() {
		return nil
	}
	a, b := out.Choice.Arms, v.Choice.Arms
	if !slices.EqualFunc(a, b, func(x, y expr.Arm[*value.Node]) bool {
		return x.Tag.Kind == y.Tag.Kind && x.Tag.Span == y.Tag.Span && CondText(x.Tag) == CondText(y.Tag) && (x.Body == nil || y.Body == nil)
	}) {
		return nil
	}
	return out
}

// together returns a choice with the values of both of two alternatives.
func together(a, b *value.Node) *value.Node {
	both := *a.Choice
	both.Arms = slices.Clone(a.Choice.Arms)
	for i := range both.Arms {
		if both.Arms[i].Body == nil {
			both.Arms[i].Body = b.Choice.Arms[i].Body
		}
	}
	n := a.Clone()
	n.Choice = &both
	return n
}

// withdraw takes a member that stands under a condition off a dotted path of out.
func withdraw(out *value.Node, path string) {
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		for _, step := range strings.Split(path[:i], ".") {
			out = out.Get(step)
		}
		path = path[i+1:]
	}
	out.Entries = slices.DeleteFunc(out.Entries, func(e value.Entry) bool {
		return e.Block != nil && !slices.ContainsFunc(e.Block.Arms, func(a expr.Arm[[]value.Entry]) bool {
			return slices.ContainsFunc(a.Body, func(m value.Entry) bool { return m.Key != path })
		})
	})
}
