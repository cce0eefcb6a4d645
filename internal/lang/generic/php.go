package generic

import (
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// phpOperator reads [...] + $more, an array of the members of both.
func phpOperator(r *read.Reader, n *value.Node) *value.Node {
	if r.Sign(0) != "+" || n.Kind != value.Object {
		return nil
	}
	r.Skip(1)
	return read.Merged(n, r.Unary())
}
