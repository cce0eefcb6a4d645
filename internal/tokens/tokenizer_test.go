package tokens

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// charDefinition is a small SentencePiece-like vocabulary: byte tokens, the
// letters a to d, "▁", ">" and what the merges make, one of them across a blank.
func charDefinition() *Definition {
	d := &Definition{Name: "small"}
	m := &d.Model
	m.Kind, m.Unknown, m.FuseUnknown = CharPairs, 0, true
	m.Pieces = append(m.Pieces, "<unk>")
	for b := range 256 {
		m.Bytes = append(m.Bytes, uint32(len(m.Pieces)))
		m.Pieces = append(m.Pieces, "<0x"+string("0123456789ABCDEF"[b>>4])+string("0123456789ABCDEF"[b&15])+">")
	}
	ids := map[string]uint32{}
	add := func(p string) uint32 {
		if _, ok := ids[p]; !ok {
			ids[p] = uint32(len(m.Pieces))
			m.Pieces = append(m.Pieces, p)
		}
		return ids[p]
	}
	for _, p := range []string{"a", "b", "c", "d", "▁", ">", "字"} {
		add(p)
	}
	for i, e := range [][2]string{{"▁", "a"}, {"a", "b"}, {"▁a", "b"}, {"ab", "c"}, {">", "▁"}, {"▁", "▁"}, {">▁", "d"}, {"字", "字"}, {"a", "a"}, {"aa", "a"}} {
		m.Pairs = append(m.Pairs, Pair{add(e[0]), add(e[1]), add(e[0] + e[1]), uint32(i)})
	}
	d.Normalize = []Step{{Op: "replace", From: " ", To: "▁"}}
	return d
}

func build(t testing.TB, d *Definition) *Tokenizer {
	t.Helper()
	tok, err := New(d)
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

// spelt returns the tokens of s as text, with "|" between them.
func spelt(tok *Tokenizer, s string) string {
	var parts []string
	for _, id := range tok.EncodeRendered(nil, s) {
		p, _ := tok.Token(id)
		parts = append(parts, p)
	}
	return strings.Join(parts, "|")
}

func TestCharactersAreMergedByRankAndFallBackToBytes(t *testing.T) {
	tok := build(t, charDefinition())
	for in, want := range map[string]string{
		"":       "",
		"abc":    "abc",
		" abc":   "▁ab|c",
		"> d":    ">▁d",
		"x":      "<0x78>",
		"é":      "<0xC3>|<0xA9>",
		"字字字":    "字字|字",
		"aaaa":   "aa|aa",
		"a\xffb": "a|<0xEF>|<0xBF>|<0xBD>|b",
	} {
		if got := spelt(tok, in); got != want {
			t.Errorf("%q is %s, want %s", in, got, want)
		}
	}
}

func TestCuttingTextNeverChangesItsTokens(t *testing.T) {
	d := charDefinition()
	cut, whole := build(t, d), build(t, d)
	whole.model.(*charPairs).apart = nil
	rng := rand.New(rand.NewPCG(1, 2))
	parts := []string{"a", "b", "c", "d", " ", " ", ">", "字", "é", "\n", "▁", "abc"}
	for range 5000 {
		s := ""
		for n := rng.IntN(200); n > 0; n-- {
			s += parts[rng.IntN(len(parts))]
		}
		if got, want := cut.Encode(nil, s), whole.Encode(nil, s); !slices.Equal(got, want) || cut.Count(s) != len(want) {
			t.Fatalf("%q is %v (%d counted), uncut %v", s, got, cut.Count(s), want)
		}
	}
}

func TestRankedScanAndHeapMergeAlike(t *testing.T) {
	d := charDefinition()
	m := build(t, d).model.(*charPairs)
	rng := rand.New(rand.NewPCG(3, 4))
	w := new(work)
	for range 3000 {
		ids := make([]uint32, 2+rng.IntN(scanMax-2))
		for i := range ids {
			ids[i] = 257 + uint32(rng.IntN(7))
		}
		scan := slices.Clone(m.pairs.scanRanked(w, slices.Clone(ids)))
		if heap := wholeRanked(&m.pairs, ids); !slices.Equal(scan, heap) {
			t.Fatalf("%v: %v by scan, %v by heap", ids, scan, heap)
		}
	}
}

// wholeRanked merges ids without windows.
func wholeRanked(p *pairs, ids []uint32) (out []uint32) {
	syms := p.heapRanked(new(work), ids)
	for i := 0; i < len(ids); i = int(syms[i].next) {
		out = append(out, syms[i].id)
	}
	return out
}

func TestLongPiecesAreRankedAsAWhole(t *testing.T) {
	m := build(t, charDefinition()).model.(*charPairs)
	rng := rand.New(rand.NewPCG(5, 6))
	w := new(work)
	for run := range 40 {
		ids := make([]uint32, 2*window+rng.IntN(2*window))
		for i := range ids {
			ids[i] = 257 + uint32(rng.IntN(1+run%7))
		}
		want := wholeRanked(&m.pairs, ids)
		if got := m.pairs.longRanked(w, ids); !slices.Equal(got, want) {
			t.Fatalf("run %d: %d tokens by windows, %d as a whole", run, len(got), len(want))
		}
	}
	if m.pairs.ranks == 0 {
		t.Fatal("the definition's pairs are not ordered: the queue was not tried")
	}
	// The end of a chain decides how its beginning is joined, as in
	// TestPiecesThatTheirEndDecidesMergeAsAWhole.
	var list []Pair
	const n = 2 * rankedMargin
	for i := uint32(1); i < n; i++ {
		list = append(list, Pair{Left: i, Right: i + 1, ID: n + i, Rank: n - i})
	}
	p := newPairs(list)
	for before := range 4 {
		ids := make([]uint32, window-rankedMargin-3-before, window+n)
		for i := range uint32(n) {
			ids = append(ids, i+1)
		}
		want := wholeRanked(&p, ids)
		for _, ranks := range []int{p.ranks, 0} { // by queue and by heap
			q := p
			q.ranks = ranks
			if got := q.longRanked(w, ids); !slices.Equal(got, want) {
				t.Errorf("%d: %d tokens by windows, %d as a whole", before, len(got), len(want))
			}
		}
	}
}

func TestPairsThatMakeTheirOwnHalvesLaterAreNotQueued(t *testing.T) {
	for what, list := range map[string][]Pair{
		"made after use": {{Left: 3, Right: 4, ID: 5, Rank: 0}, {Left: 1, Right: 2, ID: 3, Rank: 1}},
		"made twice":     {{Left: 1, Right: 2, ID: 3, Rank: 0}, {Left: 3, Right: 4, ID: 5, Rank: 1}, {Left: 2, Right: 2, ID: 3, Rank: 2}},
		"of itself":      {{Left: 1, Right: 2, ID: 1, Rank: 0}},
		"far apart":      {{Left: 1, Right: 2, ID: 3, Rank: maxRanks}},
	} {
		if n := ordered(list); n != 0 {
			t.Errorf("%s: %d ranks", what, n)
		}
	}
	if n := ordered([]Pair{{Left: 1, Right: 2, ID: 3, Rank: 4}, {Left: 3, Right: 3, ID: 5, Rank: 7}}); n != 8 {
		t.Errorf("%d ranks; want 8", n)
	}
}

func TestAddedTokensAreFoundBeforeAnythingElse(t *testing.T) {
	d := charDefinition()
	d.Added = []Added{
		{ID: 900, Text: "<s>", Special: true},
		{ID: 901, Text: "aa"},
		{ID: 902, Text: "aab"},
		{ID: 903, Text: "[L]", LeftStrip: true},
		{ID: 904, Text: "[R]", RightStrip: true},
		{ID: 905, Text: "dd", SingleWord: true},
		{ID: 906, Text: "c d", Normalized: true},
	}
	tok := build(t, d)
	for in, want := range map[string]string{
		"baab":      "b|aab",
		"baac":      "b|aa|c",
		"a<s>b":     "a|<s>|b",
		"b \n[L] b": "b|[L]|▁|b",
		"b [R]\n b": "b|▁|[R]|b",
		"add":       "a|d|d",
		"> dd.":     ">▁|dd|<0x2E>",
		"ac db":     "a|c d|b",
	} {
		if got := spelt(tok, in); got != want {
			t.Errorf("%q is %s, want %s", in, got, want)
		}
	}
	if got := tok.Count("a<s>b"); got != 5 {
		t.Errorf("a control token in text is counted with %d tokens in all, want its 3 characters and 2", got)
	}
}

func TestUnigramTakesTheMostProbablePath(t *testing.T) {
	d := &Definition{Name: "uni", Model: Model{
		Kind: Unigram, Unknown: 0, FuseUnknown: true,
		Pieces: []string{"", "a", "b", "ab", "abc", "c", "bc", "字"},
		Scores: []float64{0, -2, -2, -3.5, -9, -2, -1, -5},
	}}
	tok := build(t, d)
	for in, want := range map[string]string{
		"abc": "a|bc", "ab": "ab", "字ab": "字|ab", "c": "c", "aéüb": "a||b", "é": "",
	} {
		if got := spelt(tok, in); got != want {
			t.Errorf("%q is %s, want %s", in, got, want)
		}
	}
	if got := tok.Encode(nil, "éü"); !slices.Equal(got, []int{0}) {
		t.Errorf("unknown characters in a row are %v, want one unknown token", got)
	}
}

func TestSplitsTreatWhatTheyFindAsTheirBehaviourSays(t *testing.T) {
	for _, c := range []struct {
		step Step
		text string // with "|" between the pieces
		gone string
	}{
		{Step{Op: "string", From: "-", Mode: "isolated"}, "the|-|final|-|-|countdown", ""},
		{Step{Op: "string", From: "-", Mode: "merged_with_previous"}, "the-|final-|-|countdown", ""},
		{Step{Op: "string", From: "-", Mode: "merged_with_next"}, "the|-final|-|-countdown", ""},
		{Step{Op: "string", From: "-", Mode: "contiguous"}, "the|-|final|--|countdown", ""},
		{Step{Op: "string", From: "-", Mode: "removed"}, "the|final|countdown", "the-final--countdown"},
		{Step{Op: "digits", Mode: "isolated"}, "a|1|2|b |½", ""},
		{Step{Op: "digits", Mode: "contiguous"}, "a|12|b |½", ""},
		{Step{Op: "regex", From: "deepseek", Mode: "isolated"}, "x| y|.Foo|(bar|)\n| | z|1\x01|2é", ""},
		{Step{Op: "regex", From: "cjk", Mode: "isolated"}, "a|字カ|b", ""},
		{Step{Op: "regex", From: "qwen2", Mode: "isolated"}, "a|1|2| b|'s", ""},
		{Step{Op: "regex", From: "tekken", Mode: "isolated"}, "it|'s| camel|Case|1|2|://", ""},
	} {
		stages, err := newStages([]Step{c.step})
		if err != nil {
			t.Fatal(err)
		}
		text := c.gone
		if text == "" {
			text = strings.ReplaceAll(c.text, "|", "")
		}
		var got []string
		for i := 0; i < len(text); {
			end, keep := stages[0].next(text, i)
			if keep {
				got = append(got, text[i:end])
			}
			i = end
		}
		if s := strings.Join(got, "|"); s != c.text {
			t.Errorf("%+v: %q, want %q", c.step, s, c.text)
		}
	}
}

func TestPatternSplittersAdvanceAndLoseNothing(t *testing.T) {
	for name, p := range patterns {
		for _, s := range hostile() {
			for i := 0; i < len(s); {
				end := p.split(s, i)
				if end <= i || end > len(s) {
					t.Fatalf("%s: %q: a piece from %d to %d", name, s, i, end)
				}
				i = end
			}
		}
	}
}

func TestUnknownPartsAreRefusedByName(t *testing.T) {
	for want, change := range map[string]func(*Definition){
		`tokenizer small: the Split pattern "(?<!x)[a-z]+" is not one of the known (`: func(d *Definition) {
			d.Split = []Step{{Op: "regex", From: "(?<!x)[a-z]+", Mode: "isolated"}}
		},
		`tokenizer small: pre-tokenizer "bert" is not supported`: func(d *Definition) { d.Split = []Step{{Op: "bert"}} },
		`tokenizer small: normalizer "soundex" is not supported`: func(d *Definition) { d.Normalize = []Step{{Op: "soundex"}} },
		`tokenizer small: merge 0 names a token outside the vocabulary`: func(d *Definition) {
			d.Model.Pairs[0].ID = 1 << 30
		},
		`tokenizer small: the vocabulary is empty`: func(d *Definition) { d.Model.Pieces = nil },
	} {
		d := charDefinition()
		change(d)
		if _, err := New(d); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}

func TestCachedDefinitionIsTheSameAndDamageIsSeen(t *testing.T) {
	d := charDefinition()
	d.Added = []Added{{ID: 900, Text: "<s>", Special: true, RightStrip: true}}
	d.Split = []Step{{Op: "string", From: "-", Mode: "isolated"}}
	d.Before = []uint32{900}
	data, err := d.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back Definition
	if err := back.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	again, err := back.MarshalBinary()
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("written again it differs (%v)", err)
	}
	for n := range len(data) {
		if err := back.UnmarshalBinary(data[:n]); !errors.Is(err, ErrCache) {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
	}
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 1
		if err := back.UnmarshalBinary(bad); !errors.Is(err, ErrCache) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
}

func TestCountingByAWarmTokenizerDoesNotAllocate(t *testing.T) {
	d := charDefinition()
	d.Normalize = append([]Step{{Op: "nfc"}, {Op: "prepend", To: "▁"}}, d.Normalize...)
	d.Added = []Added{{ID: 900, Text: "<s>", Special: true}}
	tok := build(t, d)
	text := strings.Repeat("abc d > d 字字 é <s>\n", 100) + "\xff"
	tok.Count(text)
	if n := testing.AllocsPerRun(50, func() { tok.Count(text) }); n >= 1 {
		t.Errorf("%v allocations per count", n)
	}
}

func TestCountUpToStopsEarly(t *testing.T) {
	tok := build(t, charDefinition())
	text := strings.Repeat("abc ", 4000)
	n := tok.Count(text)
	for _, limit := range []int{0, 10, n - 1, n, n + 1} {
		got, exceeded := tok.CountUpTo(text, limit)
		if exceeded != (n > limit) || exceeded && (got <= limit || got > n) || !exceeded && got != n {
			t.Errorf("limit %d of %d: %d, %v", limit, n, got, exceeded)
		}
	}
}

// The checksum keeps accidents out; what it cannot keep out must do no harm.
func FuzzCachedDefinition(f *testing.F) {
	head := len(cacheMagic) + sha256.Size
	data, err := charDefinition().MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data[head:])
	f.Fuzz(func(t *testing.T, payload []byte) {
		sum := sha256.Sum256(payload)
		var d Definition
		if d.UnmarshalBinary(slices.Concat([]byte(cacheMagic), sum[:], payload)) != nil {
			return
		}
		tok, err := New(&d)
		if err != nil {
			return
		}
		for _, s := range []string{"", "abc > d", "字\xff"} {
			if n := tok.Count(s); n != len(tok.Encode(nil, s)) {
				t.Fatalf("%q: %d counted, other encoded", s, n)
			}
		}
	})
}
