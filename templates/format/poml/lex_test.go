package poml

import (
	"strings"
	"testing"
)

// The tokens of any text are the text, byte for byte.
func lossless(t *testing.T, s string) {
	t.Helper()
	var b strings.Builder
	for _, tok := range lex(s) {
		b.WriteString(s[tok.start:tok.end])
	}
	if b.String() != s {
		t.Errorf("the tokens of %q are %q", s, b.String())
	}
}

func TestTokensAreTheInput(t *testing.T) {
	for _, s := range seeds {
		lossless(t, s)
		lossless(t, "\ufeff"+strings.ReplaceAll(s, "\n", "\r\n"))
		for i := range s {
			lossless(t, s[:i])
		}
	}
}
