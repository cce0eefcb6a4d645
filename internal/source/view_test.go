package source

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// percent is a layer for tests: '%' and what is no letter or digit is written
// as %XX, so that nearly everything is an escape.
type percent struct{ refuse bool }

func (p percent) Encode(_ *View, _, _ int, text string) (string, bool) {
	return encodePercent(text), !p.refuse
}

func (p percent) Whole(v *View, text string) (int, int, string, bool) {
	a, b := v.ParentRange(0, len(v.Text))
	return a, b, encodePercent(text), true
}

func encodePercent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; 'a' <= c && c <= 'z' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// decodePercent stacks the decoded text of v on it.
func decodePercent(v *View, refuse bool) *View {
	var b strings.Builder
	var segs []Seg
	s := v.Text
	for i := 0; i < len(s); {
		out, in := b.Len(), i
		if s[i] == '%' {
			var c byte
			if _, err := fmt.Sscanf(s[i+1:i+3], "%02X", &c); err != nil {
				panic(err)
			}
			b.WriteByte(c)
			i += 3
		} else {
			for i < len(s) && s[i] != '%' {
				b.WriteByte(s[i])
				i++
			}
		}
		segs = append(segs, Seg{Out: out, OutEnd: b.Len(), In: in, InEnd: i, Verbatim: s[in] != '%'})
	}
	if segs == nil {
		segs = []Seg{{Verbatim: true}}
	}
	return v.Child(b.String(), segs, percent{refuse})
}

func TestEditThroughStackedViewsChangesExactlyItsRange(t *testing.T) {
	for seed := range int64(3000) {
		r := rand.New(rand.NewSource(seed))
		text := randomText(r, 20)
		refuse := seed%3 == 0
		stack := func(data string) *View {
			v := NewFile("x", []byte(data)).Whole()
			v = decodePercent(v.Slice(3, len(data)-2), refuse)
			v = decodePercent(v.Slice(1, len(v.Text)-1), false)
			return decodePercent(v, false)
		}
		data := "<--" + encodePercent("("+encodePercent(encodePercent(text))+")") + "->"
		v := stack(data)
		if v.Text != text {
			t.Fatalf("seed %d: decoded %q, want %q", seed, v.Text, text)
		}
		from := r.Intn(len(text) + 1)
		to := from + r.Intn(len(text)-from+1)
		with := randomText(r, 5)
		e, err := v.Edit(from, to, with)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		out, err := Apply([]byte(data), []Edit{e})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := stack(string(out)).Text, text[:from]+with+text[to:]; got != want {
			t.Fatalf("seed %d: [%d:%d) of %q -> %q gives %q", seed, from, to, text, with, got)
		}
		if from < to {
			s := v.Span(from, to)
			if s.Len() < to-from || !v.All().Contains(s) {
				t.Fatalf("seed %d: span %v of [%d:%d)", seed, s, from, to)
			}
		}
	}
}

func randomText(r *rand.Rand, most int) string {
	b := make([]byte, r.Intn(most))
	for i := range b {
		b[i] = "abc %\n\"\xc3\xa9"[r.Intn(9)]
	}
	return string(b)
}

func TestSpansOfNeighboursMeet(t *testing.T) {
	v := decodePercent(NewFile("x", []byte("ab%20%25cd")).Whole(), false)
	end := 0
	for i := range v.Text {
		s := v.Span(i, i+1)
		if s.Start != end {
			t.Errorf("byte %d begins at %d, the one before ends at %d", i, s.Start, end)
		}
		end = s.End
	}
	if end != 10 {
		t.Errorf("the text ends at %d", end)
	}
	if got := v.Span(-3, 99); got != (Span{0, 10}) {
		t.Errorf("a range beyond the text maps to %v", got)
	}
}

type mute struct{}

func (mute) Encode(*View, int, int, string) (string, bool) { return "", false }
func (mute) Whole(*View, string) (int, int, string, bool)  { return 0, 0, "", false }

func TestAnEditThatNoLayerCanSayIsDisplayOnly(t *testing.T) {
	base := NewFile("x", []byte("alias")).Whole()
	v := base.Child("text", []Seg{{OutEnd: 4, InEnd: 5}}, mute{})
	if _, err := v.Edit(1, 2, "y"); !errors.Is(err, ErrDisplayOnly) {
		t.Error(err)
	}
	if _, err := v.Edit(3, 9, "y"); err == nil {
		t.Error("an edit beyond the text is accepted")
	}
	if got := v.Slice(1, 3); got.Text != "ex" || got.All() != (Span{0, 5}) || got.Parent() != v {
		t.Errorf("%q %v", got.Text, got.All())
	}
}

// late is a percent layer that is asked for its map only when it is needed.
type late struct{ percent }

func (late) Segs(_ *View, parent string, start int) []Seg {
	segs := decodePercent(FromString("", parent[start:]).Whole(), false).mapped()
	for i := range segs {
		segs[i].In += start
		segs[i].InEnd += start
	}
	return segs
}

// A view that makes its map when somebody asks says the same as one that is
// given it, to several who ask at a time.
func TestLateMapIsTheMap(t *testing.T) {
	data := "<<" + encodePercent("some text, 100 % escaped")
	base := NewFile("x", []byte(data)).Whole()
	now := decodePercent(base.Slice(2, len(data)), false)
	slab := NewSlab(base)
	for range 20 { // more than one allocation of the slab
		v := slab.Decoded(now.Text, 2, late{})
		done := make(chan string)
		for range 2 {
			go func() {
				for i := range v.Text {
					if a, b := v.Span(i, i+1), now.Span(i, i+1); a != b {
						done <- fmt.Sprintf("byte %d stands at %v, not %v", i, a, b)
						return
					}
				}
				e, err := v.Edit(5, 9, "word")
				if f, _ := now.Edit(5, 9, "word"); err != nil || e != f {
					done <- fmt.Sprintf("the edit is %v, not %v: %v", e, f, err)
					return
				}
				done <- ""
			}()
		}
		for range 2 {
			if msg := <-done; msg != "" {
				t.Fatal(msg)
			}
		}
	}
}

func TestFileFromStringIsTheFile(t *testing.T) {
	for _, s := range []string{"", "a", "a\nb\r\n\n"} {
		f, g := FromString("x", s), NewFile("x", []byte(s))
		if f.Whole().Text != s || f.Lines() != g.Lines() || f.Pos(len(s)) != g.Pos(len(s)) || f.Slice(Span{Start: 0, End: len(s)}) != s {
			t.Errorf("%q: %v is not %v", s, f, g)
		}
	}
}
