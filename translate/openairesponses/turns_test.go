package openairesponses_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/prompt"
)

// shape says a conversation in short: the roles, and the kinds of part.
func shape(l prompt.List[prompt.Message]) string {
	kinds := map[prompt.PartKind]string{
		prompt.TextPart: "text", prompt.MediaPart: "media", prompt.ToolCallPart: "call", prompt.ToolResultPart: "result",
		prompt.ReasoningPart: "thought", prompt.RefusalPart: "refusal", prompt.OpaquePart: "opaque",
	}
	var out []string
	l.Walk(func(m *prompt.Message) {
		var parts []string
		m.Parts.Walk(func(p *prompt.Part) { parts = append(parts, kinds[p.Kind]) })
		out = append(out, fmt.Sprintf("%s(%s)", m.Role, strings.Join(parts, " ")))
	})
	return strings.Join(out, " ")
}

func TestItemsBecomeTurnsAndTurnsItems(t *testing.T) {
	const (
		user    = `{"role":"user","content":"Hi"}`
		said    = `{"role":"assistant","content":"Well"}`
		call    = `{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"}`
		result  = `{"type":"function_call_output","call_id":"c1","output":"1"}`
		thought = `{"type":"reasoning","id":"rs_1","summary":[]}`
		search  = `{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}}`
		long    = `{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"a","annotations":[]},{"type":"refusal","refusal":"b"}]}`
	)
	for _, row := range []struct {
		name  string
		items []string
		want  string
	}{
		{"a call is the assistant's turn", []string{user, call, result}, "user(text) assistant(call) tool(result)"},
		{"what follows one another is one turn", []string{user, thought, said, call, result}, "user(text) assistant(thought text call) tool(result)"},
		{"hosted calls too", []string{user, search, long, call}, "user(text) assistant(opaque text refusal call)"},
		{"a result ends the turn", []string{call, result, said}, "assistant(call) tool(result) assistant(text)"},
		{"an empty message says nothing to join", []string{said, `{"role":"assistant","content":[]}`, said}, "assistant(text) assistant() assistant(text)"},
		{"references stand alone", []string{said, `{"id":"msg_0"}`, said}, "assistant(text) user(opaque) assistant(text)"},
	} {
		body := `{"input":[` + strings.Join(row.items, ",") + `],"model":"gpt-5.4"}`
		p := read(t, "openai-responses", body)
		if got := shape(p.Messages); got != row.want {
			t.Errorf("%s: %s, expected %s", row.name, got, row.want)
		}
		out, ledger := write(t, p, "openai-responses")
		got, err := parse(t, out).Canonical()
		if err != nil {
			t.Fatal(err)
		}
		want, err := parse(t, body).Canonical()
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) || len(ledger) > 0 {
			t.Errorf("%s: came back as %s with %v, expected %s", row.name, got, ledger, want)
		}
	}
}
