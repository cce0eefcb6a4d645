package tokens

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// A Tokenizer counts by a loaded vocabulary. It is safe for concurrent use.
//
// Count and Encode take control tokens in the text for ordinary text, as an
// Encoding does; CountRendered and EncodeRendered are for the output of a chat
// template, where each is the one token it names. Added tokens that are not
// control tokens (runs of blanks, for example) are found by both.
type Tokenizer struct {
	name       string
	model      model
	normalize  []normalizer
	stages     []stage
	raw        [2]matcher // for text and for rendered text
	normalized [2]matcher
	pieces     []string
	added      map[uint32]string
	before     []uint32
	after      []uint32
	pool       sync.Pool
}

// A model appends the tokens of a piece, which is not empty, to w.
type model interface {
	tokens(w *work, p string)
}

// New compiles d. It fails, naming the part, when d has a part that cannot be
// reproduced exactly: a count is right or there is none.
func New(d *Definition) (*Tokenizer, error) {
	if err := d.check(); err != nil {
		return nil, fmt.Errorf("tokenizer %s: %w", d.Name, err)
	}
	t := &Tokenizer{name: d.Name, pieces: d.Model.Pieces, before: d.Before, after: d.After, added: map[uint32]string{}}
	var err error
	if t.normalize, err = newNormalizers(d.Normalize); err != nil {
		return nil, fmt.Errorf("tokenizer %s: %w", d.Name, err)
	}
	if t.stages, err = newStages(d.Split); err != nil {
		return nil, fmt.Errorf("tokenizer %s: %w", d.Name, err)
	}
	if t.model, err = newModel(&d.Model); err != nil {
		return nil, fmt.Errorf("tokenizer %s: %w", d.Name, err)
	}
	for b, id := range d.Model.Bytes {
		if t.pieces[id] == "" { // kept out of what text is matched with
			t.added[id] = fmt.Sprintf("<0x%02X>", b)
		}
	}
	t.pool.New = func() any { return new(work) }
	w := new(work)
	for _, a := range d.Added {
		t.added[a.ID] = a.Text
		set := &t.raw
		if a.Normalized {
			set = &t.normalized
			if !a.Literal {
				a.Text = strings.Clone(w.normalized(t.normalize, a.Text))
			}
			if a.Text == "" {
				continue
			}
		}
		for rendered := range set {
			set[rendered].add(a, a.Special && rendered == 0)
		}
	}
	return t, nil
}

// Name returns the definition's name.
func (t *Tokenizer) Name() string { return t.name }

// Count returns the number of tokens of s, control tokens being text. After the
// first calls it does not allocate, but for texts of unusual length and those
// that a Unicode normal form changes.
func (t *Tokenizer) Count(s string) int {
	n, _ := t.CountUpTo(s, math.MaxInt)
	return n
}

// CountUpTo counts until it is clear that s has more than limit tokens. If it
// has, exceeded is true and n is above limit and not above the true count.
func (t *Tokenizer) CountUpTo(s string, limit int) (n int, exceeded bool) {
	n = t.count(s, limit, 0)
	return n, n > limit
}

// CountRendered counts the output of a chat template. Special tokens that the
// tokenizer adds by itself (see Frame) are not in it.
func (t *Tokenizer) CountRendered(s string) int { return t.count(s, math.MaxInt, 1) }

// Frame returns the ids that the tokenizer puts before and after a single text
// when asked for special tokens.
func (t *Tokenizer) Frame() (before, after []uint32) { return t.before, t.after }

// Encode appends the token ids of s to dst.
func (t *Tokenizer) Encode(dst []int, s string) []int { return t.encode(dst, s, 0) }

// EncodeRendered does so for the output of a chat template.
func (t *Tokenizer) EncodeRendered(dst []int, s string) []int { return t.encode(dst, s, 1) }

// Token returns what id stands for: bytes, or characters in which "▁" is a
// space; ok is false when no text yields id.
func (t *Tokenizer) Token(id int) (text string, ok bool) {
	if id < 0 || uint64(id) > math.MaxUint32 {
		return "", false
	}
	if text, ok = t.added[uint32(id)]; ok {
		return text, true
	}
	if id >= len(t.pieces) {
		return "", false
	}
	return t.pieces[id], t.pieces[id] != ""
}

func (t *Tokenizer) count(s string, limit, rendered int) int {
	w := t.pool.Get().(*work)
	w.n, w.limit, w.keep = 0, limit, false
	t.run(w, s, rendered)
	n := w.n
	t.release(w)
	return n
}

func (t *Tokenizer) encode(dst []int, s string, rendered int) []int {
	w := t.pool.Get().(*work)
	w.n, w.limit, w.keep, w.dst = 0, math.MaxInt, true, dst
	t.run(w, s, rendered)
	dst, w.dst = w.dst, nil
	t.release(w)
	return dst
}

// run finds the added tokens of the raw text and tokenizes what is between.
func (t *Tokenizer) run(w *work, s string, rendered int) {
	if !utf8.ValidString(s) {
		w.fixed = repair(w.fixed[:0], s)
		s = unsafe.String(unsafe.SliceData(w.fixed), len(w.fixed))
	}
	for from, at := 0, 0; from < len(s); {
		m := t.raw[rendered].next(s, at, from)
		if m.start > from {
			t.between(w, s[from:m.start], from == 0, rendered)
		}
		if m.token != nil {
			w.emit(m.token.ID)
		}
		from, at = m.end, m.end
		if w.n > w.limit {
			return
		}
	}
}

// between tokenizes text without raw added tokens; first: it begins the text.
func (t *Tokenizer) between(w *work, s string, first bool, rendered int) {
	s = w.normalized(t.normalize, s)
	if t.normalized[rendered].empty() {
		t.split(w, s, 0, first)
		return
	}
	for from := 0; from < len(s); {
		m := t.normalized[rendered].next(s, from, from)
		if m.start > from {
			t.split(w, s[from:m.start], 0, first && from == 0)
		}
		if m.token != nil {
			w.emit(m.token.ID)
		}
		from = m.end
	}
}

// split cuts s by the stages from the given one on and has the pieces
// tokenized.
func (t *Tokenizer) split(w *work, s string, k int, first bool) {
	if s == "" || w.n > w.limit {
		return
	}
	if k == len(t.stages) {
		t.model.tokens(w, s)
		return
	}
	st := &t.stages[k]
	if st.change != nil {
		s = st.change(w, s, first)
	}
	if st.next == nil {
		t.split(w, s, k+1, first)
		return
	}
	for i := 0; i < len(s) && w.n <= w.limit; {
		end, keep := st.next(s, i)
		if keep {
			t.split(w, s[i:end], k+1, first && i == 0)
		}
		i = end
	}
}

// release gives w back, without the memory of unusual texts.
func (t *Tokenizer) release(w *work) {
	if cap(w.symbols) > keepBytes || cap(w.ids) > keepBytes {
		w.symbols, w.heap, w.queue.links, w.joined, w.ids, w.path = nil, nil, nil, nil, nil, nil
	}
	for _, b := range []*[]byte{&w.fixed, &w.text[0], &w.text[1], &w.prefixed} {
		if cap(*b) > keepText {
			*b = nil
		}
	}
	t.pool.Put(w)
}

// Counter returns t as a Counter, whose counts are exact.
func (t *Tokenizer) Counter() Counter { return loaded{t} }

type loaded struct{ *Tokenizer }

func (loaded) Exact() bool { return true }

func (c loaded) Count(text string) Estimate {
	n := c.Tokenizer.Count(text)
	return Estimate{Low: n, Tokens: n, High: n, Method: Exact}
}
