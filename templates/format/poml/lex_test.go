package poml

import (
	"testing"

	"github.com/promptglot/promptglot/templates/internal/formattest"
)

func tokens(s string) []string {
	var texts []string
	for _, t := range lex(s) {
		texts = append(texts, s[t.start:t.end])
	}
	return texts
}

func TestTokensAreTheInput(t *testing.T) { formattest.LosslessSeeds(t, seeds, tokens) }
