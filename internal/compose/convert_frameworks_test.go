package compose

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

// rewritten are the formats of frameworks that can be written, and the name of a
// file in them.
var rewritten = map[string]string{"langchain": "again.json", "semantic-kernel": "again.yaml", "modelfile": "Modelfile"}

// again reads what a conversion made.
func again(t *testing.T, d *Doc, c *Converted) *Doc {
	docs := testEngine.Open(source.NewFile(rewritten[d.Format], c.Files[0].Data))
	if len(docs) != 1 || docs[0].Format != d.Format || len(docs[0].Problems) > 0 {
		t.Errorf("%s: does not read back: %v\n%s", d.ID, docs, c.Files[0].Data)
		return nil
	}
	return docs[0]
}

// What a framework's prompt says is in the file that is written of it in the
// same format, or the ledger names it; and so it is after Prompty and back.
func TestFrameworkConversions(t *testing.T) {
	var docs []*Doc
	for id := range rewritten {
		docs = append(docs, promptFiles(t, "testdata/formats", id)...)
		if testkit.HasShared(t) {
			docs = append(docs, promptFiles(t, testkit.Shared(t, "corpus"), id)...)
		}
	}
	exact, back, refused := 0, 0, 0
	for _, d := range docs {
		c, err := testEngine.Convert(d, d.Format)
		if err != nil {
			t.Errorf("%s: %v", d.ID, err)
			continue
		}
		got := again(t, d, c)
		if got == nil {
			continue
		}
		lang := neutralLang(d.Lang)
		if len(c.Ledger) == 0 {
			exact++
			if where := testEngine.difference(d.Prompt, got.Prompt, lang); where != "" {
				t.Errorf("%s: its %s changed and the ledger is empty:\n%s", d.ID, where, c.Files[0].Data)
			}
		}
		n, err := testEngine.Neutral(d, "n.prompty")
		if err != nil {
			refused++
			t.Logf("%s is not carried to Prompty: %v", d.ID, err)
			continue
		}
		if d.Format == "modelfile" {
			continue // it pins a model, which a neutral file does not have
		}
		c, err = testEngine.Convert(n.Doc, d.Format)
		if err != nil {
			t.Errorf("%s: no way back: %v", d.ID, err)
			continue
		}
		if got = again(t, d, c); got == nil || len(c.Ledger) > 0 {
			continue
		}
		back++
		if where := testEngine.difference(n.Doc.Prompt, got.Prompt, lang); where != "" && where != "extensions" {
			t.Errorf("%s: its %s changed on the way to Prompty and back:\n%s\n%s", d.ID, where, n.Data, c.Files[0].Data)
		}
	}
	t.Logf("%d prompts: %d written again without a loss, %d through Prompty and back, %d refused", len(docs), exact, back, refused)
	if len(docs) < 12 || exact < 5 {
		t.Errorf("only %d prompts were found, %d without a loss", len(docs), exact)
	}
}

// The configuration that lies beside skprompt.txt is read with it.
func TestSemanticKernelFolder(t *testing.T) {
	e := *testEngine
	e.Beside = func(name string) *source.File {
		if name != "Joke/config.json" {
			return nil
		}
		return source.FromString(name, `{"schema": 1, "description": "Tells a joke", "execution_settings": {"default": {"max_tokens": 100, "temperature": 0.9}},
			"input_variables": [{"name": "input", "default": "ducks"}]}`)
	}
	docs := e.Open(source.FromString("Joke/skprompt.txt", "Tell a joke about {{$input}}.\n"))
	if len(docs) != 1 {
		t.Fatalf("%d prompts", len(docs))
	}
	p := docs[0].Prompt
	if p.Description != "Tells a joke" || len(p.Settings) != 2 || len(p.Inputs) != 1 || p.Inputs[0].Default.Str != "ducks" {
		t.Errorf("the configuration was not read: %+v", p)
	}
	for _, s := range p.Settings {
		if !s.Value.Span.IsZero() {
			t.Errorf("%s of another file has a place in this one", s.Param)
		}
	}
}
