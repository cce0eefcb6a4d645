package tokens

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTextIsSplitWhereThePatternsSplitIt(t *testing.T) {
	for _, c := range []struct{ enc, text string }{
		{"o200k_base", "Hello| World's"},
		{"o200k_base", "it's| IT'S| it'ſ| we'Ve"},
		{"o200k_base", "camel|Case|HTMLParser"},
		{"o200k_base", "あ|AAA"},
		{"o200k_base", "AあAAAb"},
		{"o200k_base", "\u0301|ABC"},
		{"o200k_base", "\u0301ABc"},
		{"o200k_base", "!!\u0301"},
		{"o200k_base", "http|://|a|//\n/\n|b"},
		{"o200k_base", "123|456|7"},
		{"o200k_base", "١٢٣|٤"},
		{"o200k_base", " \n \n"},
		{"o200k_base", " \n \n| | x"},
		{"o200k_base", "\r\n\r\n| x"},
		{"o200k_base", "  | x"},
		{"o200k_base", "\t|\tx"},
		{"o200k_base", "a|\u00a0b"},
		{"o200k_base", "a|\u00a0|\u00a0b"},
		{"o200k_base", "a| \n"},
		{"o200k_base", "(name|)"},
		{"o200k_base", "<endoftext|>"},
		{"cl100k_base", "Hello| World|'s"},
		{"cl100k_base", "'s|abc"},
		{"cl100k_base", "'ſ|abc"},
		{"cl100k_base", "'xyz"},
		{"cl100k_base", "camelCase"},
		{"cl100k_base", "//\n|/"},
		{"cl100k_base", "\u0301ABC"},
		{"cl100k_base", "a|\u0301\u0301"},
		{"cl100k_base", " \n \n"},
		{"p50k_base", "it|'s| IT|'|S"},
		{"p50k_base", "it|'|ſ"},
		{"p50k_base", "1234567| 89"},
		{"p50k_base", "a|\n|\n|b"},
		{"p50k_base", " \n |\n|x"},
		{"gpt2", "  | --| x"},
	} {
		e, err := Get(c.enc)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Split(c.text, "|")
		got := slices.Collect(e.Pieces(strings.ReplaceAll(c.text, "|", "")))
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.enc, got, want)
		}
	}
}

func TestSplittersAdvanceAndLoseNothing(t *testing.T) {
	for _, s := range hostile() {
		for _, split := range []splitter{splitO200k, splitCL100k, splitGPT2} {
			for i := 0; i < len(s); {
				end := split(s, i)
				if end <= i || end > len(s) || !utf8.ValidString(s[i:end]) {
					t.Fatalf("%q: a piece from %d to %d", s, i, end)
				}
				i = end
			}
		}
	}
}

func TestClassesAreThoseOfUnicode16(t *testing.T) {
	for r, want := range map[rune]uint8{
		'A': upper, 'ǅ': upper, 'a': lower, 'ª': plain, 'ʰ': plain, '字': plain,
		0x301: mark, 0x20DD: mark, '7': digit, '½': digit, 'Ⅷ': digit,
		' ': space, '\t': space, 0x85: space, 0xA0: space, 0x2028: space, 0x3000: space,
		'\n': line, '\r': line, 0x200B: other, 0xFEFF: other, 0x180E: other, 0x378: other,
		0x10D50: upper,                                 // Garay, new in 16.0
		0x10D70: lower,                                 //
		0x1C89:  upper,                                 // Cyrillic Tje, new in 16.0
		0xA7CE:  other,                                 // assigned in 17.0
		0xE01EF: mark, 0xE0200: other, 0x10FFFF: other, // the last mark
	} {
		if got := runeClass(r); got != want {
			t.Errorf("%U is of class %d, want %d", r, got, want)
		}
	}
	if UnicodeVersion != "16.0.0" {
		t.Errorf("the table is of Unicode %s", UnicodeVersion)
	}
}

// hostile are texts made to trip splitters: every mix of a few characters that
// the patterns treat differently.
func hostile() []string {
	parts := []string{"a", "B", "ǅ", "ſ", "\u212a", "字", "\u0301", "1", "٣", " ", "\u00a0", "\u0085", "\u2028",
		"\n", "\r", "'", "'s", "'RE", "/", "!", "\u200d", "🇩", "👩", "\u0378", "\U0010ffff"}
	var all []string
	for _, x := range parts {
		for _, y := range parts {
			for _, z := range parts {
				all = append(all, x+y+z, x+y+z+x+y)
			}
		}
	}
	return all
}
