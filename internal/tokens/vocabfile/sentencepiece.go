package vocabfile

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/tokens"
)

// The piece types of SentencePiece's ModelProto.
const (
	pieceNormal = iota + 1
	pieceUnknown
	pieceControl
	pieceUser
	pieceUnused
	pieceByte
)

// A spModel is what counting needs of a ModelProto.
type spModel struct {
	pieces []spPiece
	// of the trainer's settings
	kind         uint64 // 1 unigram, 2 BPE
	byteFallback bool
	suffix       bool // white space goes behind words
	// of the normalizer's
	charsmap []byte
	noPrefix bool // of add_dummy_prefix, which is true unless given
	keep     bool // of remove_extra_whitespaces, likewise
	noEscape bool // of escape_whitespaces, likewise
}

type spPiece struct {
	text  string
	score float32
	kind  uint64
}

func readSentencePiece(data []byte) (*tokens.Definition, error) {
	m, err := parseModelProto(data)
	switch {
	case err != nil:
		return nil, fmt.Errorf("not a whole SentencePiece model: %w", err)
	case m.kind != 1 && m.kind != 2:
		return nil, fmt.Errorf("SentencePiece model type %d is not supported; expected 1 (unigram) or 2 (BPE)", m.kind)
	case m.suffix:
		return nil, errors.New("SentencePiece's treat_whitespace_as_suffix is not supported")
	case m.noEscape:
		return nil, errors.New("SentencePiece without escape_whitespaces is not supported")
	case len(m.charsmap) > 0:
		return nil, errors.New("SentencePiece's precompiled normalization map is not supported; use the model's tokenizer.json or .model with identity normalization")
	case len(m.pieces) == 0:
		return nil, errors.New("the SentencePiece model has no pieces")
	}
	d := &tokens.Definition{}
	if !m.keep {
		d.Normalize = append(d.Normalize, tokens.Step{Op: "squeeze"})
	}
	if !m.noPrefix {
		d.Normalize = append(d.Normalize, tokens.Step{Op: "prepend", To: "▁"})
	}
	d.Normalize = append(d.Normalize, tokens.Step{Op: "replace", From: " ", To: "▁"})
	return d, m.fill(d)
}

// fill makes the model and the user-defined symbols, which SentencePiece takes
// out of the normalized text before anything else.
func (m *spModel) fill(d *tokens.Definition) error {
	n := len(m.pieces)
	if n > maxID {
		return fmt.Errorf("%d pieces; at most %d are read", n, maxID)
	}
	to := &d.Model
	*to = tokens.Model{Kind: tokens.CharPairs, Pieces: make([]string, n), Unknown: -1, FuseUnknown: true}
	if m.kind == 1 {
		to.Kind, to.Scores = tokens.Unigram, make([]float64, n)
	}
	names := map[string]uint32{}
	for id, p := range m.pieces {
		if p.text == "" || !utf8.ValidString(p.text) {
			return fmt.Errorf("piece %d is empty or not UTF-8", id)
		}
		switch p.kind {
		case pieceNormal:
			to.Pieces[id] = p.text
		case pieceUser:
			d.Added = append(d.Added, tokens.Added{ID: uint32(id), Text: p.text, Normalized: true, Literal: true})
		case pieceUnknown:
			to.Unknown = id
		case pieceByte:
			names[p.text] = uint32(id)
		case pieceControl:
		default:
			return fmt.Errorf("piece %d (%q) is of type %d, which is not supported", id, p.text, p.kind)
		}
		if m.kind == 1 {
			to.Scores[id] = float64(p.score)
		}
	}
	if m.byteFallback {
		var err error
		if to.Bytes, err = byteTokens(func(s string) (uint32, bool) { id, ok := names[s]; return id, ok }); err != nil {
			return err
		}
	}
	if m.kind == 1 {
		if len(d.Added) > 0 {
			return errors.New("a SentencePiece unigram model with user-defined symbols is not supported")
		}
		return nil
	}
	return m.pairs(to)
}

// pairs makes the merges that pieces and scores imply: any two parts that
// together are a piece are joined, the best score first.
func (m *spModel) pairs(to *tokens.Model) error {
	ids := map[string]uint32{}
	var scores []float32
	for id, p := range to.Pieces {
		if p == "" {
			continue
		}
		if _, twice := ids[p]; twice {
			return fmt.Errorf("the piece %q is there twice", p)
		}
		s := m.pieces[id].score
		if math.IsNaN(float64(s)) {
			return fmt.Errorf("the piece %q has no score", p)
		}
		ids[p] = uint32(id)
		scores = append(scores, s)
	}
	slices.Sort(scores)
	scores = slices.Compact(scores)
	for id, p := range to.Pieces {
		if len(p) > maxToken {
			return fmt.Errorf("piece %d has %d bytes; at most %d are read", id, len(p), maxToken)
		}
		if len(to.Pairs) > maxPairs {
			return fmt.Errorf("the pieces imply more than %d merges", maxPairs)
		}
		at, _ := slices.BinarySearch(scores, m.pieces[id].score)
		for i := range p {
			l, ok1 := ids[p[:i]]
			r, ok2 := ids[p[i:]]
			if i > 0 && ok1 && ok2 {
				to.Pairs = append(to.Pairs, tokens.Pair{Left: l, Right: r, ID: uint32(id), Rank: uint32(len(scores) - 1 - at)})
				continue
			}
			// A character that is part of pieces but none itself would have to be
			// merged all the same.
			if _, w := utf8.DecodeRuneInString(p[i:]); w < len(p) {
				if _, ok := ids[p[i:i+w]]; !ok {
					return fmt.Errorf("the piece %q has the character %q, which is no piece", p, p[i:i+w])
				}
			}
		}
	}
	return nil
}
