package tokens

import "encoding/binary"

// A cacheWriter appends the parts of a Definition.
type cacheWriter struct{ buf []byte }

func (w *cacheWriter) number(x uint64) { w.buf = binary.AppendUvarint(w.buf, x) }
func (w *cacheWriter) signed(x int64)  { w.buf = binary.AppendVarint(w.buf, x) }

func (w *cacheWriter) text(s string) {
	w.number(uint64(len(s)))
	w.buf = append(w.buf, s...)
}

func (w *cacheWriter) ids(ids []uint32) {
	w.number(uint64(len(ids)))
	for _, id := range ids {
		w.number(uint64(id))
	}
}

func (w *cacheWriter) steps(steps []Step) {
	w.number(uint64(len(steps)))
	for _, st := range steps {
		w.text(st.Op)
		w.text(st.From)
		w.text(st.To)
		w.text(st.Mode)
		w.flags(st.Invert)
	}
}

// flags writes a byte, the first flag lowest.
func (w *cacheWriter) flags(list ...bool) {
	b := byte(0)
	for i, f := range list {
		if f {
			b |= 1 << i
		}
	}
	w.buf = append(w.buf, b)
}

// A cacheReader reads them back. The checksum was right, so that what is out of
// place was written by something else: bad is all there is to say.
type cacheReader struct{ packReader }

// length reads the length of a list whose elements take at least size bytes.
func (r *cacheReader) length(size int) int {
	n := r.number()
	if n > len(r.rest)/size {
		r.bad = true
		return 0
	}
	return n
}

func (r *cacheReader) text() string { return r.bytes(r.number()) }

func (r *cacheReader) signed() int64 {
	x, n := binary.Varint([]byte(r.rest[:min(len(r.rest), binary.MaxVarintLen64)]))
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.rest = r.rest[n:]
	return x
}

func (r *cacheReader) fixed() uint64 {
	b := r.bytes(8)
	if r.bad {
		return 0
	}
	return load64(b, 0)
}

func (r *cacheReader) ids() []uint32 {
	n := r.length(1)
	if n == 0 {
		return nil
	}
	ids := make([]uint32, n)
	for i := range ids {
		ids[i] = uint32(r.number())
	}
	return ids
}

func (r *cacheReader) steps() []Step {
	n := r.length(5)
	if n == 0 {
		return nil
	}
	steps := make([]Step, n)
	for i := range steps {
		st := &steps[i]
		st.Op, st.From, st.To, st.Mode = r.text(), r.text(), r.text(), r.text()
		r.flags(&st.Invert)
	}
	return steps
}

func (r *cacheReader) flags(list ...*bool) {
	b := r.bytes(1)
	if r.bad {
		return
	}
	for i, f := range list {
		*f = b[0]>>i&1 != 0
	}
}

// A packReader takes the form apart; bad stays set after a short read.
type packReader struct {
	rest string
	bad  bool
}

func (r *packReader) bytes(n int) string {
	if n < 0 || n > len(r.rest) {
		r.bad = true
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// number reads a uvarint below 2^28, more than any vocabulary has of anything.
func (r *packReader) number() int {
	x := 0
	for shift := 0; shift < 28; shift += 7 {
		b := r.bytes(1)
		if r.bad {
			return 0
		}
		x |= int(b[0]&0x7f) << shift
		if b[0] < 0x80 {
			return x
		}
	}
	r.bad = true
	return 0
}
