// Package verify is a second opinion on token counts: it counts with
// github.com/pkoukk/tiktoken-go, an independent implementation that interprets
// the published patterns with a regular-expression engine. It is fed with the
// vocabularies embedded in package tokens, so it needs no network, and a
// disagreement points at splitting or merging, not at data.
//
// It lives apart so that counting does not link a regular-expression engine.
package verify

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/pkoukk/tiktoken-go"

	"github.com/promptglot/promptglot/internal/tokens"
)

// MaxPiece is the longest unbroken piece of text, in bytes, that is passed on.
// The merge of tiktoken-go is quadratic: a hundred thousand letters take it six
// seconds.
const MaxPiece = 4096

// A Result compares the two.
type Result struct {
	Encoding string
	Ours     int // tokens by package tokens
	Theirs   int // tokens by tiktoken-go
	// Differs is the index of the first token that is not the same, -1 if none.
	Differs int
	// Around is the text of the piece that token lies in.
	Around string
}

// Agree reports whether all tokens are the same, not just their number.
func (r Result) Agree() bool { return r.Differs < 0 }

// String is one line for people.
func (r Result) String() string {
	if r.Agree() {
		return fmt.Sprintf("%s: %d tokens, tiktoken-go agrees", r.Encoding, r.Ours)
	}
	return fmt.Sprintf("%s: %d tokens, but %d by tiktoken-go; they part at token %d, in %q",
		r.Encoding, r.Ours, r.Theirs, r.Differs, r.Around)
}

// Verify encodes text with both and compares token by token. It fails for
// unknown encodings and for text with a piece longer than MaxPiece.
//
// tiktoken-go follows Go's Unicode tables, package tokens Unicode
// tokens.UnicodeVersion: characters that only one of them knows may be split
// differently, and then it is tiktoken-go that differs from OpenAI's tiktoken.
func Verify(encoding, text string) (Result, error) {
	e, err := tokens.Get(encoding)
	if err != nil {
		return Result{}, err
	}
	text = tokens.Repair(text)
	for p := range e.Pieces(text) {
		if len(p) > MaxPiece {
			return Result{}, fmt.Errorf("cannot verify: a run of %d bytes without a break is too long for tiktoken-go (at most %d)", len(p), MaxPiece)
		}
	}
	theirs, err := Encode(encoding, text)
	if err != nil {
		return Result{}, err
	}
	ours := e.Encode(nil, text)
	r := Result{Encoding: encoding, Ours: len(ours), Theirs: len(theirs), Differs: -1}
	if slices.Equal(ours, theirs) {
		return r, nil
	}
	r.Differs = 0
	for r.Differs < min(len(ours), len(theirs)) && ours[r.Differs] == theirs[r.Differs] {
		r.Differs++
	}
	n := 0
	for p := range e.Pieces(text) {
		r.Around = p
		if n += e.Count(p); n > r.Differs {
			break
		}
	}
	return r, nil
}

// Encode returns the tokens of text by tiktoken-go alone. Ill-formed UTF-8 is
// repaired first, as package tokens does.
func Encode(encoding, text string) ([]int, error) {
	t, err := get(encoding)
	if err != nil {
		return nil, err
	}
	return t.EncodeOrdinary(tokens.Repair(text)), nil
}

// same names, for encodings that tiktoken-go lacks, the one with the same
// ordinary tokens and pattern.
var same = map[string]string{"o200k_harmony": "o200k_base", "gpt2": "r50k_base"}

var cache = struct {
	sync.Mutex
	by map[string]*tiktoken.Tiktoken
}{by: map[string]*tiktoken.Tiktoken{}}

// get builds an encoding once: tiktoken-go itself would rebuild its tables at
// each call. The loader is set under the lock, for it is a global of theirs.
func get(name string) (*tiktoken.Tiktoken, error) {
	if s, ok := same[name]; ok {
		name = s
	}
	cache.Lock()
	defer cache.Unlock()
	if t, ok := cache.by[name]; ok {
		return t, nil
	}
	tiktoken.SetBpeLoader(loader{})
	t, err := tiktoken.GetEncoding(name)
	if err != nil {
		return nil, fmt.Errorf("tiktoken-go: %w", err)
	}
	cache.by[name] = t
	return t, nil
}

// loader hands our vocabularies to tiktoken-go, which asks by URL.
type loader struct{}

// LoadTiktokenBpe returns the ids by token of the encoding that url ends in.
func (loader) LoadTiktokenBpe(url string) (map[string]int, error) {
	e, err := tokens.Get(strings.TrimSuffix(path.Base(url), ".tiktoken"))
	if err != nil {
		return nil, err
	}
	ranks := make(map[string]int, e.Size())
	for id := range e.Size() {
		if tok, ok := e.Token(id); ok {
			ranks[tok] = id
		}
	}
	return ranks, nil
}
