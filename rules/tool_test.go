package rules

import (
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

// Each tool of a prompt has an id of its own, and the place of its definition,
// whatever the file.
func TestToolsHaveIDsAndPlaces(t *testing.T) {
	e, o := world(t)
	for name, text := range map[string]string{
		"a.json": `{"model": "gpt-4o", "messages": [{"role": "user", "content": "a"}],
 "tools": [
  {"type": "function", "function": {"name": "find"}},
  {"type": "function", "function": {"name": "find"}}]}`,
		"a.py": `from openai import OpenAI
c = OpenAI()
FIND = {"type": "function", "function": {"name": "find"}}
c.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "a"}], tools=[FIND, {"type": "function", "function": {"name": "find"}}])
`,
	} {
		file := source.NewFile(name, []byte(text))
		docs := e.OpenNamed(file)
		if len(docs) == 0 {
			docs = e.OpenCode(file)
		}
		var facts []*fact.Fact
		for _, d := range docs {
			facts = append(facts, Collect(o, d)...)
		}
		var tools []fact.ToolDetail
		id := ""
		for _, f := range facts {
			if f.Info != nil && len(f.Info.Tools) > 0 {
				id, tools = f.ID, f.Info.Tools
			}
		}
		if len(tools) != 2 {
			t.Fatalf("%s: %d tools", name, len(tools))
		}
		if tools[0].ID != id+"/find" || tools[1].ID != id+"/find#2" {
			t.Errorf("%s: the tools are called %s and %s", name, tools[0].ID, tools[1].ID)
		}
		for _, d := range tools {
			if d.Start == nil || d.End == nil {
				t.Errorf("%s: %s has no place", name, d.ID)
				continue
			}
			if got := file.Slice(source.Span{Start: d.Start.Offset, End: d.End.Offset}); got != `{"type": "function", "function": {"name": "find"}}` {
				t.Errorf("%s: %s stands at %q", name, d.ID, got)
			}
		}
	}
}

// What a loss depends on is fit for a message, however a program writes it.
func TestDependenciesAreShortLines(t *testing.T) {
	for in, want := range map[string]string{
		"model": "model",
		"tools.map((t) => ({\n    name: t.name,\n  }))":              "tools.map((t) => ({ name: t.name, }))",
		"responseFormat as {\n\ttype: \"text\" | \"json_object\"\n}": `responseFormat as { type: "text" | "json…`,
	} {
		if got := shortened([]string{in}); len(got) != 1 || got[0] != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
	if got := shortened(nil); got == nil || len(got) != 0 {
		t.Errorf("nothing becomes %v", got)
	}
}
