package tokens

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// cutAll returns where a cutter cuts s.
func cutAll(next cutter, s string) (ends []int) {
	for i := 0; i < len(s); {
		i, _ = next(s, i)
		ends = append(ends, i)
	}
	return ends
}

// Every pattern that has a splitter is run by the general engine, too: the two
// must cut alike wherever Go's Unicode tables know the characters.
func TestTheGeneralEngineCutsAsTheSplittersDo(t *testing.T) {
	texts := hostile()
	alphabet := []rune("aAbBsSzZ019 \t\n\r\v'\"/\\.,!-_(){}<>|$éßяЯ字の한ا१\u0301\u01c5\u017f\u212a\u00a0\u0085\u2028\u3000\u200d")
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		s := make([]rune, 1+r.IntN(14))
		for i := range s {
			s[i] = alphabet[r.IntN(len(alphabet))]
		}
		texts = append(texts, string(s))
	}
	for _, name := range PatternNames() {
		for _, text := range patterns[name].texts {
			st := Step{Op: "regex", From: text, Mode: "isolated"}
			slow, err := newGeneral(st)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			fast := keeping(patterns[name].split)
			for _, s := range texts {
				if strings.ContainsFunc(s, func(r rune) bool {
					return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.C)
				}) {
					continue
				}
				if a, b := cutAll(fast, s), cutAll(slow, s); !slices.Equal(a, b) {
					t.Errorf("%s: %q is cut at %v by the splitter and at %v by the engine", name, s, a, b)
					break
				}
			}
		}
	}
}

func TestPatternsThatMightMeanSomethingElseAreRefusedByName(t *testing.T) {
	for _, c := range []struct{ pattern, want string }{
		{`\p{L}++|.`, "possessive"},
		{`a|.`, "has ."},
		{`\w+`, `has \w`},
		{`(?<=a)b`, "group"},
		{`x(?!y)`, "group"},
		{`(a|\s+(?!\S))b`, "lookahead"},
		{`[a[b]]`, "class inside a class"},
		{`[\S]`, `\S in a class`},
		{`(a)|\s+(?!\S)`, "capturing"},
		{`a{`, ""},
		{`(`, "cannot be read"},
		{strings.Repeat("a", maxPattern+1), "at most"},
	} {
		_, err := newGeneral(Step{From: c.pattern, Mode: "isolated"})
		if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%.40q: %v, want %q", c.pattern, err, c.want)
		}
	}
	if _, err := newGeneral(Step{From: "a", Mode: "contiguous"}); err == nil {
		t.Error("a behavior that is not carried out is accepted")
	}
}

func TestBetweenAndMatchesAreKeptAsTheModeSays(t *testing.T) {
	for _, c := range []struct {
		mode   string
		invert bool
		want   string
	}{{"isolated", false, "ab|12|c"}, {"removed", false, "ab|c"}, {"removed", true, "12"}} {
		next, err := newGeneral(Step{From: `\d+`, Mode: c.mode, Invert: c.invert})
		if err != nil {
			t.Fatal(err)
		}
		var kept []string
		for i, s := 0, "ab12c"; i < len(s); {
			end, keep := next(s, i)
			if keep {
				kept = append(kept, s[i:end])
			}
			i = end
		}
		if got := strings.Join(kept, "|"); got != c.want {
			t.Errorf("%s, invert %t: %s, want %s", c.mode, c.invert, got, c.want)
		}
	}
}

func BenchmarkGeneralEngine(b *testing.B) {
	next, err := newGeneral(Step{From: patterns["o200k"].texts[0], Mode: "isolated"})
	if err != nil {
		b.Fatal(err)
	}
	for name, s := range map[string]string{"blanks": strings.Repeat(" ", 1<<20), "letters": strings.Repeat("a", 1<<20), "signs": strings.Repeat("' ", 1<<19)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(1 << 20)
			for b.Loop() {
				cutAll(next, s)
			}
		})
	}
}

func FuzzGeneralPattern(f *testing.F) {
	for _, p := range patterns {
		f.Add(p.texts[0], "it's 12 \n x")
	}
	f.Fuzz(func(t *testing.T, pattern, s string) {
		next, err := newGeneral(Step{From: pattern, Mode: "isolated"})
		if err != nil || len(s) > 1000 {
			return
		}
		s = Repair(s)
		for i := 0; i < len(s); {
			end, _ := next(s, i)
			if end <= i || end > len(s) {
				t.Fatalf("a piece from %d to %d of %q", i, end, s)
			}
			i = end
		}
	})
}
