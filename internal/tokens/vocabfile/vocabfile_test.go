package vocabfile

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/tokens"
)

// tiktokenFile writes an embedded encoding as OpenAI publishes it.
func tiktokenFile(t testing.TB, name string) []byte {
	t.Helper()
	e, err := tokens.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for id := range e.Size() {
		if tok, ok := e.Token(id); ok {
			fmt.Fprintf(&b, "%s %d\n", base64.StdEncoding.EncodeToString([]byte(tok)), id)
		}
	}
	return b.Bytes()
}

func texts(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../testdata/languages/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	list := []string{"", " ", "it's IT'S", "\n \n x", "a\xffb", strings.Repeat("ab", 200), "<|endoftext|>", "字字 ½٣"}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(data))
	}
	return list
}

func TestTiktokenFileCountsAsTheEmbeddedEncoding(t *testing.T) {
	for _, name := range []string{"r50k_base", "cl100k_base"} {
		data := tiktokenFile(t, name)
		tok, err := Load(name, data, "", Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		e, _ := tokens.Get(name)
		for _, s := range texts(t) {
			if got, want := tok.Encode(nil, s), e.Encode(nil, s); !slices.Equal(got, want) || tok.Count(s) != len(want) {
				t.Errorf("%s: %q is %v, want %v", name, s, got, want)
			}
		}
	}
}

// memory is a Store that remembers, and counts its hits.
type memory struct {
	kept map[string][]byte
	hits int
}

func (m *memory) Get(key string) ([]byte, bool) {
	data, ok := m.kept[key]
	if ok {
		m.hits++
	}
	return data, ok
}

func (m *memory) Put(key string, data []byte) error {
	m.kept[key] = data
	return errors.New("the disk is full") // must not matter
}

func TestLoadedVocabularyIsKeptAndADamagedCopyReplaced(t *testing.T) {
	data, store := smallJSON(t, nil), &memory{kept: map[string][]byte{}}
	key := Key(data, Options{})
	for i, hits := range []int{0, 1, 2} {
		if i == 2 {
			store.kept[key] = store.kept[key][:50]
		}
		tok, err := Load("x", data, "", Options{}, store)
		if err != nil || tok.Count("low lower") != 3 {
			t.Fatal(err)
		}
		if store.hits != hits {
			t.Errorf("load %d: %d hits, want %d", i, store.hits, hits)
		}
	}
	if len(store.kept) != 1 || len(store.kept[key]) < 60 {
		t.Errorf("kept: %d entries", len(store.kept))
	}
	if Key(data, Options{Pattern: "gpt2"}) == key {
		t.Error("other options have the same key")
	}
	if _, err := Load("x", data, "00", Options{}, store); err == nil || !strings.Contains(err.Error(), "the configuration says 00") {
		t.Errorf("a wrong sum is %v", err)
	}
}

// smallJSON is a tokenizer.json with a few letters, changed by edit.
func smallJSON(t testing.TB, edit func(map[string]any)) []byte {
	t.Helper()
	vocab := map[string]any{}
	for i, p := range []string{"l", "o", "w", "e", "r", "Ġ", "lo", "low", "er", "Ġlow"} {
		vocab[p] = i
	}
	f := map[string]any{
		"version": "1.0", "added_tokens": []any{map[string]any{"id": 10, "content": "<eos>", "special": true}},
		"normalizer":     nil,
		"pre_tokenizer":  map[string]any{"type": "ByteLevel", "add_prefix_space": false},
		"post_processor": nil,
		"model": map[string]any{
			"type": "BPE", "vocab": vocab,
			"merges": []any{"l o", "lo w", "e r", "Ġ low"},
		},
	}
	if edit != nil {
		edit(f)
	}
	data, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestFilesThatCannotBeCountedExactlyAreRefused(t *testing.T) {
	model := func(key string, v any) func(map[string]any) {
		return func(f map[string]any) { f["model"].(map[string]any)[key] = v }
	}
	top := func(key string, v any) func(map[string]any) { return func(f map[string]any) { f[key] = v } }
	small := smallJSON(t, nil)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "the file is empty"},
		{"lfs", []byte("version https://git-lfs.github.com/spec/v1\n"), "the file is a Git LFS pointer, not the vocabulary; fetch it with git lfs pull"},
		{"page", []byte("<!DOCTYPE html>"), "the file is a web page, not a vocabulary; was a log-in needed to fetch it?"},
		{"cut", small[:len(small)/2], fmt.Sprintf("the JSON ends early, after %d bytes; is the file whole?", len(small)/2)},
		{"other JSON", []byte(`{"a": 1}`), `JSON, but neither a tokenizer.json (member "model") nor a tekken.json (members "config" and "vocab")`},
		{"wordpiece", smallJSON(t, model("type", "WordPiece")), `model type "WordPiece" is not supported; expected BPE or Unigram`},
		{"dropout", smallJSON(t, model("dropout", 0.1)), "the model drops merges at random (dropout 0.1): it has no one count"},
		{"suffix", smallJSON(t, model("end_of_word_suffix", "</w>")), `end_of_word_suffix "</w>" is not supported`},
		{"huge id", smallJSON(t, model("vocab", map[string]any{"a": 1 << 30})), `model.vocab: the id of "a" is 1073741824; expected less than 2097152`},
		{"merge", smallJSON(t, model("merges", []any{"x y"})), `model.merges[0]: "x" and "y" or what they make are not in the vocabulary`},
		{"normalizer", smallJSON(t, top("normalizer", map[string]any{"type": "Lowercase"})), `normalizer "Lowercase" is not supported`},
		{"pre-tokenizer", smallJSON(t, top("pre_tokenizer", map[string]any{"type": "BertPreTokenizer"})), `pre-tokenizer "BertPreTokenizer" is not supported`},
		{"post-processor", smallJSON(t, top("post_processor", map[string]any{"type": "Odd"})), `post-processor "Odd" is not supported`},
		{"text", []byte("hello\nworld\n"), "line 1: not a vocabulary that is known: expected a token in base64, a space and its rank"},
		{"base64", []byte("IQ== 0\n!!! 1\n"), `line 2: "!!!" is not a token in base64`},
		{"size", []byte("IQ== 0\n"), "a .tiktoken file names no pre-tokenizer, and none is known for 1 ranks: give pattern: one of " + strings.Join(tokens.PatternNames(), ", ")},
		{"proto", []byte{0x0a, 200, 1, 2}, "not a whole SentencePiece model: the protocol buffer ends early or is damaged"},
	} {
		_, err := Read("x", c.data, Options{})
		if err == nil || err.Error() != "tokenizer x: "+c.want {
			t.Errorf("%s: %v\nwant tokenizer x: %s", c.name, err, c.want)
		}
	}
}

// message writes a length-delimited field.
func message(field int, body []byte) []byte {
	out := binary.AppendUvarint(nil, uint64(field)<<3|2)
	return append(binary.AppendUvarint(out, uint64(len(body))), body...)
}

func varint(field int, v uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(nil, uint64(field)<<3), v)
}

// smallProto is a SentencePiece model of type kind.
func smallProto(kind uint64, normalizer ...[]byte) []byte {
	var out []byte
	piece := func(text string, score float32, typ uint64) {
		body := message(1, []byte(text))
		body = binary.LittleEndian.AppendUint32(append(body, 2<<3|5), math.Float32bits(score))
		out = append(out, message(1, append(body, varint(3, typ)...))...)
	}
	piece("<unk>", 0, 2)
	piece("<s>", 0, 3)
	piece("\n\n", 0, 4)
	for b := range 256 {
		piece(fmt.Sprintf("<0x%02X>", b), 0, 6)
	}
	for i, p := range []string{"▁l", "lo", "▁lo", "▁low", "er", "▁", "l", "o", "w", "e", "r"} {
		piece(p, float32(-i-1), 1)
	}
	out = append(out, message(2, append(varint(3, kind), varint(35, 1)...))...)
	return append(out, message(3, bytes.Join(normalizer, nil))...)
}

func TestSentencePieceModelIsRead(t *testing.T) {
	for _, c := range []struct {
		name       string
		normalizer [][]byte
		want       string
	}{
		{"keep", [][]byte{varint(4, 0)}, "▁low|▁|▁low|er|\n\n|<0x21>"},
		{"squeeze", nil, "▁low|▁low|er|\n\n|<0x21>"},
		{"no prefix", [][]byte{varint(3, 0), varint(4, 0)}, "lo|w|▁|▁low|er|\n\n|<0x21>"},
	} {
		tok, err := Load("x", smallProto(2, c.normalizer...), "", Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, id := range tok.Encode(nil, "low  lower\n\n!") {
			p, _ := tok.Token(id)
			got = append(got, p)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
	for want, data := range map[string][]byte{
		"SentencePiece model type 3 is not supported; expected 1 (unigram) or 2 (BPE)":  smallProto(3),
		"a SentencePiece unigram model with user-defined symbols is not supported":      smallProto(1),
		"SentencePiece's precompiled normalization map is not supported":                smallProto(2, message(2, []byte("x"))),
		"not a whole SentencePiece model: the protocol buffer ends early or is damaged": smallProto(2)[:1000],
	} {
		if _, err := Read("x", data, Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
}

func TestSpecialTokensAroundATextAreTold(t *testing.T) {
	data := smallJSON(t, func(f map[string]any) {
		f["post_processor"] = map[string]any{
			"type": "TemplateProcessing",
			"single": []any{
				map[string]any{"SpecialToken": map[string]any{"id": "<eos>", "type_id": 0}},
				map[string]any{"Sequence": map[string]any{"id": "A", "type_id": 0}},
				map[string]any{"SpecialToken": map[string]any{"id": "<eos>", "type_id": 0}},
			},
			"special_tokens": map[string]any{"<eos>": map[string]any{"id": "<eos>", "ids": []int{10}}},
		}
	})
	tok, err := Load("x", data, "", Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	before, after := tok.Frame()
	if !slices.Equal(before, []uint32{10}) || !slices.Equal(after, []uint32{10}) {
		t.Errorf("%v, %v", before, after)
	}
	if n := tok.Count("low<eos>"); n != 3 {
		// "e" and "o"; "<", "s" and ">" have no token here, nor an unknown one.
		t.Errorf("as text it has %d tokens", n)
	}
	if n := tok.CountRendered("low<eos>"); n != 2 {
		t.Errorf("rendered it has %d tokens", n)
	}
}

func TestVocabularyIsFoundInTheHubsCache(t *testing.T) {
	tree := map[string][]string{
		"hub/models--acme--llm/snapshots":     {"bbb", "aaa"},
		"hub/models--acme--llm/snapshots/aaa": {"config.json", "tokenizer.model"},
		"hub/models--acme--llm/snapshots/bbb": {"tokenizer.model", "tokenizer.json"},
	}
	list := func(folder string) []string { return tree[folder] }
	for _, c := range []struct{ repo, main, want string }{
		{"acme/llm", "bbb\n", "hub/models--acme--llm/snapshots/bbb/tokenizer.json"},
		{"acme/llm", "", "hub/models--acme--llm/snapshots/aaa/tokenizer.model"},
		{"acme/llm", "gone", "hub/models--acme--llm/snapshots/aaa/tokenizer.model"},
		{"acme/other", "", ""},
		{"../llm", "", ""},
		{"acme", "", ""},
	} {
		got := InHub("hub", c.repo, list, func(string) string { return c.main })
		if got != c.want {
			t.Errorf("%s at %q: %q, want %q", c.repo, c.main, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(smallJSON(f, nil))
	f.Add(smallProto(2))
	f.Add([]byte("IQ== 0\n"))
	f.Add([]byte(`{"config":{"pattern":"gpt2","default_vocab_size":300,"default_num_special_tokens":1},"vocab":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read("x", data, Options{Pattern: "gpt2"})
		if err != nil {
			return
		}
		tok, err := tokens.New(d)
		if err != nil {
			return
		}
		for _, s := range []string{"", "low lower\n\n!", "é字\xff"} {
			if n := tok.Count(s); n != len(tok.Encode(nil, s)) {
				t.Fatalf("%q: %d counted, other encoded", s, n)
			}
		}
	})
}
