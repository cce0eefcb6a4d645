package tokens

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
)

// cacheMagic names the form below and its version; a change of either the form
// or of what a Definition means changes it.
//
//	magic    "ptokd1\n"
//	32 B     SHA-256 of the rest
//	…        the definition: numbers as uvarints, texts with their length
const cacheMagic = "ptokd1\n"

// ErrCache is returned for data that MarshalBinary did not write, or that was
// changed since. The cure is to read the vocabulary file again.
var ErrCache = errors.New("the cached tokenizer is damaged or of another version")

// MarshalBinary returns d in a compact form that reads in a fraction of the
// time of the file it came from. Equal definitions give equal bytes.
func (d *Definition) MarshalBinary() ([]byte, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	w := cacheWriter{buf: make([]byte, len(cacheMagic)+sha256.Size, 1<<20)}
	w.text(d.Name)
	m := &d.Model
	w.number(uint64(m.Kind))
	w.number(uint64(m.Unknown + 1))
	w.flags(m.FuseUnknown, m.Whole)
	w.number(uint64(len(m.Pieces)))
	for _, p := range m.Pieces {
		w.text(p)
	}
	w.number(uint64(len(m.Pairs)))
	rank := uint32(0)
	for _, p := range m.Pairs {
		w.number(uint64(p.Left))
		w.number(uint64(p.Right))
		w.number(uint64(p.ID))
		w.signed(int64(p.Rank) - int64(rank))
		rank = p.Rank
	}
	w.number(uint64(len(m.Scores)))
	for _, s := range m.Scores {
		w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(s))
	}
	w.ids(m.Bytes)
	w.steps(d.Normalize)
	w.steps(d.Split)
	w.number(uint64(len(d.Added)))
	for _, a := range d.Added {
		w.number(uint64(a.ID))
		w.text(a.Text)
		w.flags(a.Special, a.Normalized, a.LeftStrip, a.RightStrip, a.SingleWord, a.Literal)
	}
	w.ids(d.Before)
	w.ids(d.After)
	copy(w.buf, cacheMagic)
	sum := sha256.Sum256(w.buf[len(cacheMagic)+sha256.Size:])
	copy(w.buf[len(cacheMagic):], sum[:])
	return w.buf, nil
}

// UnmarshalBinary reads what MarshalBinary wrote, or returns ErrCache. The
// definition keeps no part of data.
func (d *Definition) UnmarshalBinary(data []byte) error {
	head := len(cacheMagic) + sha256.Size
	if len(data) < head || string(data[:len(cacheMagic)]) != cacheMagic ||
		sha256.Sum256(data[head:]) != [sha256.Size]byte(data[len(cacheMagic):head]) {
		return ErrCache
	}
	// One string holds all texts; they are cut from it without copying.
	r := cacheReader{packReader: packReader{rest: string(data[head:])}}
	*d = Definition{Name: r.text()}
	m := &d.Model
	m.Kind = ModelKind(r.number())
	m.Unknown = r.number() - 1
	r.flags(&m.FuseUnknown, &m.Whole)
	m.Pieces = make([]string, r.length(1))
	for i := range m.Pieces {
		m.Pieces[i] = r.text()
	}
	m.Pairs = make([]Pair, r.length(4))
	rank := int64(0)
	for i := range m.Pairs {
		p := Pair{Left: uint32(r.number()), Right: uint32(r.number()), ID: uint32(r.number())}
		rank += r.signed()
		p.Rank = uint32(rank)
		m.Pairs[i] = p
	}
	if n := r.length(8); n > 0 {
		m.Scores = make([]float64, n)
	}
	for i := range m.Scores {
		m.Scores[i] = math.Float64frombits(r.fixed())
	}
	m.Bytes = r.ids()
	d.Normalize, d.Split = r.steps(), r.steps()
	if n := r.length(3); n > 0 {
		d.Added = make([]Added, n)
	}
	for i := range d.Added {
		a := &d.Added[i]
		a.ID, a.Text = uint32(r.number()), r.text()
		r.flags(&a.Special, &a.Normalized, &a.LeftStrip, &a.RightStrip, &a.SingleWord, &a.Literal)
	}
	d.Before, d.After = r.ids(), r.ids()
	if r.bad || r.rest != "" || d.check() != nil {
		return ErrCache
	}
	return nil
}
