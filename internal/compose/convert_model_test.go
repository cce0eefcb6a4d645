package compose

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

// A converted file calls the model as its own format does, and tells where its
// programs may not have it.
func TestConvertedFilesNameTheModelAsTheirFormatDoes(t *testing.T) {
	for _, c := range []struct{ path, text, to, want, told string }{
		{"a.prompt", "---\nmodel: googleai/gemini-2.5-flash\n---\nHi", "promptfoo", "google:gemini-2.5-flash", ""},
		{"a.prompt", "---\nmodel: googleai/gemini-2.5-flash\n---\nHi", "semantic-kernel", "model_id: gemini-2.5-flash\n", ""},
		{"a.prompt", "---\nmodel: googleai/gemini-2.5-flash\n---\nHi", "github-prompt", "model: gemini-2.5-flash\n", "may have no model of that name"},
		{"a.prompty", "---\nmodel:\n  id: gpt-5.4\n  provider: openai\n---\nuser:\nHi", "dotprompt", "model: openai/gpt-5.4\n", ""},
		{"a.prompty", "---\nmodel:\n  id: gpt-5.4\n  provider: openai\n---\nuser:\nHi", "github-prompt", "model: openai/gpt-5.4\n", ""},
		{"a.prompt.yml", "model: openai/gpt-5.4\nmessages:\n  - role: user\n    content: Hi\n", "github-prompt", "model: openai/gpt-5.4\n", ""},
	} {
		d := testEngine.Open(source.NewFile(c.path, []byte(c.text)))[0]
		got, err := testEngine.Convert(d, c.to)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(got.Files[0].Data), c.want) {
			t.Errorf("%s to %s has no %q:\n%s", c.path, c.to, c.want, got.Files[0].Data)
		}
		told := ""
		for _, e := range got.Ledger {
			if e.Feature == "model-name" {
				told = e.Message
			}
		}
		if (c.told == "") != (told == "") || !strings.Contains(told, c.told) {
			t.Errorf("%s to %s tells %q; expected %q", c.path, c.to, told, c.told)
		}
	}
}
