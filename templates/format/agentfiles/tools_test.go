package agentfiles

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
)

// Tools are names, or entries that have one; anything else is a problem.
func TestToolsHaveNames(t *testing.T) {
	for tools, want := range map[string]int{
		"tools: Read, Grep":   0,
		"tools: [Read, Grep]": 0,
		"tools:\n  - name: \"sql\"\n    description: \"a\"\n  - gh": 0,
		"tools:\n  - description: a":                                1,
		"tools:\n  - 1":                                             1,
		"tools: 1":                                                  1,
	} {
		files := (Format{}).Read(source.FromString("SKILL.md", "---\nname: a\n"+tools+"\n---\nDo it.\n"), format.Env{})
		if len(files) != 1 {
			t.Fatalf("%q was not read", tools)
		}
		if got := len(files[0].Problems); got != want {
			t.Errorf("%q has %d problems, want %d: %v", tools, got, want, files[0].Problems)
		}
	}
}
