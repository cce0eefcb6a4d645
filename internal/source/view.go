package source

import (
	"errors"
	"sync/atomic"
	"unsafe"
)

// A View is text decoded from a file together with the map from every offset
// of that text back to the raw bytes. Views stack: Jinja in a YAML block
// scalar in a Markdown fence is three of them, and each owns the decoding and
// the encoding of its own layer only.
type View struct {
	Text string

	file   *File
	parent *View // nil for the lowest view
	layer  Layer
	// base is where Text begins in file.Data or, where the layer changes
	// nothing or is mapped lazily, in the parent's text.
	base int
	lazy bool // layer is a Mapper that has not been asked while segs is nil
	// segs is nil as well where the text stands in the parent as it is.
	segs atomic.Pointer[[]Seg]
}

// A Seg maps a run of decoded text to the parent's text. Segs are in order and
// cover the whole text; where the two differ (an escape, removed indentation)
// Verbatim is false and the run is one unit that cannot be cut.
type Seg struct {
	Out, OutEnd int // in the view's own text
	In, InEnd   int // in the parent's text
	Verbatim    bool
}

// A Layer writes text back in the syntax that a view was decoded from.
type Layer interface {
	// Encode returns what must stand in the parent instead of the decoded
	// range [start, end) so that it decodes to text; ok is false where the
	// syntax cannot say it in place.
	Encode(v *View, start, end int, text string) (enc string, ok bool)
	// Whole returns the parent's range and text for the entire view rewritten
	// as text; ok is false where even that cannot be said (an aliased anchor).
	Whole(v *View, text string) (start, end int, enc string, ok bool)
}

// A Mapper is a Layer that can say later how a text was decoded. Most texts are
// read and never pointed into; they need no map.
type Mapper interface {
	Layer
	// Segs decodes again what stands at start in the parent's text and returns
	// the map of v's text to it.
	Segs(v *View, parent string, start int) []Seg
}

// ErrDisplayOnly is returned for an edit that some layer cannot express.
var ErrDisplayOnly = errors.New("this text cannot be edited in place")

// View returns the raw bytes of s as the lowest view of a stack. The text shares
// the bytes of the file.
func (f *File) View(s Span) *View {
	start := max(0, min(s.Start, len(f.Data)))
	end := max(start, min(s.End, len(f.Data)))
	text := f.Data[start:end]
	// Data is immutable, so that a string may stand for it: a log of a gigabyte
	// is not copied to be read.
	return &View{Text: unsafe.String(unsafe.SliceData(text), len(text)), file: f, base: s.Start}
}

// Whole returns the view of the entire file.
func (f *File) Whole() *View { return f.View(Span{End: len(f.Data)}) }

// Child stacks a view on v: text decoded from v's text, the map, and the layer
// that encodes.
func (v *View) Child(text string, segs []Seg, layer Layer) *View {
	c := &View{Text: text, file: v.file, parent: v, layer: layer}
	c.segs.Store(&segs)
	return c
}

// ChildAt stacks the part [start, end) of v's text on v as it stands there,
// with a layer of its own: a string literal without escapes.
func (v *View) ChildAt(start, end int, layer Layer) *View {
	c := &View{}
	c.at(v, start, end, layer)
	return c
}

func (c *View) at(v *View, start, end int, layer Layer) {
	c.Text, c.file, c.parent, c.layer, c.base = v.Text[start:end], v.file, v, layer, start
}

// Slice returns the part [start, end) of v as a view whose edits go through v.
func (v *View) Slice(start, end int) *View {
	if v.parent == nil {
		return &View{Text: v.Text[start:end], file: v.file, base: v.base + start}
	}
	return v.ChildAt(start, end, verbatim{})
}

// mapped returns the map to the parent's text. Two who ask at the same time may
// both make it; it is the same.
func (v *View) mapped() []Seg {
	if p := v.segs.Load(); p != nil {
		return *p
	}
	segs := []Seg{{OutEnd: len(v.Text), In: v.base, InEnd: v.base + len(v.Text), Verbatim: true}}
	if v.lazy {
		segs = v.layer.(Mapper).Segs(v, v.parent.Text, v.base)
	}
	v.segs.Store(&segs)
	return segs
}

// File returns the file at the bottom of the stack.
func (v *View) File() *File { return v.file }

// All returns the raw bytes that the whole view was decoded from.
func (v *View) All() Span { return v.Span(0, len(v.Text)) }

// Span maps the decoded range [start, end) to raw bytes. A range that cuts an
// escape is widened to hold it.
func (v *View) Span(start, end int) Span {
	start = max(0, min(start, len(v.Text)))
	end = max(start, min(end, len(v.Text)))
	if v.parent == nil {
		return Span{Start: v.base + start, End: v.base + end}
	}
	a, b := v.toParent(start, end)
	return v.parent.Span(a, b)
}

// Parent returns the view that v was decoded from; nil for the lowest one.
func (v *View) Parent() *View { return v.parent }

// Layer returns the layer that writes v's text; nil for the lowest view.
func (v *View) Layer() Layer { return v.layer }

// ParentRange maps the decoded range [start, end) to offsets in the text of
// the parent, for layers; the lowest view has none and returns it unchanged.
func (v *View) ParentRange(start, end int) (int, int) {
	if v.parent == nil {
		return start, end
	}
	return v.toParent(start, end)
}

// toParent maps a decoded range to the parent's text.
func (v *View) toParent(start, end int) (int, int) {
	if !v.lazy && v.segs.Load() == nil {
		return v.base + start, v.base + end
	}
	segs := v.mapped()
	if len(segs) == 0 {
		return 0, 0
	}
	s := segs[segAt(segs, start)]
	a := s.In
	if s.Verbatim {
		a = s.In + min(start-s.Out, s.InEnd-s.In)
	} else if start >= s.OutEnd {
		a = s.InEnd
	}
	if end == start {
		return a, a
	}
	t := segs[segAt(segs, end-1)]
	b := t.InEnd
	if t.Verbatim {
		b = t.In + (end - t.Out)
	}
	return a, max(a, b)
}

// segAt returns the index of the seg that holds the decoded offset, the last
// one for an offset at the end.
func segAt(segs []Seg, off int) int {
	lo, hi := 0, len(segs)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if segs[mid].OutEnd <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Edit returns the edit of raw bytes that makes the decoded range read text.
// Each layer encodes for itself; one that cannot say it in place rewrites its
// whole scalar, and where that fails too the error is ErrDisplayOnly.
func (v *View) Edit(start, end int, text string) (Edit, error) {
	if start < 0 || end < start || end > len(v.Text) {
		return Edit{}, errors.New("edit outside of its text")
	}
	if v.parent == nil {
		return Edit{Span: Span{Start: v.base + start, End: v.base + end}, Text: text}, nil
	}
	// An edit that cuts an escape takes the whole escape with it.
	i, j, segs := start, end, v.mapped()
	if s := segs[segAt(segs, start)]; !s.Verbatim && start > s.Out && start < s.OutEnd {
		text, i = v.Text[s.Out:start]+text, s.Out
	}
	if end > start {
		if s := segs[segAt(segs, end-1)]; !s.Verbatim && end < s.OutEnd {
			text, j = text+v.Text[end:s.OutEnd], s.OutEnd
		}
	}
	if enc, ok := v.layer.Encode(v, i, j, text); ok {
		a, b := v.toParent(i, j)
		return v.parent.Edit(a, b, enc)
	}
	a, b, enc, ok := v.layer.Whole(v, v.Text[:i]+text+v.Text[j:])
	if !ok {
		return Edit{}, ErrDisplayOnly
	}
	return v.parent.Edit(a, b, enc)
}

// verbatim is the layer of a slice: its text is its parent's text.
type verbatim struct{}

func (verbatim) Encode(_ *View, _, _ int, text string) (string, bool) { return text, true }

func (verbatim) Whole(v *View, text string) (int, int, string, bool) {
	return v.base, v.base + len(v.Text), text, true
}
