package vocabfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/tokens"
)

type modelJSON struct {
	Type         string          `json:"type"`
	Dropout      *float64        `json:"dropout"`
	UnkToken     *string         `json:"unk_token"`
	UnkID        *int            `json:"unk_id"`
	Prefix       *string         `json:"continuing_subword_prefix"`
	Suffix       *string         `json:"end_of_word_suffix"`
	FuseUnk      bool            `json:"fuse_unk"`
	ByteFallback bool            `json:"byte_fallback"`
	IgnoreMerges bool            `json:"ignore_merges"`
	Vocab        json.RawMessage `json:"vocab"`
	Merges       json.RawMessage `json:"merges"`
}

// maxID bounds the ids of a vocabulary that is a table by name.
const maxID = 1 << 21

func (m *modelJSON) fill(to *tokens.Model, byteLevel bool) error {
	switch {
	case m.Dropout != nil && *m.Dropout != 0:
		return fmt.Errorf("the model drops merges at random (dropout %g): it has no one count", *m.Dropout)
	case m.Prefix != nil && *m.Prefix != "":
		return fmt.Errorf("continuing_subword_prefix %q is not supported", *m.Prefix)
	case m.Suffix != nil && *m.Suffix != "":
		return fmt.Errorf("end_of_word_suffix %q is not supported", *m.Suffix)
	}
	kind := m.Type
	if kind == "" && m.Merges != nil {
		kind = "BPE" // old files do not say
	}
	switch kind {
	case "BPE":
		return m.fillBPE(to, byteLevel)
	case "Unigram":
		if byteLevel {
			return errors.New("a Unigram model behind a ByteLevel pre-tokenizer is not supported")
		}
		return m.fillUnigram(to)
	}
	return fmt.Errorf("model type %q is not supported; expected BPE or Unigram", m.Type)
}

func (m *modelJSON) fillBPE(to *tokens.Model, byteLevel bool) error {
	var ids map[string]uint32
	if err := json.Unmarshal(m.Vocab, &ids); err != nil {
		return fmt.Errorf("model.vocab: %w", err)
	}
	n := 0
	for text, id := range ids {
		if id >= maxID {
			return fmt.Errorf("model.vocab: the id of %q is %d; expected less than %d", text, id, maxID)
		}
		n = max(n, int(id)+1)
	}
	*to = tokens.Model{
		Kind: tokens.CharPairs, Pieces: make([]string, n), Unknown: -1,
		FuseUnknown: m.FuseUnk, Whole: m.IgnoreMerges,
	}
	for text, id := range ids {
		to.Pieces[id] = text
	}
	if m.UnkToken != nil {
		id, ok := ids[*m.UnkToken]
		if !ok {
			return fmt.Errorf("the unknown token %q is not in the vocabulary", *m.UnkToken)
		}
		to.Unknown = int(id)
	}
	var err error
	if to.Pairs, err = m.pairs(ids); err != nil {
		return err
	}
	if byteLevel {
		to.Kind = tokens.BytePairs
		for id, p := range to.Pieces {
			to.Pieces[id] = fromByteLevel(p)
		}
		return nil
	}
	if m.ByteFallback {
		if to.Bytes, err = byteTokens(func(name string) (uint32, bool) { id, ok := ids[name]; return id, ok }); err != nil {
			return err
		}
	}
	return nil
}

// pairs reads the merges: ["a", "b"] or, in older files, "a b".
func (m *modelJSON) pairs(ids map[string]uint32) ([]tokens.Pair, error) {
	var split [][2]string
	if err := json.Unmarshal(m.Merges, &split); err != nil {
		var joined []string
		split = nil // what was read before the error
		if err := json.Unmarshal(m.Merges, &joined); err != nil {
			return nil, fmt.Errorf("model.merges: %w", err)
		}
		for i, e := range joined {
			l, r, ok := strings.Cut(e, " ")
			if !ok || strings.Contains(r, " ") {
				return nil, fmt.Errorf("model.merges[%d]: %q is not two tokens with a space between", i, e)
			}
			split = append(split, [2]string{l, r})
		}
	}
	out := make([]tokens.Pair, len(split))
	for i, e := range split {
		l, ok1 := ids[e[0]]
		r, ok2 := ids[e[1]]
		id, ok3 := ids[e[0]+e[1]]
		if !ok1 || !ok2 || !ok3 {
			return nil, fmt.Errorf("model.merges[%d]: %q and %q or what they make are not in the vocabulary", i, e[0], e[1])
		}
		out[i] = tokens.Pair{Left: l, Right: r, ID: id, Rank: uint32(i)}
	}
	return out, nil
}

func (m *modelJSON) fillUnigram(to *tokens.Model) error {
	var list [][2]json.RawMessage
	if err := json.Unmarshal(m.Vocab, &list); err != nil {
		return fmt.Errorf("model.vocab: %w", err)
	}
	*to = tokens.Model{Kind: tokens.Unigram, Unknown: -1, FuseUnknown: true}
	names := map[string]uint32{}
	for i, e := range list {
		var text string
		var score float64
		if json.Unmarshal(e[0], &text) != nil || json.Unmarshal(e[1], &score) != nil {
			return fmt.Errorf("model.vocab[%d] is not a text and a number", i)
		}
		to.Pieces, to.Scores = append(to.Pieces, text), append(to.Scores, score)
		names[text] = uint32(i)
	}
	if m.UnkID != nil {
		to.Unknown = *m.UnkID
	}
	if !m.ByteFallback {
		return nil
	}
	var err error
	to.Bytes, err = byteTokens(func(name string) (uint32, bool) { id, ok := names[name]; return id, ok })
	return err
}

// byteTokens finds <0x00> to <0xFF>.
func byteTokens(find func(string) (uint32, bool)) ([]uint32, error) {
	out := make([]uint32, 256)
	for b := range out {
		name := fmt.Sprintf("<0x%02X>", b)
		id, ok := find(name)
		if !ok {
			return nil, fmt.Errorf("byte fallback without the token %s is not supported", name)
		}
		out[b] = id
	}
	return out, nil
}

// levelBytes maps the characters that ByteLevel writes for bytes back: the
// printable ones of Latin-1 are themselves, the others follow from U+0100 on.
var levelBytes = func() map[rune]byte {
	m := make(map[rune]byte, 256)
	next := rune(0x100)
	for b := range 256 {
		r := rune(b)
		if !(b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae) {
			r = next
			next++
		}
		m[r] = byte(b)
	}
	return m
}()

// fromByteLevel returns the bytes that p is written for, or "" when it has
// other characters: then no text makes it.
func fromByteLevel(p string) string {
	out := make([]byte, 0, len(p))
	for _, r := range p {
		b, ok := levelBytes[r]
		if !ok {
			return ""
		}
		out = append(out, b)
	}
	return string(out)
}
