package ollama_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/ollama"
	"github.com/promptglot/promptglot/translate/openaichat"
)

var translator = &translate.Translator{Catalog: catalog.Default(), Dialects: translate.Registry{ollama.Dialect{}, openaichat.Dialect{}}}

func parse(t testing.TB, text string) *value.Node {
	t.Helper()
	tree, problems := value.ReadJSON(source.NewFile("request.json", []byte(text)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("not JSON: %s", problems[0].Message)
	}
	return tree
}

func write(t testing.TB, tree *value.Node, target string) (string, translate.Ledger) {
	t.Helper()
	p, _, err := translator.Read("ollama", "", tree)
	if err != nil {
		t.Fatal(err)
	}
	to, err := translate.ParseTarget(translator.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	out, ledger, err := translator.Write(p, to)
	if err != nil {
		t.Fatal(err)
	}
	b, err := out.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return string(b), ledger
}

var shapes = map[string]string{
	"roles in any case":           `{"messages":[{"role":"User","content":"a"},{"role":"SYSTEM","content":"b"}]}`,
	"empty and absent content":    `{"messages":[{"role":"user","content":""},{"role":"assistant"},{"role":"assistant","content":null},{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]}]}`,
	"content of another vendor":   `{"messages":[{"role":"user","content":[{"type":"text","text":"a"}]}]}`,
	"images":                      `{"messages":[{"role":"user","content":"a","images":["iVBORw0KGgo="]},{"role":"user","content":"a","images":[]},{"role":"user","images":"b"},{"role":"user","images":[1,null,{}]}]}`,
	"calls of odd shapes":         `{"messages":[{"role":"assistant","content":"","tool_calls":[{},{"function":{}},{"id":"a","function":{"index":0,"name":"f","arguments":"text"}},{"type":"function","function":{"name":"f","arguments":null}},7]}]}`,
	"thoughts":                    `{"messages":[{"role":"assistant","content":"a","thinking":"t"},{"role":"user","content":"a","thinking":"t"}]}`,
	"results":                     `{"messages":[{"role":"tool","content":"a","tool_name":"f"},{"role":"tool","content":"a","tool_call_id":"c","images":["AA=="]},{"role":"tool"},{"role":"tool","content":"","tool_name":null,"thinking":"x","tool_calls":[]}]}`,
	"a name where none belongs":   `{"messages":[{"role":"user","content":"a","tool_name":"f","name":"n"}]}`,
	"turns of odd shapes":         `{"messages":[{"role":"critic","content":"a"},{"content":"b"},null,7,"c",{}]}`,
	"tools of odd shapes":         `{"tools":[{},{"type":"function"},{"type":"function","function":{"name":"f","strict":true}},null]}`,
	"formats":                     `{"messages":[],"format":"json"}`,
	"no format":                   `{"messages":[],"format":""}`,
	"a schema as format":          `{"messages":[],"format":{"type":"object"}}`,
	"a format that nobody knows":  `{"messages":[],"format":"yaml"}`,
	"thinking as a switch":        `{"messages":[],"think":false}`,
	"thinking as a level":         `{"messages":[],"think":"high"}`,
	"thinking as something else":  `{"messages":[],"think":"hard"}`,
	"options":                     `{"messages":[],"options":{"num_predict":-1,"seed":-1,"temperature":0,"stop":"a","mirostat":2,"nobody":{"knows":1}}}`,
	"options that are none":       `{"messages":[],"options":"a"}`,
	"generate":                    `{"prompt":"a","system":"b","images":["AA=="],"suffix":"c","template":"d","raw":true,"context":[1],"width":5,"format":"json","think":true,"options":{"num_predict":3}}`,
	"generate with nothing":       `{"prompt":"","system":"","images":[]}`,
	"generate in odd shapes":      `{"prompt":["a"],"system":{"b":1},"images":"c"}`,
	"generate with nulls":         `{"prompt":null,"system":null,"images":null,"suffix":null}`,
	"members of both":             `{"messages":[{"role":"user","content":"a"}],"prompt":"b","system":"c","images":["AA=="],"suffix":"d"}`,
	"members without a name":      `{"":1,"options":{"":2},"messages":[{"":3,"tool_calls":[{"function":{"":4}}]}],"tools":[{"function":{"":5}}]}`,
	"nulls":                       `{"model":null,"messages":null,"tools":null,"format":null,"think":null,"stream":null,"options":null,"keep_alive":null}`,
	"lists that are none":         `{"messages":{"a":1},"tools":"b"}`,
	"unknown members, everywhere": `{"x":1,"messages":[{"role":"user","content":"a","x":2}],"tools":[{"type":"function","function":{"name":"f","x":3},"x":4}]}`,
}

func TestOtherSpellingsComeBackAsTheyWere(t *testing.T) {
	for name, text := range shapes {
		t.Run(name, func(t *testing.T) {
			want, err := parse(t, text).Canonical()
			if err != nil {
				t.Fatal(err)
			}
			got, ledger := write(t, parse(t, text), "ollama")
			if got != string(want) {
				t.Errorf("came back as\n%s\nwant\n%s", got, want)
			}
			if lossy := ledger.Lossy(); len(lossy) > 0 {
				t.Errorf("the ledger says %+v", lossy)
			}
		})
	}
}

func TestDetectTellsOllamaFromOthers(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{`{"messages":[],"options":{"num_ctx":1}}`, 3},
		{`{"messages":[],"keep_alive":0}`, 3},
		{`{"messages":[{"role":"tool","tool_name":"f"}]}`, 3},
		{`{"messages":[{"role":"user","images":["AA=="]}]}`, 3},
		{`{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":{}}}]}]}`, 3},
		{`{"prompt":"a","raw":true}`, 3},
		{`{"prompt":"a","system":"b"}`, 3},
		{`{"model":"llama3.2:1b","prompt":"a"}`, 2},
		{`{"model":"llama3.2:1b","messages":[]}`, 2},
		{`{"model":"ft:gpt-4o:us","messages":[]}`, 1},
		{`{"messages":[]}`, 1},
		{`{"prompt":"a"}`, 1},
		{`{"prompt":"a","max_tokens":5}`, 0},
		{`{"messages":[],"system":"a"}`, 0},
		{`{"messages":[],"temperature":1}`, 0},
		{`{"message":"a"}`, 0},
		{`[]`, 0},
	}
	for _, tt := range tests {
		if got := (ollama.Dialect{}).Detect(parse(t, tt.text)); got != tt.want {
			t.Errorf("Detect(%s) = %d, want %d", tt.text, got, tt.want)
		}
	}
	if got := (ollama.Dialect{}).Detect(nil); got != 0 {
		t.Errorf("Detect(nil) = %d", got)
	}
}

// Images come without a type: the first bytes tell it, as other vendors must be
// told.
func TestTheTypeOfAnImageIsInItsBytes(t *testing.T) {
	for data, uri := range map[string]string{
		"iVBORw0KGgoAAA==": "data:image/png;base64,", "/9j/4AAQ": "data:image/jpeg;base64,",
		"R0lGODlh": "data:image/gif;base64,", "UklGRgAA": "data:image/webp;base64,",
	} {
		got, _ := write(t, parse(t, `{"stream":false,"messages":[{"role":"user","content":"","images":["`+data+`"]}]}`), "openai-chat/gpt-4o")
		want := `{"messages":[{"content":[{"image_url":{"url":"` + uri + data + `"},"type":"image_url"}],"role":"user"}],"model":"gpt-4o","stream":false}`
		if got != want {
			t.Errorf("%s became %s, want %s", data, got, want)
		}
	}
}

// Whatever object comes in, it is read and written for both without a panic,
// and comes back from its own dialect as it was.
func FuzzRead(f *testing.F) {
	for _, text := range shapes {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read := func() *value.Node {
			n, problems := value.ReadJSON(source.NewFile("x", []byte(text)).Whole(), value.Options{})
			if len(problems) > 0 || n == nil || n.Kind != value.Object || !n.Literal() {
				return nil
			}
			return n
		}
		tree := read()
		if tree == nil {
			return
		}
		want, err := tree.Canonical()
		if err != nil {
			return
		}
		write(t, read(), "openai-chat/gpt-4o")
		if got, _ := write(t, read(), "ollama"); got != string(want) {
			t.Errorf("%s came back as %s", want, got)
		}
		(ollama.Dialect{}).Detect(read())
	})
}
