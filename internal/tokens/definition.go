package tokens

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// A Definition is a tokenizer as data: what a vocabulary file says, whatever
// its format. Package vocabfile reads the formats; New makes it count.
type Definition struct {
	Name  string // how reports name it
	Model Model
	// Normalize is applied to the text between added tokens, in order.
	Normalize []Step
	// Split cuts the normalized text into the pieces that are tokenized alone,
	// each step within the pieces of the one before.
	Split []Step
	Added []Added
	// Before and After are the ids that the tokenizer puts around a single text
	// when asked for special tokens (the post-processor).
	Before, After []uint32
}

// A Model turns a piece of text into tokens.
type Model struct {
	Kind ModelKind
	// Pieces holds the text of each id; "" is an id that no text makes. It is
	// bytes for BytePairs, characters for the others.
	Pieces []string
	// Pairs are the joins of byte-pair encoding, the lowest rank first. Equal
	// ranks are joined from left to right.
	Pairs []Pair
	// Scores holds the log probability of each id, for Unigram only.
	Scores []float64
	// Unknown is the id of what has no piece, or -1 when that is dropped.
	Unknown int
	// FuseUnknown makes one token of unknown characters in a row.
	FuseUnknown bool
	// Bytes holds the ids of the tokens for single bytes that characters without
	// a piece fall back to; nil without fallback. BytePairs does not use it.
	Bytes []uint32
	// Whole takes a piece that is in the vocabulary as it is, without joining.
	Whole bool
}

// A ModelKind says how pieces become tokens.
type ModelKind uint8

// The kinds.
const (
	BytePairs ModelKind = iota + 1 // byte-pair encoding that starts with bytes
	CharPairs                      // byte-pair encoding that starts with characters
	Unigram                        // the most probable path
)

// A Pair says that Left and Right become ID.
type Pair struct{ Left, Right, ID, Rank uint32 }

// A Step is one operation on the text: a normalizer's or a pre-tokenizer's.
type Step struct {
	Op   string
	From string // what is looked for: a string or a pattern
	To   string // what it becomes
	// Mode is how a split treats what it finds: isolated, removed,
	// merged_with_previous, merged_with_next, contiguous; or for metaspace when
	// it prepends: always, first, never.
	Mode   string
	Invert bool // what is found and what lies between change places
}

// An Added token is found in the text before anything else is done with it.
type Added struct {
	ID      uint32
	Text    string
	Special bool // a control token: found in rendered templates only
	// Normalized tokens are sought in the normalized text, others in the raw.
	Normalized, LeftStrip, RightStrip, SingleWord bool
	// Literal says that Text is as it is in the normalized text; otherwise it is
	// normalized first.
	Literal bool
}

// The limits of a Definition: far above any published tokenizer, low enough
// that a wrong file cannot take all memory.
const (
	maxIDs   = 1 << 21
	maxPairs = 1 << 23
	maxPiece = 1 << 16 // bytes
	maxBytes = 1 << 25 // of all pieces
	maxAdded = 1 << 22 // of all added tokens
)

// check refuses definitions that would make counting panic or run away.
func (d *Definition) check() error {
	m := &d.Model
	n := len(m.Pieces)
	switch {
	case m.Kind < BytePairs || m.Kind > Unigram:
		return fmt.Errorf("unknown kind of model %d", m.Kind)
	case n == 0:
		return errors.New("the vocabulary is empty")
	case n > maxIDs:
		return fmt.Errorf("the vocabulary has %d ids; at most %d are read", n, maxIDs)
	case len(m.Pairs) > maxPairs:
		return fmt.Errorf("the vocabulary has %d merges; at most %d are read", len(m.Pairs), maxPairs)
	case m.Kind == Unigram && len(m.Scores) != n:
		return fmt.Errorf("%d scores for %d pieces", len(m.Scores), n)
	case m.Unknown >= n:
		return fmt.Errorf("the unknown token's id %d is outside the vocabulary", m.Unknown)
	case m.Bytes != nil && len(m.Bytes) != 256:
		return fmt.Errorf("%d byte tokens; expected 256", len(m.Bytes))
	}
	total := 0
	for id, p := range m.Pieces {
		if total += len(p); total > maxBytes {
			return fmt.Errorf("the pieces have more than %d bytes in all", maxBytes)
		}
		if len(p) > maxPiece {
			return fmt.Errorf("piece %d has %d bytes; at most %d are read", id, len(p), maxPiece)
		}
		if m.Kind != BytePairs && !utf8.ValidString(p) {
			return fmt.Errorf("piece %d is not valid UTF-8", id)
		}
	}
	for _, id := range m.Bytes {
		if int(id) >= n {
			return fmt.Errorf("byte token %d is outside the vocabulary", id)
		}
	}
	for i, p := range m.Pairs {
		if int(max(p.Left, p.Right, p.ID)) >= n || p.Rank >= none {
			return fmt.Errorf("merge %d names a token outside the vocabulary", i)
		}
	}
	total = 0
	for _, a := range d.Added {
		if total += len(a.Text); total > maxAdded {
			return fmt.Errorf("the added tokens have more than %d bytes in all", maxAdded)
		}
		if a.Text == "" || len(a.Text) > maxPiece {
			return fmt.Errorf("added token %d is empty or too long", a.ID)
		}
	}
	return nil
}
