package callsite_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

// Typed literals, unions, functional options, constants, nested spelling and
// options by provider are forms of the catalogue: no language or vendor is known
// to the engine.
func TestFormsOfTypedLanguagesAreData(t *testing.T) {
	const data = `{"languages": ["go", "typescript"], "separator": "/", "source": "https://example.com", "as_of": "2026-11-23", "sdks": [
	 {"id": "acme", "vendor": "openai", "imports": ["example.com/acme"], "case": "snake", "union": "Of", "constants": {"RoleTool": "tool"}, "body": 1, "deep": ["schema"],
	  "clients": [{"name": "New", "base_url": "base_url", "params": []}, {"name": "Wrap", "is": "$0", "feature": "sdk-client"}, {"name": "Config", "base_url": "BaseURL", "feature": "-"}],
	  "calls": [{"path": "Ask", "dialect": "openai-chat", "needs": ["model"]},
	   {"path": "generate", "on": "module", "body": 0, "feature": "-", "providers": {"member": "options", "forms": {"groq": {"dialect": "groq", "case": "snake"}}}}],
	  "makes": [{"name": "WithURL", "value": {"base_url": "$0"}}, {"name": "Ptr", "value": "$0"}, {"name": "*"}]}]}`
	sdks, err := catalog.ReadSDKs([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	e := env()
	e.SDKs = sdks
	tests := []struct{ name, file, program, want string }{
		{"literals without a type are spelled as those with one", "a.go", `package a
import "example.com/acme"
func f() {
	c := acme.New(acme.WithURL("https://api.groq.com/openai/v1"))
	c.Ask(ctx, acme.Request{Model: acme.Ptr("m"), Turns: []acme.Turn{{OfOne: &acme.One{Role: acme.RoleTool, ToolCallID: "x"}}}, Schema: map[string]any{"Name": 1}})
}`, `site f line 5: groq of groq
	{model: "m", turns: [{role: "tool", tool_call_id: "x"}], schema: {Name: 1}}`},
		{"a member given to what is made counts as an argument", "b.go", `package a
import "example.com/acme"
func f() {
	conf := acme.Config()
	conf.BaseURL = "https://api.deepseek.com"
	c := acme.Wrap(conf)
	c.Ask(ctx, acme.Request{Model: "m"})
}`, `site f line 7: deepseek of deepseek`},
		{"options by provider are read in the provider's words", "c.ts", `import { generate } from "example.com/acme";
generate({ prompt: "x", options: fast ? { groq: { reasoningEffort: "low" } } : undefined });`, `site main line 2: groq of groq, options
	{reasoning_effort: "low"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, f := read(t, e, test.file, test.program)
			if got := dump(u, f); !strings.Contains(got, test.want) {
				t.Errorf("got\n%s\nexpected in it\n%s", got, test.want)
			}
		})
	}
}
