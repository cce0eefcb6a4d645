package translate

import (
	"slices"

	"github.com/promptglot/promptglot/internal/value"
)

// Arrange puts the members of a request in the given order, the one that the
// vendor's own examples have; members that it does not name follow as they
// were. A condition stands where its first member does.
func Arrange(out *value.Node, order []string) {
	rank := func(e value.Entry) int {
		key := e.Key
		if e.Block != nil && len(e.Block.Arms) > 0 && len(e.Block.Arms[0].Body) > 0 {
			key = e.Block.Arms[0].Body[0].Key
		}
		if i := slices.Index(order, key); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(out.Entries, func(a, b value.Entry) int { return rank(a) - rank(b) })
}
