package vocabfile

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/tokens"
)

// patternsBySize names the pattern of published vocabularies by their number of
// ranks, since a .tiktoken file has nothing else to go by.
var patternsBySize = map[int]string{
	50256:  "gpt2",   // r50k_base
	100256: "cl100k", // cl100k_base, Phi-4
	128000: "cl100k", // Llama 3
	151643: "cl100k", // Qwen 1
	199998: "o200k",  // o200k_base
	200000: "o200k",  // Llama 4
}

// readTiktoken reads lines of a token in base64 and its rank.
func readTiktoken(data []byte, pattern string) (*tokens.Definition, error) {
	var ranks []string
	for n := 1; len(data) > 0; n++ {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 {
			continue
		}
		text, rank, _ := strings.Cut(string(line[:min(len(line), 1<<16)]), " ")
		id, err := strconv.Atoi(rank)
		if err != nil || id < 0 || id >= maxID {
			return nil, fmt.Errorf("line %d: not a vocabulary that is known: expected a token in base64, a space and its rank", n)
		}
		tok, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(tok) == 0 {
			return nil, fmt.Errorf("line %d: %q is not a token in base64", n, clip(text))
		}
		for len(ranks) <= id {
			ranks = append(ranks, "")
		}
		ranks[id] = string(tok)
	}
	if pattern == "" {
		if pattern = patternsBySize[len(ranks)]; pattern == "" {
			return nil, fmt.Errorf("a .tiktoken file names no pre-tokenizer, and none is known for %d ranks: give pattern: one of %s",
				len(ranks), strings.Join(tokens.PatternNames(), ", "))
		}
	}
	if tokens.Pattern(pattern) == "" {
		return nil, fmt.Errorf("unknown pattern %q: expected one of %s", pattern, strings.Join(tokens.PatternNames(), ", "))
	}
	m, err := rankModel(ranks)
	if err != nil {
		return nil, err
	}
	return &tokens.Definition{
		Model: m,
		Split: []tokens.Step{{Op: "regex", From: pattern, Mode: "isolated"}},
	}, nil
}

// clip shortens s for a message.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}

// rankModel makes the merges that ranks imply: any two tokens that together are
// a token are joined, that token's rank first.
func rankModel(ranks []string) (tokens.Model, error) {
	m := tokens.Model{Kind: tokens.BytePairs, Pieces: ranks, Unknown: -1, Whole: true}
	ids := make(map[string]uint32, len(ranks))
	for id, tok := range ranks {
		if tok != "" {
			ids[tok] = uint32(id)
		}
	}
	for b := range 256 {
		if _, ok := ids[string([]byte{byte(b)})]; !ok {
			return m, fmt.Errorf("the byte 0x%02x has no rank; is the file whole?", b)
		}
	}
	for id, tok := range ranks {
		for i := 1; i < len(tok) && len(tok) <= maxToken; i++ {
			l, ok1 := ids[tok[:i]]
			r, ok2 := ids[tok[i:]]
			if ok1 && ok2 {
				m.Pairs = append(m.Pairs, tokens.Pair{Left: l, Right: r, ID: uint32(id), Rank: uint32(id)})
			}
		}
		if len(m.Pairs) > maxPairs {
			return m, fmt.Errorf("the ranks imply more than %d merges", maxPairs)
		}
		if len(tok) > maxToken {
			return m, fmt.Errorf("token %d has %d bytes; at most %d are read", id, len(tok), maxToken)
		}
	}
	return m, nil
}

// maxToken bounds the bytes of a ranked token: its splits are all tried.
const maxToken = 1024

// maxPairs bounds the merges that ranks or scores imply; the largest published
// vocabularies imply about two million.
const maxPairs = 1 << 23

// A tekkenJSON is Mistral's tekken.json.
type tekkenJSON struct {
	Config struct {
		Pattern  string `json:"pattern"`
		Size     int    `json:"default_vocab_size"`
		Specials int    `json:"default_num_special_tokens"`
	} `json:"config"`
	Vocab []struct {
		Rank  int    `json:"rank"`
		Bytes []byte `json:"token_bytes"`
	} `json:"vocab"`
	Special []struct {
		Rank int    `json:"rank"`
		Text string `json:"token_str"`
	} `json:"special_tokens"`
}

// readTekken reads the ranks that the default size leaves beside the special
// tokens, which take the first ids.
func readTekken(data []byte) (*tokens.Definition, error) {
	var f tekkenJSON
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, jsonError(data, err)
	}
	pattern, n := tokens.Pattern(f.Config.Pattern), f.Config.Size-f.Config.Specials
	switch {
	case pattern == "":
		return nil, fmt.Errorf("config.pattern %q is not one of the known: %s", f.Config.Pattern, strings.Join(tokens.PatternNames(), ", "))
	case f.Config.Specials < 0 || f.Config.Size > maxID:
		return nil, fmt.Errorf("config: %d ids with %d special tokens are impossible", f.Config.Size, f.Config.Specials)
	case n < 256 || n > len(f.Vocab):
		return nil, fmt.Errorf("config.default_vocab_size asks for %d tokens and vocab has %d; is the file whole?", n, len(f.Vocab))
	}
	ranks := make([]string, n)
	for i, e := range f.Vocab[:n] {
		if e.Rank != i || len(e.Bytes) == 0 {
			return nil, fmt.Errorf("vocab[%d] has rank %d and %d bytes; expected ascending ranks and no empty token", i, e.Rank, len(e.Bytes))
		}
		ranks[i] = string(e.Bytes)
	}
	m, err := rankModel(ranks)
	if err != nil {
		return nil, err
	}
	off := uint32(f.Config.Specials)
	shifted := make([]string, f.Config.Specials, f.Config.Size)
	m.Pieces = append(shifted, ranks...)
	for i, p := range m.Pairs {
		m.Pairs[i] = tokens.Pair{Left: p.Left + off, Right: p.Right + off, ID: p.ID + off, Rank: p.Rank}
	}
	d := &tokens.Definition{Model: m, Split: []tokens.Step{{Op: "regex", From: pattern, Mode: "isolated"}}}
	for _, e := range f.Special {
		if e.Rank < 0 || e.Rank >= f.Config.Specials || e.Text == "" {
			return nil, errors.New("special_tokens: a rank is outside the special ids, or its text is empty")
		}
		d.Added = append(d.Added, tokens.Added{ID: uint32(e.Rank), Text: e.Text, Special: true})
	}
	return d, nil
}
