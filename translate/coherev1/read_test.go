package coherev1_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/cohere"
	"github.com/promptglot/promptglot/translate/coherev1"
)

var translator = &translate.Translator{Catalog: catalog.Default(), Dialects: translate.Registry{cohere.Dialect{}, coherev1.Dialect{}}}

func parse(t testing.TB, text string) *value.Node {
	t.Helper()
	tree, problems := value.ReadJSON(source.NewFile("request.json", []byte(text)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("not JSON: %s", problems[0].Message)
	}
	return tree
}

func write(t testing.TB, tree *value.Node, target string) (*value.Node, translate.Ledger) {
	t.Helper()
	p, _, err := translator.Read("cohere-v1", "", tree)
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
	return out, ledger
}

func TestTurnsStandInTheirOrder(t *testing.T) {
	const call, result = `{"name":"f","parameters":{"a":1}}`, `{"call":{"name":"f","parameters":{"a":1}},"outputs":[{"b":2}]}`
	const calls = `{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"a\":1}","name":"f"},"id":"call_1","type":"function"}]}`
	const answer = `{"content":"[{\"b\":2}]","role":"tool","tool_call_id":"call_1"}`
	const user = `{"content":"u","role":"user"}`
	tests := []struct{ name, from, want string }{
		{"preamble, history, message", `{"message":"u","chat_history":[{"role":"CHATBOT","message":"c"}],"preamble":"p"}`,
			`{"content":"p","role":"system"},{"content":"c","role":"assistant"},` + user},
		{"a result of this turn", `{"message":"u","tool_results":[` + result + `]}`, user + `,` + calls + `,` + answer},
		{"no message beside a result", `{"message":"","chat_history":[{"role":"USER","message":"u"},{"role":"CHATBOT","tool_calls":[` + call + `]}],"tool_results":[` + result + `]}`,
			user + `,` + calls + `,` + answer},
		{"a result in the history", `{"message":"u","chat_history":[{"role":"CHATBOT","tool_calls":[` + call + `]},{"role":"TOOL","tool_results":[` + result + `]}]}`,
			calls + `,` + answer + `,` + user},
		{"a result of a call that nobody made", `{"message":"u","chat_history":[{"role":"TOOL","tool_results":[` + result + `]}]}`,
			calls + `,` + answer + `,` + user},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, ledger := write(t, parse(t, tt.from), "cohere/command-a-03-2025")
			got, err := out.Get("messages").Canonical()
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != "["+tt.want+"]" {
				t.Errorf("the turns are\n%s\nwant\n[%s]", got, tt.want)
			}
			if ledger.Has(translate.Dropped, translate.Refused) {
				t.Errorf("the ledger says %+v", ledger.Lossy())
			}
		})
	}
}

func TestParametersBecomeJSONSchema(t *testing.T) {
	for typ, want := range map[string]string{
		`"str"`:           `{"description":"d","type":"string"}`,
		`"INT"`:           `{"description":"d","type":"integer"}`,
		`"List[float]"`:   `{"description":"d","items":{"type":"number"},"type":"array"}`,
		`"Dict[str,int]"`: `{"description":"d","type":"object"}`,
		`"boolean"`:       `{"description":"d","type":"boolean"}`,
		`"datetime"`:      `{"description":"d (type datetime)"}`,
	} {
		out, _ := write(t, parse(t, `{"message":"u","tools":[{"name":"f","parameter_definitions":{"a":{"type":`+typ+`,"description":"d","required":true}}}]}`), "cohere")
		got, err := out.Get("tools").Entries[0].Value.Get("function").Get("parameters").Canonical()
		if err != nil {
			t.Fatal(err)
		}
		if s := `{"properties":{"a":` + want + `},"required":["a"],"type":"object"}`; string(got) != s {
			t.Errorf("%s becomes %s, want %s", typ, got, s)
		}
	}
}

func TestRequestsAreNotWritten(t *testing.T) {
	out, ledger := write(t, parse(t, `{"message":"u"}`), "cohere-v1")
	if len(out.Entries) > 0 || !strings.Contains(ledger.Refusals(), "never written") {
		t.Errorf("%+v, %+v", out, ledger)
	}
}

func TestDetectTellsTheFirstVersionFromOthers(t *testing.T) {
	for text, want := range map[string]int{
		`{"message":"a","chat_history":[]}`:                      3,
		`{"message":"a","preamble":"b"}`:                         3,
		`{"message":"a","tools":[{"parameter_definitions":{}}]}`: 3,
		`{"message":"a"}`:                                        2,
		`{"message":{"role":"user"}}`:                            0,
		`{"messages":[],"message":"a"}`:                          0,
		`{}`:                                                     0,
		`[]`:                                                     0,
	} {
		if got := (coherev1.Dialect{}).Detect(parse(t, text)); got != want {
			t.Errorf("Detect(%s) = %d, want %d", text, got, want)
		}
	}
	if got := (coherev1.Dialect{}).Detect(nil); got != 0 {
		t.Errorf("Detect(nil) = %d", got)
	}
}

// Whatever object comes in, it is read and written without a panic, and every
// piece of it that says something is carried or named.
func FuzzRead(f *testing.F) {
	f.Add(`{"message":"u","chat_history":[{"role":"TOOL","tool_results":[{"call":{"name":"f","parameters":{}},"outputs":[]}]},null],"tool_results":[{}]}`)
	f.Add(`{"tools":[{"parameter_definitions":{"a":{"type":"List[str]","required":true},"b":1}}],"documents":[{"id":"x","_excludes":[]},"y"],"connectors":[{"id":"web-search"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		tree, problems := value.ReadJSON(source.NewFile("x", []byte(text)).Whole(), value.Options{})
		if len(problems) > 0 || tree == nil || tree.Kind != value.Object {
			return
		}
		(coherev1.Dialect{}).Detect(tree)
		write(t, tree, "cohere/command-a-plus-05-2026")
	})
}
