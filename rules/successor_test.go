package rules

import (
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

func TestDeprecatedNamesAreRenamed(t *testing.T) {
	for _, c := range []struct{ name, file, in, want string }{
		{"a JSON key", "ask.json",
			`{"model": "gpt-5.4", "max_tokens": 5, "user": "u", "messages": [{"role": "user", "content": "Hi"}]}`,
			`{"model": "gpt-5.4", "max_completion_tokens": 5, "safety_identifier": "u", "messages": [{"role": "user", "content": "Hi"}]}`},
		{"a YAML key keeps its comment", "ask.yaml",
			"model: gpt-5.4\nmax_tokens: 5 # enough\nmessages:\n- {role: user, content: Hi}\n",
			"model: gpt-5.4\nmax_completion_tokens: 5 # enough\nmessages:\n- {role: user, content: Hi}\n"},
		{"not where the new name stands already", "ask.json",
			`{"model": "gpt-5.4", "max_tokens": 5, "max_completion_tokens": 6, "messages": [{"role": "user", "content": "Hi"}]}`, ""},
		{"not without a successor", "ask.json",
			`{"model": "gpt-5.4", "seed": 5, "messages": [{"role": "user", "content": "Hi"}]}`, ""},
	} {
		e, o := world(t)
		f, _, facts := collect(e, o, c.file, c.in)
		var edits []source.Edit
		for _, x := range facts {
			for _, fix := range x.Fixes {
				if x.Kind != fact.Feature || fix.Applicability != "unsafe" {
					t.Errorf("%s: a %s fix of a %s fact", c.name, fix.Applicability, x.Kind)
				}
				for _, ed := range fix.Edits {
					edits = append(edits, source.Edit{Span: source.Span{Start: ed.Start.Offset, End: ed.End.Offset}, Text: ed.Text})
				}
			}
		}
		if c.want == "" {
			if len(edits) > 0 {
				t.Errorf("%s: %v", c.name, edits)
			}
			continue
		}
		got, err := source.Apply(f.Data, edits)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v\n%s", c.name, err, got)
		}
	}
}
