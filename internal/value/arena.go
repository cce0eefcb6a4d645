package value

import "github.com/promptglot/promptglot/internal/expr"

// An Arena makes nodes and lists of entries, many to an allocation. What it
// makes lives as long as any of it is in use, so that an arena is for one tree,
// or for a few that go together. The zero Arena is ready; it is not safe for
// concurrent use.
//
// Who carries one request after the other keeps one arena and resets it when a
// request is done: then nodes cost the garbage collector nothing.
type Arena struct {
	nodes slab[Node]
	list  slab[Entry]
	index []indexed // room for indexes; its length is what they have taken
	stack []Entry   // of a reader; empty between trees
}

// newArena returns an arena for the tree of one text.
func newArena(size int) *Arena {
	a := &Arena{}
	// The arguments of a tool call are a few dozen bytes.
	if n := 2 + size/16; n < slabMin {
		a.nodes.free, a.list.free = make([]Node, n), make([]Entry, n)
		a.stack = make([]Entry, 0, n)
	}
	return a
}

// Reset makes the arena ready for the next trees. Every node that it has made
// so far is void from then on, and so is what points at nodes: prompts, indexes,
// Entry.Node of a ledger. Strings and bytes stay what they are.
func (a *Arena) Reset() {
	a.nodes.reset()
	a.list.reset()
	clear(a.index)
	if a.index = a.index[:0]; cap(a.index) > indexKeep {
		a.index = nil
	}
	clear(a.stack[:cap(a.stack)]) // what a reader gave up on
	if cap(a.stack) > 4*slabMax {
		a.stack = nil
	}
}

// Index is NewIndex with the arena's memory.
func (a *Arena) Index(root *Node) *Index {
	x := &Index{}
	if root != nil {
		nodes, _ := root.count()
		x.all = a.room(nodes)
		x.add(root, -1, "", sameToken)
	}
	return x
}

// indexKeep bounds the room for indexes that is kept for the next trees, in
// nodes.
const indexKeep = 1 << 14

// room returns an empty list that takes n nodes.
func (a *Arena) room(n int) []indexed {
	if cap(a.index)-len(a.index) < n {
		a.index = make([]indexed, 0, max(n, min(2*cap(a.index), indexKeep)))
	}
	at := len(a.index)
	a.index = a.index[:at+n]
	return a.index[at : at : at+n]
}

// A slab hands out zeroed values, many to an allocation.
type slab[T any] struct {
	free   []T
	blocks [][]T // all of them; those before next are in use
	next   int
	size   int // of the last block
}

// Sizes of the blocks of a slab: they grow by half, so that a small tree is a
// small allocation and a large one few. What is kept for the next trees is
// bounded.
const (
	slabMin  = 16
	slabMax  = 128
	slabKeep = 64 // blocks
)

func (s *slab[T]) one() *T {
	if len(s.free) == 0 {
		s.grow(1)
	}
	v := &s.free[0]
	s.free = s.free[1:]
	return v
}

// take returns n values; appending to them makes a list of its own.
func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		if n > slabMax {
			return make([]T, n) // what is left still serves small lists
		}
		s.grow(n)
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

func (s *slab[T]) grow(n int) {
	for s.next < len(s.blocks) {
		s.free = s.blocks[s.next]
		if s.next++; len(s.free) >= n {
			return
		}
	}
	s.size = min(max(slabMin, s.size+s.size/2, n), slabMax)
	s.free = make([]T, s.size)
	s.blocks = append(s.blocks, s.free)
	s.next++
}

func (s *slab[T]) reset() {
	for i, b := range s.blocks[:s.next] {
		if i == s.next-1 {
			b = b[:len(b)-len(s.free)]
		}
		clear(b)
	}
	if len(s.blocks) > slabKeep {
		clear(s.blocks[slabKeep:])
		s.blocks = s.blocks[:slabKeep]
	}
	s.free, s.next = nil, 0
}

// Clone returns a deep copy of n that is in no index. Text and tags are shared:
// they are never changed in place.
func (a *Arena) Clone(n *Node) *Node {
	if n == nil {
		return nil
	}
	c := a.nodes.one()
	*c = *n
	c.id = 0
	c.Entries = a.clone(n.Entries)
	if n.Choice != nil {
		b := &expr.Block[*Node]{Close: n.Choice.Close, Arms: make([]expr.Arm[*Node], len(n.Choice.Arms))}
		for i, arm := range n.Choice.Arms {
			b.Arms[i] = expr.Arm[*Node]{Tag: arm.Tag, Body: a.Clone(arm.Body)}
		}
		c.Choice = b
	}
	return c
}

func (a *Arena) clone(es []Entry) []Entry {
	if len(es) == 0 {
		return nil
	}
	out := a.list.take(len(es))
	copy(out, es)
	for i := range out {
		e := &out[i]
		e.Value = a.Clone(e.Value)
		if e.Block != nil {
			b := &expr.Block[[]Entry]{Close: e.Block.Close, Arms: make([]expr.Arm[[]Entry], len(e.Block.Arms))}
			for j, arm := range e.Block.Arms {
				b.Arms[j] = expr.Arm[[]Entry]{Tag: arm.Tag, Body: a.clone(arm.Body)}
			}
			e.Block = b
		}
	}
	return out
}
