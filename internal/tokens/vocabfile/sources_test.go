package vocabfile

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/tokens"
)

func TestSourcesAreRepositoriesWithOriginAndDay(t *testing.T) {
	for _, s := range sources() {
		if len(s.Repos) == 0 || !strings.HasPrefix(s.Source, "https://") || len(s.AsOf) != len("2026-11-22") {
			t.Errorf("%s: %+v", s.Tokenizer, s)
		}
		if !tokens.Known(s.Tokenizer) {
			t.Errorf("%s is nothing that is counted or estimated", s.Tokenizer)
		}
		for _, r := range s.Repos {
			if got := InHub("/h", r, func(string) []string { return []string{"x", "tokenizer.json"} }, func(string) string { return "x" }); got == "" {
				t.Errorf("%s: %q is not a repository's name", s.Tokenizer, r)
			}
		}
	}
}

func TestWhatIsMissingIsSaidWithTheCure(t *testing.T) {
	want := "llama2 is estimated: its vocabulary is not part of promptglot; name the file tokenizer.json of " +
		"meta-llama/Llama-2-7b-chat-hf under tokenizers: llama2: in promptglot.yaml, or have it in the Hugging Face cache"
	if got := Missing("llama2"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := Missing("claude-4.7"); got != "" {
		t.Errorf("nothing can be provided for an unpublished tokenizer: %s", got)
	}
}
