package rules

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

// A program uses a model where it gives it to something, and only speaks of it
// in lists, keys, types and comparisons. ‹› marks the place.
func TestModelsAreUsedListedOrWords(t *testing.T) {
	e, o := world(t)
	for _, c := range []struct{ name, text, want string }{
		{"a.py", "m = ‹'gpt-4-0613'›\n", ""},
		{"a.py", "m = os.environ.get('MODEL', ‹'gpt-4-0613'›)\n", ""},
		{"a.py", "m = fast and 'gpt-4.1-nano' or ‹\"gpt-4-0613\"›\n", ""},
		{"a.py", "m = 'gpt-4.1-nano' if fast else ‹'gpt-4-0613'›\n", ""},
		{"a.py", "def ask(model=‹'gpt-4-0613'›): pass\n", ""},
		{"a.py", "run(‹'gpt-4-0613'›, 'gpt-4.1-nano')\n", ""},
		{"a.py", "run(models=[‹'gpt-4-0613'›])\n", ""},
		{"a.py", "m = {'id': ‹'gpt-4-0613'›, 'n': 3}\n", ""},
		{"a.py", "MODELS = ['gpt-4.1-nano', ‹'gpt-4-0613'›]\n", mentionList},
		{"a.py", "MODELS = [\n    # the user's choice\n    ‹'gpt-4-0613'›,\n    'gpt-4.1-nano',\n]\n", mentionList},
		{"a.py", "if model in ('gpt-4.1-nano', ‹'gpt-4-0613'›): pass\n", mentionWord},
		{"a.py", "if model == ‹'gpt-4-0613'›: pass\n", mentionWord},
		{"a.py", "if ‹'gpt-4-0613'› in model: pass\n", mentionWord},
		{"a.py", "if model.startswith(‹'gpt-4-0613'›): pass\n", mentionWord},
		{"a.py", "LIMITS = {‹'gpt-4-0613'›: 8192, 'gpt-4.1-nano': 1}\n", mentionWord},
		{"a.py", "n = LIMITS[‹'gpt-4-0613'›]\n", mentionWord},
		{"a.py", "m = {'display_name': ‹'gpt-4-0613'›}\n", mentionWord},
		{"a.py", "_OLD = ('gpt-4.1-nano', ‹'gpt-4-0613'›)\n", mentionList},
		{"a.py", "m = {'gpt-4-azure1': ‹'gpt-4-0613'›}\n", mentionList},
		{"a.py", "m = (ask(‹'gpt-4-0613'›, 1))\n", ""},
		{"a.py", "class Family:\n    GPT_41_NANO = \"gpt-4.1-nano\"\n    GPT_4_0613 = ‹\"gpt-4-0613\"›\n", mentionList},
		{"a.py", "class Family:\n    GPT_41_NANO = \"gpt-4.1-nano\"\n    GPT_4 = ‹\"gpt-4-0613\"›\n", mentionList},
		{"a.py", "class Family:\n    GPT_4 = ‹\"gpt-4-0613\"›\n    GPT_41_NANO = \"gpt-4.1-nano\"\n", mentionList},
		{"a.php", "<?php\nclass Names {\n    public const NANO_41 = 'gpt-4.1-nano';\n    public const GPT_0613 = ‹'gpt-4-0613'›;\n}\n", mentionList},
		{"a.py", "FAST = \"gpt-4.1-nano\"\nGOOD = ‹\"gpt-4-0613\"›\n", ""},
		{"a.py", "GPT_4 = ‹\"gpt-4-0613\"›\n", ""},
		{"a.ts", "enum M {\n  GPT_41_NANO = 'gpt-4.1-nano',\n  GPT_4 = ‹'gpt-4-0613'›,\n}\n", mentionList},
		{"a.ts", "const all = {'gpt-4-0613': {window: 8192, model: ‹'gpt-4-0613'›}}\n", mentionList},
		{"a.ts", "const bots = {fast: {window: 8192, model: ‹'gpt-4-0613'›}}\n", ""},
		{"a.ts", "const menu = [{ label: 'GPT 4.1 nano', name: 'gpt-4.1-nano' }, { label: 'GPT 4', name: ‹'gpt-4-0613'› }]\n", mentionList},
		{"a.ts", "const form = [{ label: 'Model', name: 'model', default: ‹'gpt-4-0613'› }]\n", ""},
		{"a.ts", "const bots = [{ label: 'Support', model: ‹'gpt-4-0613'› }]\n", ""},
		{"a.ts", "const m = fast ? ‹\"gpt-4-0613\"› : \"gpt-4.1-nano\"\n", ""},
		{"a.ts", "const m = given ?? ‹\"gpt-4-0613\"›\n", ""},
		{"a.ts", "const o = {modelId: ‹\"gpt-4-0613\"›, n: 2}\n", ""},
		{"a.ts", "export type M = ‹\"gpt-4-0613\"› | \"gpt-4.1-nano\"\n", mentionWord},
		{"a.ts", "switch (m) { case ‹\"gpt-4-0613\"›: break }\n", mentionWord},
		{"a.ts", "if (m === ‹\"gpt-4-0613\"›) {}\n", mentionWord},
		{"a.ts", "const o = {modelId: \"gpt-4-0613\", modelName: ‹\"GPT-4-0613\"›}\n", mentionWord},
		{"a.ts", "const l = {‹\"gpt-4-0613\"›: {n: 1}}\n", mentionWord},
		{"a.ts", "const all = [\"gpt-4.1-nano\", ‹\"gpt-4-0613\"›]\n", mentionList},
		{"a.go", "package a\n\nvar models = []string{\"gpt-4.1-nano\", ‹\"gpt-4-0613\"›}\n", mentionList},
		{"a.go", "package a\n\nconst Model = ‹\"gpt-4-0613\"›\n", ""},
		{"A.java", "class A { List<String> l = List.of(‹\"gpt-4-0613\"›, \"gpt-4.1-nano\"); }\n", mentionList},
		{"a.ipynb", `{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": ["import openai\n", "m = ‹\"gpt-4-0613\"›\n"]}], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}`, ""},
		{"A.kt", "import com.google.firebase.Firebase\nval m = Firebase.ai().generativeModel(\n    ‹\"gpt-4-0613\"›\n)\n", ""},
		{"a.rb", "require 'openai'\nNAMES = %w[gpt-4.1-nano ‹gpt-4-0613›]\n", mentionList},
		{"a.yaml", "llm:\n  models:\n    - gpt-4.1-nano\n    - ‹gpt-4-0613›\n", mentionList},
		{"a.yaml", "llm:\n  models:\n    - ‹gpt-4-0613›\n    - gpt-4.1-nano\n", mentionList},
		{"a.yaml", "llm:\n  - model: gpt-4.1-nano\n  - model: ‹gpt-4-0613›\n", ""},
		{"a.yaml", "llm:\n  model: ‹gpt-4-0613›\n", ""},
		{"a.json", "{\"models\": [\"gpt-4.1-nano\", ‹\"gpt-4-0613\"›]}\n", mentionList},
		{"a.json", "{\"models\": {‹\"gpt-4-0613\"›: {\"n\": 1}}}\n", mentionWord},
		{"a.ipynb", `{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": ["m = [\n", "  \"gpt-4.1-nano\",\n", "  ‹\"gpt-4-0613\"›,\n", "]"]}], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}`, mentionList},
	} {
		head := ""
		switch {
		case strings.HasSuffix(c.name, ".py"):
			head = "import os\nimport openai\nclient = openai.OpenAI()\n"
		case strings.HasSuffix(c.name, ".ts"):
			head = "import OpenAI from 'openai'\n"
		case strings.HasSuffix(c.name, ".ipynb"):
			c.text = strings.ReplaceAll(c.text, `‹"gpt-4-0613"›`, `‹\"gpt-4-0613\"›`)
			c.text = strings.ReplaceAll(c.text, `"gpt-4.1-nano"`, `\"gpt-4.1-nano\"`)
		}
		at := len(head) + strings.Index(c.text, "‹")
		text := head + strings.NewReplacer("‹", "", "›", "").Replace(c.text)
		found := false
		var facts []*fact.Fact
		for _, d := range e.OpenCode(source.NewFile(c.name, []byte(text))) {
			facts = append(facts, Collect(o, d)...)
		}
		for _, f := range facts {
			if f.Kind == fact.Model && f.Start.Offset <= at && at < f.End.Offset {
				found = true
				if f.Model.Mention != c.want {
					t.Errorf("%s: %s: mention is %q, want %q", c.name, c.text, f.Model.Mention, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: %s: no model is found", c.name, c.text)
		}
	}
}

func FuzzMention(f *testing.F) {
	f.Add("m = [\"a\", ", ", 'b']")
	f.Add("{'x': [(", ")")
	f.Fuzz(func(t *testing.T, before, after string) {
		if got := element(before, after); got != "" && got != mentionList && got != mentionWord {
			t.Fatalf("mention %q", got)
		}
	})
}
