package migrate_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/migrate"
)

// Whatever a file holds, a plan in place neither breaks nor edits twice.
func FuzzInPlace(f *testing.F) {
	for _, name := range []string{"testdata/prompty-v2-basic.txtar", "testdata/prompty-v1-fields.txtar", "testdata/prompty-v2-additional.txtar", "testdata/github-basic.txtar"} {
		for _, file := range load(f, name).files() {
			f.Add(file.Path, file.Data)
		}
	}
	f.Add("a.prompt", []byte("---\nmodel: googleai/gemini-2.5-flash\nconfig: {temperature: 1, topK: 3}\n---\nHi {{name}}\n"))
	f.Add("promptfooconfig.yaml", []byte("prompts: [hi]\nproviders:\n  - id: openai:chat:gpt-4o\n    config: {max_tokens: 3}\n"))
	f.Add("s.yaml", []byte("name: s\ntemplate: hi\ntemplate_format: semantic-kernel\nexecution_settings:\n  default: {temperature: 1}\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if len(name) > 40 || len(data) > 4000 {
			return
		}
		m := tree{name: data}
		m.apply(m.inPlace(t, "anthropic/claude-opus-5", migrate.From{}))
		if again := m.inPlace(t, "anthropic/claude-opus-5", migrate.From{}); !again.Empty() {
			t.Errorf("a second run would change:\n%s", again.Diff())
		}
	})
}
