package policies

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
)

// outermost joins findings of a shipped rule on a loss with that on what it lies
// in: one target has no place for an option, another for one of its values, and
// the user has one thing to look at. A policy of the user's own keeps all.
func outermost(drafts []*draft) []*draft {
	type place struct{ rule, file, prompt, feature, path string }
	at := make(map[place]*draft, len(drafts))
	of := func(d *draft) (place, bool) {
		if d.fact == nil || d.fact.Kind != fact.Loss || d.fact.Loss.Path == "" || !d.rule.Shipped {
			return place{}, false
		}
		return place{d.Rule, d.File, d.fact.Prompt, d.fact.Feature, d.fact.Loss.Path}, true
	}
	for _, d := range drafts {
		if p, ok := of(d); ok && at[p] == nil {
			at[p] = d
		}
	}
	// The innermost first, so that it is joined with all that lies around it.
	order := slices.Clone(drafts)
	slices.SortStableFunc(order, func(x, y *draft) int { return cmp.Compare(depth(y), depth(x)) })
	gone := map[*draft]bool{}
	for _, d := range order {
		p, ok := of(d)
		for range maxAround {
			i := strings.LastIndexByte(p.path, '/')
			if !ok || i <= 0 {
				break
			}
			p.path = p.path[:i]
			if around := at[p]; around != nil {
				join([]*draft{around, d})
				gone[d] = true
				break
			}
		}
	}
	return slices.DeleteFunc(drafts, func(d *draft) bool { return gone[d] })
}

// maxAround bounds how many levels lie between a loss and one that holds it.
const maxAround = 6

// depth is how deep in the source a loss lies.
func depth(d *draft) int {
	if d.fact == nil || d.fact.Loss == nil {
		return 0
	}
	return strings.Count(d.fact.Loss.Path, "/")
}
