package tokens

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

func encoding(t testing.TB, name string) *Encoding {
	t.Helper()
	e, err := Get(name)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// The ids were recorded from npm's tiktoken 1.0.22.
func TestKnownTextsHaveKnownTokens(t *testing.T) {
	for _, c := range []struct {
		enc, text string
		ids       []int
	}{
		{"o200k_base", "Hello, world!", []int{13225, 11, 2375, 0}},
		{"cl100k_base", "Hello, world!", []int{9906, 11, 1917, 0}},
		{"p50k_base", "Hello, world!", []int{15496, 11, 995, 0}},
		{"r50k_base", "    return x", []int{220, 220, 220, 1441, 2124}},
		{"p50k_base", "    return x", []int{50258, 1441, 2124}},
		{"o200k_base", " \n \n", []int{56319}},
		{"o200k_base", "", nil},
	} {
		for _, name := range []string{c.enc, twin[c.enc]} {
			if name == "" {
				continue
			}
			if got := encoding(t, name).Encode(nil, c.text); !slices.Equal(got, c.ids) {
				t.Errorf("%s: %q is %v, want %v", name, c.text, got, c.ids)
			}
		}
	}
}

// twin names encodings that must not differ on ordinary text.
var twin = map[string]string{"o200k_base": "o200k_harmony", "p50k_base": "p50k_edit", "r50k_base": "gpt2"}

func TestControlTokensInTextAreOrdinaryText(t *testing.T) {
	for _, name := range Names() {
		e := encoding(t, name)
		for _, id := range e.Encode(nil, "<|endoftext|>") {
			if tok, ok := e.Token(id); !ok || !strings.Contains("<|endoftext|>", tok) {
				t.Errorf("%s: token %d (%q) is not part of the text", name, id, tok)
			}
		}
		if n := e.Count("<|endoftext|>"); n < 3 {
			t.Errorf("%s: counted as %d tokens", name, n)
		}
	}
}

func TestUnknownEncodingIsRefusedWithTheKnownOnes(t *testing.T) {
	_, err := Get("o300k")
	want := `unknown encoding "o300k": expected one of cl100k_base, gpt2, o200k_base, o200k_harmony, p50k_base, p50k_edit, r50k_base`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestVocabulariesAreWhole(t *testing.T) {
	for name, want := range map[string]struct{ size, tokens int }{
		"o200k_base": {199998, 199998}, "cl100k_base": {100256, 100256},
		"p50k_base": {50281, 50280}, "r50k_base": {50256, 50256},
	} {
		e := encoding(t, name)
		n, v, packed, sc := 0, e.unpacked(), e.packed(), new(scratch)
		for id := range e.Size() {
			tok, ok := e.Token(id)
			if !ok {
				continue
			}
			n++
			// Each token is found again by its bytes and by merging them.
			if len(tok) > 1 {
				if got := v.id(tok, hashKey(keyOf(tok))); int(got) != id {
					t.Fatalf("%s: token %d is looked up as %d", name, id, got)
				}
			}
			for _, v := range []*vocab{v, packed} {
				if got := v.merge(sc, tok); len(got) != 1 || int(got[0]) != id {
					t.Fatalf("%s: token %d (%q) merges to %v", name, id, tok, got)
				}
			}
		}
		if e.Size() != want.size || n != want.tokens {
			t.Errorf("%s: %d ids, %d tokens; want %d, %d", name, e.Size(), n, want.size, want.tokens)
		}
	}
}

func TestIllFormedTextIsCountedAsItsRepair(t *testing.T) {
	for in, want := range map[string]string{
		"a\xff\xfeb":           "a\uFFFD\uFFFDb",
		"\xe2\x82":             "\uFFFD",             // a sequence cut short is one
		"\xe2\x82x":            "\uFFFDx",            //
		"\xf0\x9f\x98":         "\uFFFD",             //
		"\xf0\x80\x80":         "\uFFFD\uFFFD\uFFFD", // overlong: no start of anything
		"\xed\xa0\x80":         "\uFFFD\uFFFD\uFFFD", // a surrogate
		"\xc0\xaf":             "\uFFFD\uFFFD",
		"\xf4\x90\x80\x80":     "\uFFFD\uFFFD\uFFFD\uFFFD",
		"\xf1\x80\x80\xe2\x41": "\uFFFD\uFFFDA",
		"\uFFFD stays":         "\uFFFD stays",
	} {
		if got := Repair(in); got != want {
			t.Errorf("%q is repaired to %q, want %q", in, got, want)
		}
		if Invalid(in) == utf8.ValidString(in) {
			t.Errorf("Invalid(%q) is %v", in, Invalid(in))
		}
		e := encoding(t, "o200k_base")
		if e.Count(in) != e.Count(want) || !slices.Equal(e.Encode(nil, in), e.Encode(nil, want)) {
			t.Errorf("%q is not counted as %q", in, want)
		}
	}
}

func TestCountUpToStopsOnlyWhenTheLimitIsPassed(t *testing.T) {
	e := encoding(t, "cl100k_base")
	text := strings.Repeat("one two three, ", 400)
	n := e.Count(text)
	for _, limit := range []int{0, 1, 100, n - 1, n, n + 1, 10 * n} {
		got, exceeded := e.CountUpTo(text, limit)
		if exceeded != (n > limit) {
			t.Errorf("limit %d of %d: exceeded is %v", limit, n, exceeded)
		}
		if exceeded && (got <= limit || got > n) || !exceeded && got != n {
			t.Errorf("limit %d of %d: counted %d", limit, n, got)
		}
	}
	long := strings.Repeat(" ", 1<<20) + "x" // told by its length alone
	if got, exceeded := e.CountUpTo(long, 10); !exceeded || got > e.Count(long) {
		t.Errorf("a megabyte has %d tokens at most by CountUpTo, exceeded is %v", got, exceeded)
	}
}

func TestCountingAWarmEncodingDoesNotAllocate(t *testing.T) {
	text := strings.Repeat("Der Übergang — переход, 移行: func main() { fmt.Println(42) }\n", 50) + "\xff"
	for _, name := range []string{"o200k_base", "cl100k_base", "p50k_base"} {
		e := encoding(t, name)
		e.Count(text)
		if n := testing.AllocsPerRun(50, func() { e.Count(text) }); n >= 1 {
			t.Errorf("%s: %v allocations per count", name, n)
		}
	}
}

func TestConcurrentCountsAgree(t *testing.T) {
	e := encoding(t, "o200k_base")
	texts := hostile()
	want := make([]int, len(texts))
	for i, s := range texts {
		want[i] = e.Count(s)
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range texts {
				j := (i*7 + g*1000) % len(texts)
				if got := e.Count(texts[j]); got != want[j] {
					t.Errorf("%q: %d tokens here, %d there", texts[j], got, want[j])
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestScanAndQueueMergeAlike(t *testing.T) {
	v := encoding(t, "o200k_base").unpacked()
	sc := new(scratch)
	for _, s := range append(hostile(), strings.Repeat("a", 99), strings.Repeat("ab", 50), noise(100), strings.Repeat("字", 33)) {
		scan := slices.Clone(v.mergeScan(sc, s))
		if queue := v.mergeLong(sc, s); !slices.Equal(scan, queue) {
			t.Fatalf("%q: %v by scan, %v by queue", s, scan, queue)
		}
	}
}

func TestLongPiecesMergeAsAWhole(t *testing.T) {
	for _, name := range []string{"o200k_base", "cl100k_base", "p50k_base"} {
		v, sc := encoding(t, name).unpacked(), new(scratch)
		for what, s := range long(4*window + 77) {
			var whole []uint32
			nodes := v.mergeQueue(sc, s)
			for i := 0; i < len(s); i = int(nodes[i].next) {
				whole = append(whole, nodes[i].id)
			}
			if got := v.mergeLong(sc, s); !slices.Equal(got, whole) {
				t.Errorf("%s: %s: %d tokens by windows, %d as a whole", name, what, len(got), len(whole))
			}
		}
	}
}

// In this vocabulary what comes last is joined first, so that the end of a
// chain decides how its beginning is joined, farther back than windows overlap.
func TestPiecesThatTheirEndDecidesMergeAsAWhole(t *testing.T) {
	const chain = "abcdefghijklmnopq"
	v := &vocab{packed: packed{n: 256 + uint32(len(chain)), longest: 2}, joins: newJoins(len(chain))}
	for b := range v.single {
		v.single[b] = uint32(b)
	}
	for i := 1; i < len(chain); i++ {
		l, r := uint32(chain[i-1]), uint32(chain[i])
		v.joins.add(hashJoin(l, r), l, r, 256+uint32(len(chain)-i))
	}
	sc := new(scratch)
	for n := range len(chain) {
		s := strings.Repeat("z", window-n) + chain
		var whole []uint32
		nodes := v.mergeQueue(sc, s)
		for i := 0; i < len(s); i = int(nodes[i].next) {
			whole = append(whole, nodes[i].id)
		}
		if got := v.mergeLong(sc, s); !slices.Equal(got, whole) {
			t.Errorf("%d letters before the window's end: the chain is %v, as a whole %v", n, got[window-n:], whole[window-n:])
		}
	}
}

// long returns texts of about n bytes without a break.
func long(n int) map[string]string {
	of := func(s string) string { return strings.Repeat(s, n/len(s)) }
	digits := func(x uint64) string { // without a period
		var b strings.Builder
		for b.Len() < n {
			x = x*6364136223846793005 + 1442695040888963407
			b.WriteString(strings.Repeat("aab"[x>>60%3:][:1], 1+int(x>>40%37)))
		}
		return b.String()
	}
	return map[string]string{
		"letter": of("a"), "spaces": of(" "), "tabs": of("\t"), "lines": of("\n"), "dashes": of("-"), "equals": of("="),
		"NUL": of("\x00"), "replacement": of("\ufffd"), "joiners": of("\u200d"), "Han": of("字"), "two": of("ab"), "three": of("abc"),
		"marks": of("e\u0301"), "seven": of("entente"), "noise": noise(n), "runs": digits(1), "more runs": digits(2),
		"spaces and lines": of(" \n"), "signs": of("=-"), "one odd": "b" + of("a"), "odd end": of("a") + "b", "odd middle": of("a") + "b" + of("a"),
	}
}

func TestPackedAndUnpackedCountAlike(t *testing.T) {
	for _, name := range []string{"o200k_base", "cl100k_base", "p50k_base", "r50k_base"} {
		e := encoding(t, name)
		packed, tables, sc := e.packed(), must(e.packed().unpacked()), new(scratch)
		for _, s := range append(hostile(), strings.Repeat("ab", 5000), noise(1000), strings.Repeat("字", 333)) {
			s = Repair(s)
			for i := 0; i < len(s); {
				end := e.split(s, i)
				p := s[i:end]
				if a, b := packed.encode(sc, nil, p), tables.encode(sc, nil, p); !slices.Equal(a, b) {
					t.Fatalf("%s: %q is %v packed, %v unpacked", name, p, a, b)
				}
				i = end
			}
		}
	}
}

func TestMuchTextUnpacksTheVocabularyOnce(t *testing.T) {
	s := store(&packedP50k, r50kIDs)
	if s.vocab(unpackAfter) != s.packed() {
		t.Error("unpacked for little text")
	}
	tables := s.vocab(1)
	if tables == s.packed() || tables.words == nil {
		t.Error("not unpacked after much text")
	}
	if s.vocab(1) != tables || s.unpacked() != tables {
		t.Error("unpacked again")
	}
}

func TestPairsOfIDsAndTheirHashesAreOneToOne(t *testing.T) {
	for x := uint64(1); x != 0; x <<= 1 {
		l, r := uint32(x*mul3>>idBits&idMask), uint32(x*mul2&idMask)
		h := hashJoin(l, r)
		if l2, r2 := unhashJoin(h); l2 != l || r2 != r || h&lowBits != 0 {
			t.Errorf("%d, %d has the hash %x, which is that of %d, %d", l, r, h, l2, r2)
		}
	}
}

func TestDamagedVocabularyIsRefused(t *testing.T) {
	good := packedP50k
	for name, bad := range map[string]string{
		"empty": "", "foreign": "gzip" + good, "short header": good[:100], "cut": good[:len(good)/2],
		"too long": good + "x", "starts of nothing": good[:400] + strings.Repeat("\xff", len(good)-400),
	} {
		if _, err := open(bad, 1<<30); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	joins := len(good) - padding - 50024*joinSize
	v, err := open(good[:joins]+strings.Repeat("\x00", 50024*joinSize)+good[len(good)-padding:], 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.unpacked(); err == nil {
		t.Error("joins that make a byte: accepted")
	}
}

func TestEmbeddedVocabulariesAreSmall(t *testing.T) {
	if n := len(packedO200k) + len(packedCL100k) + len(packedP50k); n > 2_000_000 {
		t.Errorf("%d bytes; at most 2 MB", n)
	}
}

func FuzzTokensSpellTheText(f *testing.F) {
	for _, s := range []string{"", "it's", " \n \n", "a\xffb", "あAAAb'ſ", "\r\n/\n", "١٢٣٤ ½"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range []string{"o200k_base", "cl100k_base", "r50k_base"} {
			e := encoding(t, name)
			ids := e.Encode(nil, s)
			if e.Count(s) != len(ids) {
				t.Fatalf("%s: %q: %d counted, %d encoded", name, s, e.Count(s), len(ids))
			}
			var b strings.Builder
			for _, id := range ids {
				tok, ok := e.Token(id)
				if !ok {
					t.Fatalf("%s: %q: token %d does not exist", name, s, id)
				}
				b.WriteString(tok)
			}
			if b.String() != Repair(s) {
				t.Fatalf("%s: %q is spelt %q", name, s, b.String())
			}
		}
	})
}
