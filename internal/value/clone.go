package value

import "github.com/promptglot/promptglot/internal/expr"

// Clone returns a deep copy of n that is in no index. Text and tags are shared:
// they are never changed in place.
func (n *Node) Clone() *Node {
	if n == nil {
		return nil
	}
	c := *n
	c.id = 0
	c.Entries = cloneEntries(n.Entries)
	if n.Choice != nil {
		b := &expr.Block[*Node]{Close: n.Choice.Close, Arms: make([]expr.Arm[*Node], len(n.Choice.Arms))}
		for i, a := range n.Choice.Arms {
			b.Arms[i] = expr.Arm[*Node]{Tag: a.Tag, Body: a.Body.Clone()}
		}
		c.Choice = b
	}
	return &c
}

func cloneEntries(es []Entry) []Entry {
	if es == nil {
		return nil
	}
	out := make([]Entry, len(es))
	for i, e := range es {
		e.Value = e.Value.Clone()
		if e.Block != nil {
			b := &expr.Block[[]Entry]{Close: e.Block.Close, Arms: make([]expr.Arm[[]Entry], len(e.Block.Arms))}
			for j, a := range e.Block.Arms {
				b.Arms[j] = expr.Arm[[]Entry]{Tag: a.Tag, Body: cloneEntries(a.Body)}
			}
			e.Block = b
		}
		out[i] = e
	}
	return out
}
