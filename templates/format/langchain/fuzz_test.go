package langchain

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/mustache"
)

// Reading takes any bytes: what is wrong is a problem with a place.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	env := format.Env{Langs: format.Langs{handlebars.Language{}, mustache.Language{}}}
	f.Fuzz(func(t *testing.T, s string) {
		for _, file := range (Format{}).Read(source.FromString("x.json", s), env) {
			for _, p := range file.Problems {
				if p.Message == "" || p.Span.End > len(s) {
					t.Errorf("a problem without words or place: %+v", p)
				}
			}
		}
	})
}

var seeds = []string{
	`{"_type": "few_shot", "input_variables": ["a"], "prefix": "{a}", "suffix": "b", "example_prompt": {"template": "{{x}}", "template_format": "mustache"}, "examples": [{"x": 1}, 2]}`,
	`{"_type": "chat", "input_variables": [], "messages": [{"prompt": {"template": "x"}, "role": "system"}, {}]}`,
	`{"lc": 1, "type": "constructor", "id": ["ChatPromptTemplate"], "kwargs": {"messages": [{"lc": 1, "type": "constructor", "id": ["MessagesPlaceholder"], "kwargs": {"variable_name": "h"}}, {"type": "constructor", "id": ["AIMessage"], "kwargs": {"content": ["a", {"text": "b"}]}}]}}`,
	`{"lc": 1, "type": "constructor", "id": ["RunnableSequence"], "kwargs": {"first": null}}`,
}
