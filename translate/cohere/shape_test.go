package cohere_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/cohere"
	"github.com/promptglot/promptglot/translate/openaichat"
)

var translator = &translate.Translator{Catalog: catalog.Default(), Dialects: translate.Registry{cohere.Dialect{}, openaichat.Dialect{}}}

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
	p, _, err := translator.Read("cohere", "", tree)
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

func TestOtherSpellingsComeBackAsTheyWere(t *testing.T) {
	tests := map[string]string{
		"content as text and as blocks":  `{"messages":[{"role":"user","content":"a"},{"role":"user","content":[{"type":"text","text":"b"}]},{"role":"user","content":["bare"]}]}`,
		"empty and absent content":       `{"messages":[{"role":"user","content":""},{"role":"user","content":[]},{"role":"assistant"},{"role":"assistant","content":null}]}`,
		"a plan beside content":          `{"messages":[{"role":"assistant","content":"a","tool_plan":"b","tool_calls":[]}]}`,
		"an empty plan":                  `{"messages":[{"role":"assistant","tool_plan":"","tool_calls":null}]}`,
		"thoughts before the answer":     `{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"t"},{"type":"text","text":"a"}]}]}`,
		"images":                         `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"auto"}},{"type":"image_url","image_url":{"url":"https://a.example/b"}},{"type":"image_url","image_url":{}},{"type":"image_url"}]}]}`,
		"calls of odd shapes":            `{"messages":[{"role":"assistant","tool_calls":[{},{"id":"a","function":{}},{"id":null,"type":"function","function":{"name":"f","arguments":"no json"}},{"type":"other"},null,7]}]}`,
		"results as text, blocks, data":  `{"messages":[{"role":"tool","tool_call_id":"a","content":"x"},{"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"x"}]},{"role":"tool","content":[{"type":"document","document":{"data":{"a":1}}}]},{"role":"tool"}]}`,
		"unknown roles and turns":        `{"messages":[{"role":"critic","content":"a"},{"content":"b"},null,7,"c",{}]}`,
		"unknown members everywhere":     `{"x":{"y":1},"messages":[{"role":"user","content":[{"type":"text","text":"a","x":1}],"x":2}],"tools":[{"type":"function","function":{"name":"f","x":3},"x":4}],"thinking":{"type":"enabled","x":5},"response_format":{"type":"text","x":6}}`,
		"tools of odd shapes":            `{"tools":[{},{"type":"function"},{"function":{"name":"f"}},{"type":"other","function":{}},null]}`,
		"strictness with and without":    `{"strict_tools":true,"tools":[{"type":"function","function":{"name":"f","parameters":{}}}]}`,
		"strictness of no tools":         `{"strict_tools":false,"tools":[]}`,
		"choices":                        `{"tool_choice":"NONE"}`,
		"a choice of another vendor":     `{"tool_choice":{"type":"function"}}`,
		"a schema in the older spelling": `{"response_format":{"type":"json_object","schema":{"type":"object"}}}`,
		"a schema that is none":          `{"response_format":{"type":"json_object","json_schema":null}}`,
		"members without a name":         `{"":1,"response_format":{"type":"json_object","":{}},"messages":[{"":2}],"tools":[{"function":{"":3}}]}`,
		"a budget beside no thinking":    `{"thinking":{"type":"disabled","token_budget":5}}`,
		"a word for thinking":            `{"thinking":{"type":"adaptive"}}`,
		"nulls":                          `{"model":null,"messages":null,"tools":null,"tool_choice":null,"response_format":null,"strict_tools":null,"stream":null,"thinking":null}`,
		"lists that are none":            `{"messages":{"a":1},"tools":"b","documents":"c","stop_sequences":"d"}`,
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			want, err := parse(t, text).Canonical()
			if err != nil {
				t.Fatal(err)
			}
			got, ledger := write(t, parse(t, text), "cohere")
			if got != string(want) {
				t.Errorf("came back as\n%s\nwant\n%s", got, want)
			}
			if lossy := ledger.Lossy(); len(lossy) > 0 {
				t.Errorf("the ledger says %+v", lossy)
			}
		})
	}
}

func TestDetectTellsCohereFromOthers(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{`{"messages":[],"k":5}`, 3},
		{`{"messages":[{"role":"assistant","tool_plan":"x"}]}`, 3},
		{`{"messages":[],"tool_choice":"REQUIRED"}`, 3},
		{`{"messages":[],"response_format":{"type":"json_object","json_schema":{}}}`, 3},
		{`{"messages":[{"role":"tool","content":[{"type":"document","document":{"data":{}}}]}]}`, 3},
		{`{"model":"command-a-03-2025","messages":[]}`, 3},
		{`{"model":"CohereLabs/command-a-03-2025","messages":[]}`, 1},
		{`{"messages":[{"role":"user","content":"a"}]}`, 1},
		{`{"messages":[],"top_p":1}`, 0},
		{`{"messages":[],"system":"a"}`, 0},
		{`{"message":"a"}`, 0},
		{`[]`, 0},
	}
	for _, tt := range tests {
		if got := (cohere.Dialect{}).Detect(parse(t, tt.text)); got != tt.want {
			t.Errorf("Detect(%s) = %d, want %d", tt.text, got, tt.want)
		}
	}
	if got := (cohere.Dialect{}).Detect(nil); got != 0 {
		t.Errorf("Detect(nil) = %d", got)
	}
}

func TestAConversationComesBackFromTheOtherSide(t *testing.T) {
	text := `{"max_tokens":9,"messages":[{"content":"s","role":"system"},{"content":"u","role":"user"},{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"a\":1}","name":"f"},"id":"c1","type":"function"},{"function":{"arguments":"{}","name":"g"},"id":"c2","type":"function"}],"tool_plan":"I look."},{"content":"plain","role":"tool","tool_call_id":"c1"},{"content":"{\"n\":1}","role":"tool","tool_call_id":"c2"},{"content":"done","role":"assistant"},{"content":"thanks","role":"user"}],"model":"command-a-03-2025","stop_sequences":["x"],"temperature":0.5,"tool_choice":"REQUIRED","tools":[{"function":{"description":"d","name":"f","parameters":{"properties":{"a":{"type":"integer"}},"type":"object"}},"type":"function"}]}`
	over, _ := write(t, parse(t, text), "openai-chat/gpt-4o")
	p, _, err := translator.Read("openai-chat", "", parse(t, over))
	if err != nil {
		t.Fatal(err)
	}
	to, err := translate.ParseTarget(translator.Catalog, "cohere/command-a-03-2025")
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := translator.Write(p, to)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := out.Canonical(); string(got) != text {
		t.Errorf("came back as\n%s\nwant\n%s\nby way of\n%s", got, text, over)
	}
}

// Whatever object comes in, it is read and written for both without a panic,
// and comes back from its own dialect as it was.
func FuzzRead(f *testing.F) {
	f.Add(`{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"t"}],"tool_plan":"p","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":[{"type":"document","document":{"id":"d","data":{}}}]}],"strict_tools":true,"tools":[{"type":"function","function":{"name":"f"}}]}`)
	f.Add(`{"messages":[{"content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,"}}]}],"thinking":{"type":"disabled","token_budget":1},"response_format":{"type":"json_object","schema":{}}}`)
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
		if got, _ := write(t, read(), "cohere"); got != string(want) {
			t.Errorf("%s came back as %s", want, got)
		}
		(cohere.Dialect{}).Detect(read())
	})
}
