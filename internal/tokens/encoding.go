// Package tokens turns text into token counts.
//
// The encodings that OpenAI publishes are counted exactly, by splitters written
// by hand for their patterns, a pinned Unicode table and byte-pair merging over
// embedded vocabularies. What other vendors keep to themselves is estimated,
// with a band that says how far off it may be; see ForTokenizer. Vocabularies
// that their makers publish but that are not ours to embed are loaded from the
// user's files and counted exactly too: package vocabfile reads them into a
// Definition, and a Tokenizer counts by it.
//
// All text is ordinary text unless a function says otherwise: "<|endoftext|>" in
// a prompt is counted as the characters it is written with, not as the control
// token. What surrounds
// messages on the wire (framing, tool definitions, images) is not text and not
// counted here.
package tokens

import (
	_ "embed"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"
)

//go:embed data/o200k_base.ptok
var packedO200k string

//go:embed data/cl100k_base.ptok
var packedCL100k string

//go:embed data/p50k_base.ptok
var packedP50k string

// An Encoding is one of the published byte-pair encodings. It is safe for
// concurrent use. Short texts are counted on the packed vocabulary; once there
// is more text than unpacking costs, that is done, and the tables stay.
type Encoding struct {
	name  string
	split splitter
	*stored
}

// r50kIDs is how far r50k_base and gpt2 agree with p50k_base, which adds runs
// of spaces.
const r50kIDs = 50256

var encodings = func() map[string]*Encoding {
	o200k := store(&packedO200k, math.MaxInt)
	cl100k := store(&packedCL100k, math.MaxInt)
	p50k := store(&packedP50k, math.MaxInt)
	r50k := store(&packedP50k, r50kIDs)
	m := map[string]*Encoding{}
	for _, e := range []*Encoding{
		{"o200k_base", splitO200k, o200k},
		{"o200k_harmony", splitO200k, o200k}, // differs in control tokens only
		{"cl100k_base", splitCL100k, cl100k},
		{"p50k_base", splitGPT2, p50k},
		{"p50k_edit", splitGPT2, p50k}, // differs in control tokens only
		{"r50k_base", splitGPT2, r50k},
		{"gpt2", splitGPT2, r50k},
	} {
		m[e.name] = e
	}
	return m
}()

// Names returns the names that Get knows, sorted.
func Names() []string {
	names := make([]string, 0, len(encodings))
	for name := range encodings {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Get returns the encoding of that name. It does not unpack the vocabulary.
func Get(name string) (*Encoding, error) {
	if e, ok := encodings[name]; ok {
		return e, nil
	}
	return nil, fmt.Errorf("unknown encoding %q: expected one of %s", name, strings.Join(Names(), ", "))
}

// Name returns the name that Get was called with.
func (e *Encoding) Name() string { return e.name }

// Count returns the number of tokens of s. After the first calls it does not
// allocate, but for pieces of text longer than any word.
func (e *Encoding) Count(s string) int {
	n, _ := e.CountUpTo(s, math.MaxInt)
	return n
}

// CountUpTo counts until it is clear that s has more than limit tokens. If it
// has, exceeded is true and n is a number above limit and not above the true
// count; otherwise n is the count.
func (e *Encoding) CountUpTo(s string, limit int) (n int, exceeded bool) {
	v := e.vocab(len(s))
	if least := len(s) / v.longest; least > limit {
		return least, true
	}
	sc := v.pool.Get().(*scratch)
	defer v.release(sc)
	s = sc.valid(s)
	for i := 0; i < len(s); {
		end := e.split(s, i)
		if n += v.count(sc, s[i:end]); n > limit {
			return n, true
		}
		i = end
	}
	return n, false
}

// Encode appends the token ids of s to dst.
func (e *Encoding) Encode(dst []int, s string) []int {
	return e.encode(e.vocab(len(s)), dst, s)
}

func (e *Encoding) encode(v *vocab, dst []int, s string) []int {
	sc := v.pool.Get().(*scratch)
	defer v.release(sc)
	s = sc.valid(s)
	for i := 0; i < len(s); {
		end := e.split(s, i)
		dst = v.encode(sc, dst, s[i:end])
		i = end
	}
	return dst
}

// Pieces yields the pieces that s is split into before merging; joined they are
// s with ill-formed UTF-8 repaired. No token spans two of them.
func (e *Encoding) Pieces(s string) iter.Seq[string] {
	s = Repair(s)
	return func(yield func(string) bool) {
		for i := 0; i < len(s); {
			end := e.split(s, i)
			if !yield(s[i:end]) {
				return
			}
			i = end
		}
	}
}

// Token returns the bytes that id stands for; ok is false for ids that no text
// yields, control tokens among them. It needs the vocabulary unpacked.
func (e *Encoding) Token(id int) (text string, ok bool) {
	if id < 0 || id >= e.Size() {
		return "", false
	}
	v := e.unpacked()
	text = string(v.bytes(uint32(id)))
	return text, text != ""
}

// Size returns the number of ids, those that Token refuses included.
func (e *Encoding) Size() int { return int(e.packed().n) }

// valid returns s, or in sc's memory what it is counted as.
func (sc *scratch) valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	sc.fixed = repair(sc.fixed[:0], s)
	return unsafe.String(unsafe.SliceData(sc.fixed), len(sc.fixed))
}
