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
		n, v, sc := 0, e.vocab(), new(scratch)
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
			if got := v.merge(sc, tok); len(got) != 1 || int(got[0]) != id {
				t.Fatalf("%s: token %d (%q) merges to %v", name, id, tok, got)
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

func TestScanAndHeapMergeAlike(t *testing.T) {
	v := encoding(t, "o200k_base").vocab()
	sc := new(scratch)
	for _, s := range append(hostile(), strings.Repeat("a", 99), strings.Repeat("ab", 50), noise(100), strings.Repeat("字", 33)) {
		scan := slices.Clone(v.mergeScan(sc, s))
		if heap := v.mergeHeap(sc, s); !slices.Equal(scan, heap) {
			t.Fatalf("%q: %v by scan, %v by heap", s, scan, heap)
		}
	}
}

func TestDamagedVocabularyIsRefused(t *testing.T) {
	good := packedP50k
	for name, bad := range map[string]string{
		"empty": "", "foreign": "gzip" + good, "short header": good[:100], "cut": good[:len(good)/2],
		"forward reference": good[:400] + strings.Repeat("\xff", len(good)-400),
	} {
		if _, err := unpack(bad, 1<<30); err == nil {
			t.Errorf("%s: accepted", name)
		}
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
