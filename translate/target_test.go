package translate

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

// A target that cannot be is told of with the names that can.
func TestATargetThatIsNoneNamesWhatThereIs(t *testing.T) {
	for target, want := range map[string]string{
		"anthropik/claude-opus-5":     "did you mean anthropic",
		"anthropic@2020-01-01/claude": "it has 2026-10-21, 2023-06-01",
		"groq@v1":                     "has no API versions",
		"gemini/":                     "a model was expected",
		"chat-template/no-such-thing": "there are alpaca, chatml",
	} {
		if _, err := ParseTarget(catalog.Default(), target); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", target, err, want)
		}
	}
}

// A chat template may be named by a model that it is for.
func TestATemplateIsNamedByItsModelToo(t *testing.T) {
	for _, target := range []string{"chat-template", "chat-template/llama3", "chat-template/Qwen/Qwen3-32B"} {
		if _, err := ParseTarget(catalog.Default(), target); err != nil {
			t.Error(err)
		}
	}
}
