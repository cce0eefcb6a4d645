// Package formattest holds what readers of all prompt-file formats have to keep.
package formattest

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
)

// Fuzz holds that a format reads any bytes, as a file of each of the names: what
// is wrong is a problem with words and a place in the file, and a body ends where
// the file does. Also is called for every text; nil does nothing.
func Fuzz(f *testing.F, read format.Format, langs format.Langs, seeds, names []string, also func(t *testing.T, s string)) {
	f.Helper()
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if also != nil {
			also(t, s)
		}
		for _, name := range names {
			for _, file := range read.Read(source.FromString(name, s), format.Env{Langs: langs}) {
				for _, p := range file.Problems {
					if at := p.Span; p.Message == "" || at.Start < 0 || at.Start > at.End || at.End > len(s) {
						t.Errorf("%s: a problem without words or place: %+v", name, p)
					}
				}
				if v := file.Body; v != nil && v.Span(0, len(v.Text)).End > len(s) {
					t.Errorf("%s: the body ends behind the file", name)
				}
			}
		}
	})
}

// Lossless holds that the tokens of a text are the text, byte for byte. Lex
// returns the texts of the tokens.
func Lossless(t *testing.T, s string, lex func(s string) []string) {
	t.Helper()
	if got := strings.Join(lex(s), ""); got != s {
		t.Errorf("the tokens of %q are %q", s, got)
	}
}

// LosslessSeeds is Lossless for texts as they are, with a byte order mark and
// the line ends of Windows, and cut off anywhere.
func LosslessSeeds(t *testing.T, seeds []string, lex func(s string) []string) {
	t.Helper()
	for _, s := range seeds {
		Lossless(t, s, lex)
		Lossless(t, "\ufeff"+strings.ReplaceAll(s, "\n", "\r\n"), lex)
		for i := range s {
			Lossless(t, s[:i], lex)
		}
	}
}
