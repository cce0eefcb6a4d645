package read

import (
	"sync"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// A slab makes what every value needs, many to an allocation: a program has a
// node for nearly every word.
type slab struct {
	nodes  []value.Node
	tags   []expr.Tag
	steps  []lang.Step
	paths  []expr.Step
	chains []lang.Chain
	calls  []lang.Call
}

// slabSize is the number of nodes in an allocation.
const slabSize = 64

func (s *slab) node() *value.Node {
	if len(s.nodes) == 0 {
		s.nodes = make([]value.Node, slabSize)
	}
	n := &s.nodes[0]
	s.nodes = s.nodes[1:]
	return n
}

func (s *slab) tag() *expr.Tag {
	if len(s.tags) == 0 {
		s.tags = make([]expr.Tag, slabSize)
	}
	t := &s.tags[0]
	s.tags = s.tags[1:]
	return t
}

func (s *slab) chain() *lang.Chain {
	if len(s.chains) == 0 {
		s.chains = make([]lang.Chain, slabSize)
	}
	c := &s.chains[0]
	s.chains = s.chains[1:]
	return c
}

func (s *slab) call() *lang.Call {
	if len(s.calls) == 0 {
		s.calls = make([]lang.Call, slabSize/4)
	}
	c := &s.calls[0]
	s.calls = s.calls[1:]
	return c
}

// step returns room for n steps of a chain, the first of which is given.
func (s *slab) step(first lang.Step, n int) []lang.Step {
	if len(s.steps) < n {
		s.steps = make([]lang.Step, max(n, slabSize))
	}
	out := s.steps[:1:n]
	s.steps = s.steps[n:]
	out[0] = first
	return out
}

// path returns room for the n steps of a path.
func (s *slab) path(n int) []expr.Step {
	if len(s.paths) < n {
		s.paths = make([]expr.Step, max(n, slabSize))
	}
	out := s.paths[:n:n]
	s.paths = s.paths[n:]
	return out
}

// tokLists are lists of tokens that are used again.
var tokLists = sync.Pool{New: func() any { return new([]tok) }}

// maxKept is the length of the longest list that is kept, in tokens.
const maxKept = 1 << 16

func newToks(n int) []tok {
	p := tokLists.Get().(*[]tok)
	if out := *p; cap(out) >= n {
		return out[:0]
	}
	tokLists.Put(p)
	return make([]tok, 0, n)
}

// release gives the tokens back when the program is read.
func (r *Reader) release() {
	list := r.toks
	r.toks = nil
	if cap(list) > maxKept {
		return
	}
	clear(list) // they hold on to the text
	list = list[:0]
	tokLists.Put(&list)
}
