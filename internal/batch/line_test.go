package batch

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func tree(t *testing.T, text string) *value.Node {
	t.Helper()
	n, problems := value.ReadJSON(source.NewFile("x", []byte(text)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", text, problems)
	}
	return n
}

// likely stands for the dialects: they are tested elsewhere.
func likely(n *value.Node) bool {
	return n != nil && n.Kind == value.Object && (n.Get("messages") != nil || n.Get("contents") != nil || n.Get("input") != nil && n.Get("model") != nil)
}

func TestRecordsAreTakenApart(t *testing.T) {
	const chat = `{"messages": []}`
	for _, c := range []struct {
		in, form, at, dialects, wrong string
	}{
		{chat, "", "", "", ""},
		{`{"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": ` + chat + `}`, "openai", "/body", "openai-chat azure-openai groq xai vllm", ""},
		{`{"custom_id": "a", "method": "POST", "url": "/v1/responses", "body": {}}`, "openai", "/body", "openai-responses", ""},
		{`{"custom_id": "a", "method": "POST", "url": "/chat/completions", "body": {}}`, "openai", "/body", "azure-openai", ""},
		{`{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {}}`, "openai", "/body", "", "requests for /v1/embeddings are no prompts"},
		{`{"custom_id": "a", "method": "POST", "url": "/ours", "body": {}}`, "openai", "/body", "", ""},
		{`{"custom_id": "a", "body": ` + chat + `}`, "mistral", "/body", "mistral together", ""},
		{`{"custom_id": "a", "params": ` + chat + `}`, "anthropic", "/params", "anthropic", ""},
		{`{"key": "a", "request": {"contents": []}}`, "gemini", "/request", "gemini", ""},
		{`{"request": {"contents": []}}`, "vertex", "/request", "vertex gemini", ""},
		{`{"recordId": "a", "modelInput": {}}`, "bedrock", "/modelInput", "bedrock-converse bedrock-invoke", ""},
		{`{"modelInput": {}}`, "bedrock", "/modelInput", "bedrock-converse bedrock-invoke", ""},
		// Logs.
		{`{"request": ` + chat + `, "response": {}}`, "", "/request", "", ""},
		{`{"ts": 1, "input": ` + chat + `}`, "", "/input", "", ""},
		{`{"request": {"method": "POST", "body": ` + chat + `}}`, "", "/request/body", "", ""},
		{`{"model": "m", "input": "Hi"}`, "", "", "", ""},
		{`{"body": "text", "request": ` + chat + `}`, "", "/request", "", ""},
		{`{"custom_id": "a", "body": "text"}`, "", "none", "", ""},
		{`{"a": 1}`, "", "none", "", ""},
		{`{"body": {"body": {"body": {"body": ` + chat + `}}}}`, "", "none", "", ""},
	} {
		l := Open(catalog.Default().Batches(), tree(t, c.in), likely)
		form, at := "", l.Pointer()
		if l.Form != nil {
			form = l.Form.ID
		}
		if l.Body == nil {
			at = "none"
		}
		if form != c.form || at != c.at || strings.Join(l.Dialects, " ") != c.dialects || l.Wrong != c.wrong {
			t.Errorf("%s:\ngot      %q at %q, dialects %v, %q\nexpected %q at %q, dialects %v, %q", c.in, form, at, l.Dialects, l.Wrong, c.form, c.at, c.dialects, c.wrong)
		}
	}
}

func TestAReplacedRequestLeavesTheRestAlone(t *testing.T) {
	in := tree(t, `{"a": 1, "request": {"b": 2, "body": {"messages": []}}, "c": [3]}`)
	l := Open(catalog.Default().Batches(), in, likely)
	out, to := l.Replace(tree(t, `{"new": true}`))
	got, err := out.JSON()
	if want := `{"a":1,"request":{"b":2,"body":{"new":true}},"c":[3]}`; err != nil || string(got) != want || to != "/request/body" {
		t.Errorf("got %s at %s, %v", got, to, err)
	}
	if before, _ := in.JSON(); string(before) != `{"a":1,"request":{"b":2,"body":{"messages":[]}},"c":[3]}` {
		t.Errorf("the record itself has changed: %s", before)
	}
}

// A record of every form becomes one of every other, and nothing beside the
// request is gone without an entry.
func TestRecordsArePacked(t *testing.T) {
	const openai = `{"custom_id": "a.1", "method": "POST", "url": "/v1/chat/completions", "body": {"messages": []}, "note": "x"}`
	for _, c := range []struct {
		in, to, want string
		ledger       string
	}{
		{openai, "openai-chat", `{"custom_id":"a.1","method":"POST","url":"/v1/chat/completions","body":{},"note":"x"}`, "exact /custom_id, exact /method, exact /url"},
		{openai, "openai-responses", `{"custom_id":"a.1","method":"POST","url":"/v1/responses","body":{},"note":"x"}`, "exact /custom_id, exact /method, exact /url"},
		{openai, "azure-openai", `{"custom_id":"a.1","method":"POST","url":"/chat/completions","body":{},"note":"x"}`, "exact /custom_id, exact /method, exact /url"},
		{openai, "mistral", `{"custom_id":"a.1","body":{}}`, "exact /custom_id, exact /method, exact /url, dropped /note"},
		{openai, "anthropic", `{"custom_id":"a_1-4a5f06ec","params":{}}`, "approximate /custom_id, exact /method, exact /url, dropped /note"},
		{openai, "gemini", `{"key":"a.1","request":{}}`, "exact /custom_id, exact /method, exact /url, dropped /note"},
		{openai, "vertex", `{"request":{}}`, "dropped /custom_id, exact /method, exact /url, dropped /note"},
		{openai, "bedrock-converse", `{"recordId":"a.1","modelInput":{}}`, "exact /custom_id, exact /method, exact /url, dropped /note"},
		{`{"recordId": "r1", "modelInput": {"messages": []}}`, "openai-chat", `{"custom_id":"r1","method":"POST","url":"/v1/chat/completions","body":{}}`, "exact /recordId"},
		{`{"modelInput": {"messages": []}}`, "openai-chat", `{"custom_id":"line-7","method":"POST","url":"/v1/chat/completions","body":{}}`, "added /custom_id"},
		{`{"modelInput": {"messages": []}}`, "gemini", `{"request":{}}`, ""},
		{`{"custom_id": 5, "params": {"messages": []}}`, "gemini", `{"key":"5","request":{}}`, "exact /custom_id"},
		{`{"custom_id": [5], "params": {"messages": []}}`, "gemini", `{"key":"line-7","request":{}}`, "approximate /custom_id"},
		{`{"messages": []}`, "anthropic", `{"custom_id":"line-7","params":{}}`, "added /custom_id"},
		{`{"ts": 1, "request": {"messages": []}}`, "anthropic", `{"custom_id":"line-7","params":{}}`, "added /custom_id, dropped /ts"},
	} {
		cat := catalog.Default()
		l := Open(cat.Batches(), tree(t, c.in), likely)
		info, _ := cat.Dialect(c.to)
		form, ok := cat.BatchOf(c.to)
		if !ok {
			t.Fatalf("%s has no batches", c.to)
		}
		out, to, ledger := l.Pack(form, translate.Target{Dialect: info}, value.NewObject(), 7)
		got, err := out.JSON()
		if err != nil || string(got) != c.want {
			t.Errorf("%s to %s:\ngot      %s %v\nexpected %s", c.in, c.to, got, err, c.want)
		}
		if to != "/"+form.Body {
			t.Errorf("%s: the request is at %s", c.to, to)
		}
		var said []string
		for _, e := range ledger {
			at := e.Path
			if at == "" {
				at = e.To
			}
			said = append(said, fmt.Sprintf("%s %s", e.Outcome, at))
			if e.Source == "" || e.AsOf == "" || e.Feature != "batch-envelope" || (e.Node == nil) != (e.Outcome == translate.Added) {
				t.Errorf("%s: the entry is not complete: %+v", c.to, e)
			}
		}
		if s := strings.Join(said, ", "); s != c.ledger {
			t.Errorf("%s to %s:\nledger   %s\nexpected %s", c.in, c.to, s, c.ledger)
		}
	}
}

func TestFittedIDsFitAndStayApart(t *testing.T) {
	re := pattern(`^[a-zA-Z0-9_-]{1,64}$`)
	seen := map[string]string{}
	for _, id := range []string{"a.b", "a/b", "ä", "", strings.Repeat("x", 65), strings.Repeat("x", 66), strings.Repeat("y", 1000), "a b"} {
		fit := fitID(id, 64)
		if !re.MatchString(fit) {
			t.Errorf("%q becomes %q", id, fit)
		}
		if other, dup := seen[fit]; dup {
			t.Errorf("%q and %q both become %q", id, other, fit)
		}
		seen[fit] = id
	}
}
