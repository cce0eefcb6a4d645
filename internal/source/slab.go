package source

// A Slab makes views on one parent, many to an allocation.
type Slab struct {
	parent *View
	free   []View
	size   int // of the last allocation
}

// NewSlab returns a slab of views on v.
func NewSlab(v *View) Slab { return Slab{parent: v} }

func (s *Slab) next() *View {
	if len(s.free) == 0 {
		s.size = min(max(8, 2*s.size), 256)
		s.free = make([]View, s.size)
	}
	c := &s.free[0]
	s.free = s.free[1:]
	return c
}

// ChildAt is View.ChildAt.
func (s *Slab) ChildAt(start, end int, layer Layer) *View {
	c := s.next()
	c.at(s.parent, start, end, layer)
	return c
}

// Decoded stacks a text that the layer has decoded from what stands at start in
// the parent's text; how, it is asked when somebody wants to know.
func (s *Slab) Decoded(text string, start int, layer Mapper) *View {
	c := s.next()
	c.Text, c.file, c.parent, c.layer, c.base, c.lazy = text, s.parent.file, s.parent, layer, start, true
	return c
}
