package rules

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
)

// What is no model's name is in no table, and nothing is said of its life.
func TestOnlyNamesOfModelsAreLookedUp(t *testing.T) {
	const agent = "---\nname: a\ndescription: d\nmodel: %MODEL%\n---\nFind it.\n"
	for _, c := range []struct {
		name, model string
		facts       int // of kind model
	}{
		{".claude/agents/a.md", "sonnet", 0},                         // a word of Claude Code's
		{".claude/agents/a.md", "claude-haiku-4-5", 1},               // a model's own name
		{"a.agent.md", "GPT-4.1 | 'gpt-5' | 'Claude Sonnet 4.5'", 0}, // a list that is none
		{"a.agent.md", "GPT-4.1", 1},                                 // Copilot has a table of its own
		{"a.agent.md", "gpt-99", 1},                                  // … which does not know this one
		{"a.prompty", "\"gpt-4o, gpt-5\"", 0},                        // two names
		{"a.prompty", "acme-7b", 1},                                  // a prompt file calls an API
	} {
		e, o := world(t)
		_, _, facts := collect(e, o, c.name, strings.Replace(agent, "%MODEL%", c.model, 1))
		n := 0
		for _, f := range facts {
			if f.Kind == fact.Model {
				n++
			}
		}
		if n != c.facts {
			t.Errorf("%s, model %s: %d facts on a model, want %d", c.name, c.model, n, c.facts)
		}
	}
}
