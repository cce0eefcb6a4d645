package langchain

import (
	"testing"

	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/internal/formattest"
	"github.com/promptglot/promptglot/templates/mustache"
)

// Reading takes any bytes: what is wrong is a problem with a place.
func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, Format{}, format.Langs{handlebars.Language{}, mustache.Language{}}, seeds, []string{"x.json"}, nil)
}

var seeds = []string{
	`{"_type": "few_shot", "input_variables": ["a"], "prefix": "{a}", "suffix": "b", "example_prompt": {"template": "{{x}}", "template_format": "mustache"}, "examples": [{"x": 1}, 2]}`,
	`{"_type": "chat", "input_variables": [], "messages": [{"prompt": {"template": "x"}, "role": "system"}, {}]}`,
	`{"lc": 1, "type": "constructor", "id": ["ChatPromptTemplate"], "kwargs": {"messages": [{"lc": 1, "type": "constructor", "id": ["MessagesPlaceholder"], "kwargs": {"variable_name": "h"}}, {"type": "constructor", "id": ["AIMessage"], "kwargs": {"content": ["a", {"text": "b"}]}}]}}`,
	`{"lc": 1, "type": "constructor", "id": ["RunnableSequence"], "kwargs": {"first": null}}`,
}
