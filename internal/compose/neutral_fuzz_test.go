package compose

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// Whatever stands in an extension block, reading it and writing the prompt for
// a vendor neither fails hard nor loses the rest of the file.
func FuzzAnExtensionBlockIsRead(f *testing.F) {
	for _, s := range []string{
		"messages:\n      - ref: 0\n        role: developer\n", "messages:\n      - ref: 7\n", "messages: 1\n", "messages:\n      - block: 1\n        end: x\n",
		"messages:\n      - block:\n          - tag: \"{% if x %}\"\n            items: [{ref: 0}]\n        end: \"{% endif %}\"\n",
		"messages:\n      - role: user\n        parts: [{media: 1}, {tool_call: {arguments_text: '{'}}, {}, {tool_result: {content: [1]}}, {opaque: {$list: [{}]}}]\n",
		"settings: {stop: {$choice: [{tag: a}], end: b}, temperature: {$members: [{key: a}, {key_value: {$value: '{{ x }}'}}]}}\n",
		"settings: [{param: temperature, value: 1}, {}]\n", "extensions: {openai-chat: [{at: /x, value: {$null: true}}, {}]}\n", "inputs: [{name: a, enum: [1, null]}]\n",
		"tools: [{kind: builtin, definition: {$text: 1}}]\n    tool_choice: [{mode: named, names: [null, {$value: '{{'}]}]\n    output: [{schema: {$spread: 1}}]\n", "dialects: {a: 1, b: {model_hint: x}}\n",
	} {
		f.Add(s)
	}
	target, err := translate.ParseTarget(testEngine.Catalog, "anthropic")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, block string) {
		if len(block) > 1<<12 {
			return
		}
		data := "---\nname: x\nmetadata:\n  promptglot:\n    " + block + "---\nsystem:\nA {{ b }}\n\nuser:\nC\n"
		for _, d := range testEngine.Open(source.NewFile("x.prompty", []byte(data))) {
			if r, err := testEngine.Render(d, target); err == nil && r.Refused() == "" && len(r.Data) == 0 {
				t.Error("no error and no rendering")
			}
			if len(d.Problems) == 0 {
				testEngine.describe(d.Prompt, "jinja")
			}
		}
	})
}
