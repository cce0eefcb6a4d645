package rules

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/tokens"
)

func TestGiganticTextsAreCountedInSamplesThatHoldTheTruth(t *testing.T) {
	c := tokens.ForTokenizer("cl100k_base")
	s := strings.Repeat("The quick brown fox jumps over the lazy dog. ", mostCounted/45+10)
	e, sampled := countOrSample(c, s)
	if !sampled {
		t.Fatal("a text of 16 MB was counted whole")
	}
	truth := c.Count(s).Tokens
	if truth < e.Low || truth > e.High {
		t.Errorf("%d tokens, estimated %d to %d", truth, e.Low, e.High)
	}
	if _, sampled := countOrSample(c, s[:1000]); sampled {
		t.Error("a short text was sampled")
	}
}
