package compose_test

import (
	"encoding/json"
	"path"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/render"
	"github.com/promptglot/promptglot/translate"
)

// beside is an engine that has the given files, and a note of what it was asked
// for.
func beside(files map[string]string) (e *compose.Engine, asked map[string]bool) {
	asked = map[string]bool{}
	e = engine()
	e.Beside = func(p string) *source.File {
		asked[path.Clean(p)] = true
		if text, ok := files[path.Clean(p)]; ok {
			return source.FromString(p, text)
		}
		return nil
	}
	return e, asked
}

// said fills the prompt of a file and returns its messages as JSON.
func said(t *testing.T, e *compose.Engine, name, text string, data map[string]any) string {
	t.Helper()
	docs := e.OpenNamed(source.FromString(name, text))
	if len(docs) == 0 || len(docs[0].Problems) > 0 {
		t.Fatalf("%d prompts in %s: %+v", len(docs), name, docs)
	}
	target, err := translate.ParseTarget(e.Catalog, "openai-chat/gpt-5.4")
	if err != nil {
		t.Fatal(err)
	}
	got, err := e.Fill(docs[0], target, render.Options{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range got.Ledger {
		if x.Outcome == "dropped" {
			t.Errorf("%s: %s is dropped: %s", name, x.Path, x.Message)
		}
	}
	raw, err := got.Request.Get("messages").JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// Partials lie beside a prompt as _name.prompt, in a folder partials or in the
// folders above; they may begin turns, include others and be given values.
func TestDotpromptIncludesThePartialsBesideIt(t *testing.T) {
	e, _ := beside(map[string]string{
		"p/_sys.prompt":           "{{role \"system\"}}\nBe kind to {{who}}.\n{{>deep}}\n",
		"p/partials/_deep.prompt": "Deep.\n",
		"_style.prompt":           "({{tone}})",
		"p/_loop.prompt":          "a{{>loop}}",
	})
	got := said(t, e, "p/a.prompt", "{{>sys}}\n{{role \"user\"}}Hi {{>style tone=\"calm\"}} {{who}}{{#if no}}{{>loop}}{{/if}}", map[string]any{"who": "Ann", "no": false})
	want := `[{"content":"\nBe kind to Ann.\nDeep.\n","role":"system"},{"content":"Hi (calm) Ann","role":"user"}]`
	if !sameJSON(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	docs := e.OpenNamed(source.FromString("p/a.prompt", "{{role \"system\"}}x\n{{>sys}}\n{{role \"user\"}}Hi {{who}}"))
	made, err := e.Convert(docs[0], "github-prompt")
	if err != nil || !strings.Contains(string(made.Files[0].Data), "Be kind to {{who}}.") {
		t.Errorf("convert leaves the partial out: %v\n%s", err, made.Files[0].Data)
	}
}

// A name in a template reaches no file outside of the folders of prompts.
func TestPartialsStayInTheirFolders(t *testing.T) {
	e, asked := beside(nil)
	e.OpenNamed(source.FromString("p/a.prompt", "{{>../../../etc/passwd}}{{>/etc/x}}{{>a/../../b}}{{> (lookup . 'x')}}{{role \"user\"}}"))
	for name := range asked {
		t.Errorf("%s was asked for", name)
	}
}

// LangChain's files name others: the template, a prefix, the examples and the
// prompt that lays them out.
func TestLangChainReadsTheFilesThatItNames(t *testing.T) {
	e, _ := beside(map[string]string{
		"t.txt": "Hi {q}", "pre.txt": "Opposites.", "lay.json": `{"_type": "prompt", "input_variables": ["a", "b"], "template": "{a} > {b}"}`,
		"ex.yaml": "- {a: hot, b: cold}\n- {a: big, b: small}\n",
	})
	data := map[string]any{"q": "Q"}
	for _, c := range []struct{ text, want string }{
		{`{"_type": "prompt", "input_variables": ["q"], "template_path": "t.txt", "template_format": "f-string"}`, `[{"role":"user","content":"Hi Q"}]`},
		{
			`{"_type": "few_shot", "input_variables": ["q"], "prefix_path": "pre.txt", "suffix": "{q} >", "example_prompt_path": "lay.json", "examples": "ex.yaml", "example_separator": "\n"}`,
			`[{"role":"user","content":"Opposites.\nhot > cold\nbig > small\nQ >"}]`,
		},
		{
			`{"_type": "few_shot", "input_variables": ["q"], "suffix": "{q} >", "example_prompt": {"template": "{a} > {b}"}, "examples": [{"a": "hot", "b": "cold"}], "template_format": "f-string"}`,
			`[{"role":"user","content":"hot > cold\n\nQ >"}]`,
		},
	} {
		if got := said(t, e, "p.json", c.text, data); !sameJSON(got, c.want) {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// Prompty's references bring files of the prompt's folder. Files that may hold
// a secret are not opened, and no environment is.
func TestPromptyReadsTheFilesThatItNamesAndNoSecrets(t *testing.T) {
	e, asked := beside(map[string]string{"d.json": `"from a file"`, "sub/k.txt": "hunter2", "../up.txt": "x"})
	text := "---\nmodel:\n  id: gpt-4o\n  connection:\n    kind: key\n    apiKey: ${file:sub/k.txt}\ninputs:\n  - name: q\n    kind: string\n    default: ${file:d.json}\n" +
		"  - name: up\n    kind: string\n    default: ${file:../up.txt}\n  - name: token\n    kind: string\n    default: ${env:HOME}\n---\nuser:\n{{ q }}\n"
	if got := said(t, e, "a.prompty", text, map[string]any{"q": "from a file"}); !sameJSON(got, `[{"role":"user","content":"from a file"}]`) {
		t.Errorf("got %s", got)
	}
	d := e.OpenNamed(source.FromString("a.prompty", text))[0]
	if in := d.Prompt.Inputs[0]; in.Default == nil || in.Default.Str != "from a file" {
		t.Errorf("the default is %+v", in.Default)
	}
	if len(asked) != 1 || !asked["d.json"] {
		t.Errorf("files that were asked for: %v", asked)
	}
}

// Each prompt of a promptfoo configuration accounts for what is its own.
func TestPromptsOfOneConfigurationShareNothing(t *testing.T) {
	e, _ := beside(map[string]string{"a.txt": "Say {{q}}", "b.json": `[{"role": "system", "content": "S"}, {"role": "user", "content": "{{q}}"}]`})
	f := source.FromString("promptfooconfig.yaml", "prompts: [file://a.txt, file://b.json, 'Ask {{q}}']\nproviders: [openai:gpt-4o, file://own.js, openai:gpt-4.1]\n")
	target, err := translate.ParseTarget(e.Catalog, "openai-chat/gpt-5.4")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range e.Open(f) {
		got, err := e.Fill(d, target, render.Options{Data: map[string]any{"q": "Q"}})
		if err != nil {
			t.Fatalf("%s: %v", d.ID, err)
		}
		for _, x := range got.Ledger {
			if x.Outcome == "dropped" {
				t.Errorf("%s: %s is dropped: %s", d.ID, x.Path, x.Message)
			}
		}
	}
}

func sameJSON(a, b string) bool {
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return false
	}
	p, _ := json.Marshal(x)
	q, _ := json.Marshal(y)
	return string(p) == string(q)
}
