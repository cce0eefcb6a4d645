package rewrite_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/rewrite"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// FuzzWrite writes the calls of any program for two targets: it comes to an end,
// and says the same each time.
func FuzzWrite(f *testing.F) {
	names := []string{"a.py", "a.ts", "a.go", "A.java", "A.kt", "A.cs"}
	f.Add(uint8(0), "import openai\nopenai.OpenAI().chat.completions.create(model='gpt-4o', messages=[{'role': 'user', 'content': f'{x!r:>{w}} {{'}], **more)")
	f.Add(uint8(1), "import OpenAI from 'openai'; const c = new OpenAI(); c.chat.completions.create({model: m, messages: [...h, {role: 'user', content: `${a}\n${b}` + \"\\u0000\"}], ...(x ? {n: 1} : {})})")
	f.Add(uint8(2), "package a\nimport \"github.com/openai/openai-go/v3\"\nfunc f() { c.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: \"gpt-4o\", Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(fmt.Sprintf(\"%d%%\", n))}}) }")
	f.Add(uint8(3), "import com.openai.models.chat.completions.ChatCompletionCreateParams;\nclass A { void f() { client.chat().completions().create(ChatCompletionCreateParams.builder().model(\"gpt-4o\").addUserMessage(q + \"\\\\\").build()); } }")
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		prog := engine.OpenProgram(source.FromString(names[int(which)%len(names)], text))
		if prog == nil {
			return
		}
		for _, s := range []string{"anthropic/claude-opus-5", "gemini/gemini-3.1-pro-preview"} {
			target, err := translate.ParseTarget(engine.Catalog, s)
			if err != nil {
				t.Fatal(err)
			}
			for i := range prog.Calls {
				k := &prog.Calls[i]
				request, _, err := engine.Translator.Write(k.Prompt, target)
				if err != nil || request == nil {
					continue
				}
				site := &rewrite.Site{Site: k.Site, File: prog.File, Unit: prog.Unit}
				a, b := rewrite.Write(engine.Catalog, site, target, request), rewrite.Write(engine.Catalog, site, target, request)
				if a.Call != b.Call || a.Call == "" {
					t.Errorf("%q, then %q", a.Call, b.Call)
				}
				rewrite.Answers(engine.Catalog, site, k.Dialect, target, a, []string{text})
			}
		}
	})
}
