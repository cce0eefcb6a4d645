package compose_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

// 64 KiB of whatever a format nests or quotes is read in time in proportion
// to it: what takes quadratic time does not come back before the test's own
// time is up.
func TestFrameworkFormatsAreLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	e := engine()
	for name, piece := range map[string]string{
		"Modelfile":          "FROM x\n\x00SYSTEM \"a\n",
		"open.modelfile":     "FROM x\nSYSTEM \"\"\"\n\x00\n",
		"q.modelfile":        "FROM x\n\x00MESSAGE user \"\"\"x\"\"\"\n",
		"open.poml":          "\x00<p>",
		"close.poml":         "\x00</p>",
		"speak.poml":         "\x00<p><human-msg>x",
		"attr.poml":          "<p \x00a='x' ",
		"tag.poml":           "\x00<b <![CDATA[ <!-- ",
		"hole.poml":          "\x00{{ a }} {{ ",
		"raw.baml":           "\x00template_string A #\"a\"# ##\"",
		"block.baml":         "function F() -> int { \x00a { ",
		"args.baml":          "\x00function F(a: {{ ",
		"many.baml":          "\x00function F() -> int { client X\n prompt #\"{{ _.role('user') }}\"# }\n",
		"comment.baml":       "function\x00 {// ",
		"skprompt.txt":       "\x00<message role=\"user\">{{$a}}<image></message>",
		"s.yaml":             "template_format: handlebars\ntemplate: |\n  \x00<message role='{{#message role=\"user\"}}<image><text>",
		"loop.yaml":          "template_format: handlebars\ntemplate: |\n  \x00{{#each a}}<message role=\"{{b}}\">{{c}}</message>",
		"lc.json":            `{"_type": "prompt", "input_variables": [], "template_format": "mustache", "template": "` + "\x00{{#a}}{{b}}",
		"few.json":           `{"_type": "few_shot", "input_variables": [], "suffix": "", "example_prompt": {"template": "{a}"}, "examples": [` + "\x00{\"a\": \"b\"},",
		"lc2.json":           `{"lc": 1, "type": "constructor", "id": ["PromptTemplate"], "kwargs": {"template": "", "m":` + "\x00[{\"lc\":",
		"SKILL.md":           "---\nname: a\n---\n\x00$ARGUMENTS[1] \\$2 ${CLAUDE_",
		"CLAUDE.md":          "---\n\x00name: *a\n",
		"a.prompt.md":        "\x00${input:a:${input:",
		".cursor/rules/a.md": "---\nglobs: \x00*.go, ",
	} {
		pre, rep, _ := strings.Cut(piece, "\x00")
		for _, d := range e.Open(source.NewFile(name, []byte(pre+strings.Repeat(rep, (1<<16)/len(rep))))) {
			if d.Prompt == nil && len(d.Problems) == 0 {
				t.Errorf("%s: neither a prompt nor a problem", name)
			}
		}
	}
}
