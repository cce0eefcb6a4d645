package order_test

import (
	"slices"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/order"
)

func parse(t testing.TB, body string) *value.Node {
	t.Helper()
	n, problems := value.ReadJSON(source.NewFile("request.json", []byte(body)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", body, problems)
	}
	return n
}

const (
	u = `{"role":"user","content":"u"}`
	a = `{"role":"assistant","content":"a"}`
)

func chat(messages, more string) string {
	return `{"model":"m","messages":[` + messages + `]` + more + `}`
}

func claude(messages, more string) string { return chat(messages, `,"max_tokens":9`+more) }

func gemini(contents, more string) string { return `{"contents":[` + contents + `]` + more + `}` }

// Every rule is broken once, and kept once in the same words.
func TestWhatTheServerWouldRefuseIsFound(t *testing.T) {
	const (
		call     = `{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c2","type":"function","function":{"name":"f","arguments":"{}"}}]}`
		answer1  = `{"role":"tool","tool_call_id":"c1","content":"1"}`
		answer2  = `{"role":"tool","tool_call_id":"c2","content":"2"}`
		use      = `{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]}`
		outcome  = `{"type":"tool_result","tool_use_id":"t1","content":"1"}`
		said     = `{"type":"text","text":"and"}`
		gu       = `{"role":"user","parts":[{"text":"u"}]}`
		gcalls   = `{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"g","args":{}}}]}`
		ganswer  = `{"functionResponse":{"name":"f","response":{}}}`
		ganswer2 = `{"functionResponse":{"name":"g","response":{}}}`
		bu       = `{"role":"user","content":[{"text":"u"}]}`
		ba       = `{"role":"assistant","content":[{"text":"a"}]}`
	)
	tests := []struct {
		name, dialect, body string
		want                []string // rule and pointer
	}{
		{"all calls answered", "openai-chat", chat(u+","+call+","+answer1+","+answer2+","+a, ""), nil},
		{"answers in another order", "openai-chat", chat(u+","+call+","+answer2+","+answer1, ""), nil},
		{"a call without an answer", "openai-chat", chat(u+","+call+","+answer1+","+a, ""), []string{"unanswered-call /messages/1/tool_calls/1"}},
		{"an answer too late", "openai-chat", chat(u+","+call+","+answer1+","+u+","+answer2, ""), []string{"unanswered-call /messages/1/tool_calls/1", "orphan-result /messages/4"}},
		{"a result without a call", "openai-chat", chat(u+","+answer1, ""), []string{"orphan-result /messages/1"}},
		{"an id that is used twice", "openai-chat", chat(u+","+call+","+answer1+","+answer2+","+u+","+call+","+answer1+","+answer2, ""), []string{"call-id /messages/5/tool_calls/0", "call-id /messages/5/tool_calls/1"}},
		{"a role of another vendor", "openai-chat", chat(`{"role":"model","content":"x"},`+u, ""), []string{"role /messages/0"}},
		{"a tool's name with a dot", "openai-chat", chat(u, `,"tools":[{"type":"function","function":{"name":"a.b"}}]`), []string{"tool-name /tools/0/function/name"}},
		{"two tools of one name", "openai-chat", chat(u, `,"tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"f"}}]`), []string{"tool-name /tools/1/function/name"}},
		{"five stops", "openai-chat", chat(u, `,"stop":["1","2","3","4","5"]`), []string{"range /stop"}},
		{"one stop as text", "openai-chat", chat(u, `,"stop":"1"`), nil},
		{"too hot", "openai-chat", chat(u, `,"temperature":2.5`), []string{"range /temperature"}},
		{"a member of another vendor", "openai-chat", chat(u, `,"top_k":3`), []string{"unknown-field /top_k"}},
		{"a word that is none of the list", "openai-chat", chat(u, `,"verbosity":"loud"`), []string{"enum /verbosity"}},
		{"half a choice", "openai-chat", chat(u, `,"n":1.5`), []string{"range /n"}},
		{"text for a number", "openai-chat", chat(u, `,"seed":"7"`), []string{"type /seed"}},

		{"results first", "anthropic", claude(u+","+use+`,{"role":"user","content":[`+outcome+","+said+`]}`, ""), nil},
		{"text before results", "anthropic", claude(u+","+use+`,{"role":"user","content":[`+said+","+outcome+`]}`, ""), []string{"result-place /messages/2/content/0/text"}},
		{"results not in the next turn", "anthropic", claude(u+","+use+","+u+`,{"role":"user","content":[`+outcome+`]}`, ""), []string{"unanswered-call /messages/1/content/0", "orphan-result /messages/3/content/0"}},
		{"assistant first", "anthropic", claude(a+","+u, ""), []string{"first-turn /messages/0"}},
		{"turns of one role are merged by the server", "anthropic", claude(u+","+u, ""), nil},
		{"a blank text", "anthropic", claude(`{"role":"user","content":[{"type":"text","text":" "}]}`, ""), []string{"empty-content /messages/0/content/0/text"}},
		{"a beginning that ends in a space", "anthropic", claude(u+`,{"role":"assistant","content":"So "}`, ""), []string{"prefill /messages/1/content"}},
		{"a system turn after the user's", "anthropic", claude(u+`,{"role":"system","content":"s"},`+a, ""), nil},
		{"a system turn first", "anthropic", claude(`{"role":"system","content":"s"},`+u, ""), []string{"mid-system /messages/0"}},
		{"no limit", "anthropic", chat(u, ""), []string{"required "}},
		{"a blank stop", "anthropic", claude(u, `,"stop_sequences":["\n"]`), []string{"stop /stop_sequences/0"}},
		{"five cache marks", "anthropic", claude(`{"role":"user","content":[`+`{"type":"text","text":"1","cache_control":{"type":"ephemeral"}},{"type":"text","text":"2","cache_control":{"type":"ephemeral"}},{"type":"text","text":"3","cache_control":{"type":"ephemeral"}},{"type":"text","text":"4","cache_control":{"type":"ephemeral"}},{"type":"text","text":"5","cache_control":{"type":"ephemeral"}}]}`, ""), []string{"cache-marks /messages/0/content/4/cache_control"}},

		{"as many responses as calls", "gemini", gemini(gu+","+gcalls+`,{"role":"user","parts":[`+ganswer+","+ganswer2+`]}`, ""), nil},
		{"a response short", "gemini", gemini(gu+","+gcalls+`,{"role":"user","parts":[`+ganswer+`]}`, ""), []string{"unanswered-call /contents/1"}},
		{"a response to nothing", "gemini", gemini(gu+`,{"role":"user","parts":[`+ganswer+`]}`, ""), []string{"orphan-result /contents/1/parts/0"}},
		{"the model first", "gemini", gemini(`{"role":"model","parts":[{"text":"m"}]},`+gu, ""), []string{"first-turn /contents/0"}},
		{"a system turn", "gemini", gemini(gu+`,{"role":"system","parts":[{"text":"s"}]}`, ""), []string{"role /contents/1", "mid-system /contents/1"}},
		{"snake case", "gemini", gemini(gu, `,"generation_config":{"top_p":0.5}`), nil},
		{"out of range below a container", "gemini", gemini(gu, `,"generationConfig":{"topP":5}`), []string{"range /generationConfig/topP"}},

		{"two user turns", "bedrock-converse", `{"messages":[` + bu + "," + bu + `]}`, []string{"alternation /messages/1"}},
		{"in turn", "bedrock-converse", `{"messages":[` + bu + "," + ba + "," + bu + `]}`, nil},

		{"items answered", "openai-responses", `{"model":"m","input":[{"role":"user","content":"u"},{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},{"type":"function_call","call_id":"c2","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c1","output":"1"},{"type":"function_call_output","call_id":"c2","output":"2"}]}`, nil},
		{"an item without its answer", "openai-responses", `{"model":"m","input":[{"role":"user","content":"u"},{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},{"role":"user","content":"u"}]}`, []string{"unanswered-call /input/1"}},
	}
	for _, tt := range tests {
		t.Run(tt.dialect+" "+tt.name, func(t *testing.T) {
			d, ok := catalog.Dialect(tt.dialect)
			if !ok {
				t.Fatal("no such dialect")
			}
			var got []string
			for _, p := range order.Check(d, "", parse(t, tt.body)) {
				got = append(got, p.Rule+" "+p.Pointer)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// What only the run knows is no problem yet.
func TestHolesAndConditionsAreNoProblems(t *testing.T) {
	d, _ := catalog.Dialect("anthropic")
	open := parse(t, claude(a, ""))
	open.Get("messages").Entries = append(open.Get("messages").Entries, value.Entry{Spread: true, Value: &value.Node{Kind: value.Hole}})
	for _, p := range order.Check(d, "", open) {
		if p.Rule != "required" {
			t.Errorf("found %s", p)
		}
	}
	if got := order.Check(d, "", value.NewArray()); got != nil {
		t.Errorf("a list is no request, found %v", got)
	}
}

func TestAnIDMustHaveTheVendorsForm(t *testing.T) {
	d := &catalog.DialectInfo{ID: "mistral", Traits: map[string]catalog.Fact{
		"tool_call_id": {Value: "required"}, "tool_call_id_pattern": {Value: "^[a-zA-Z0-9]{9}$"}, "tool_result_place": {Value: "message"}, "system": {Value: "message"},
	}}
	body := func(id string) string {
		return chat(u+`,{"role":"assistant","tool_calls":[{"id":"`+id+`","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"`+id+`","content":"1"}`, "")
	}
	if got := order.Check(d, "", parse(t, body("Abc123xyz"))); len(got) > 0 {
		t.Errorf("found %v", got)
	}
	if got := order.Check(d, "", parse(t, body("call_1"))); len(got) != 2 || got[0].Rule != "call-id" {
		t.Errorf("found %v, want the ids of the call and of its result", got)
	}
}
