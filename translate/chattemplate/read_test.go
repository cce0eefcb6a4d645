package chattemplate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// What a template writes is read back, and written again gives the same bytes;
// the template is recognised by its tokens alone.
func TestWrittenTextIsRecognisedAndWrittenAgain(t *testing.T) {
	long := call + `,{"role":"assistant","content":"It is R."},{"role":"user","content":"And {\"y\"}?"}`
	for _, x := range catalog.Default().ChatTemplates() {
		conversations := map[string]string{"turns": chat(talk), "question": chat(`{"role":"user","content":"A\n\nB"}`), "prefill": chat(talk + `,{"role":"assistant","content":"D"}`)}
		if x.Tools != nil {
			conversations["calls"] = chat(`{"role":"system","content":"S"},`+long, tool)
			conversations["calls without system"] = chat(long, tool)
		}
		for name, body := range conversations {
			t.Run(x.ID+" "+name, func(t *testing.T) {
				text, ledger := asText(t, x.ID, body)
				if ledger.Has(translate.Refused) {
					t.Fatal(account(ledger))
				}
				p, _, err := translator.Read("chat-template", "", value.NewString(text))
				if err != nil {
					t.Fatal(err)
				}
				got := p.Form["template"]
				if got != x.ID && !(x.ID == "mistral-v7" && got == "mistral-tekken") { // alike without system text
					t.Fatalf("taken for %q:\n%s", got, text)
				}
				p.Dialect = "" // so that it is written, not carried over
				tgt, _ := translate.ParseTarget(translator.Catalog, "chat-template/"+got)
				again, _, err := translator.Write(p, tgt)
				if err != nil {
					t.Fatal(err)
				}
				if again.Str != text {
					t.Errorf("not the same text:\n%s", cmp.Diff(text, again.Str))
				}
			})
		}
	}
}

func TestTextComesBackFromItsOwnTemplateAsItIs(t *testing.T) {
	for _, text := range []string{
		"", "plain", "<|im_start|>", "<|im_start|>user\nA", "x<|im_start|>user\nA<|im_end|>\ny<|im_start|>assistant\n", "<s>[INST] A [/INST]",
		"<|start|>assistant<|channel|>commentary to=functions.", "[TOOL_RESULTS] {\"content\": ", "<｜tool▁outputs▁begin｜>",
	} {
		out, ledger := carry(t, "chat-template", "chat-template", value.NewString(text))
		if out.Str != text || len(ledger) > 0 {
			t.Errorf("%q came back as %q %s", text, out.Str, account(ledger))
		}
	}
}

func TestReading(t *testing.T) {
	for _, c := range []struct{ name, text, want, ledger string }{
		{"thoughts", "<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\n<think>\nT\n</think>\n\nB<|im_end|>\n", `{"role":"user","content":"A"},{"role":"assistant","content":"B"}`, "added model-name \ndropped reasoning-replay "},
		{"calls", "<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\n<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": \"</tool_call>\"}}\n</tool_call><|im_end|>\n<|im_start|>user\n<tool_response>\nR\n</tool_response><|im_end|>\n<|im_start|>assistant\n",
			`{"role":"user","content":"A"},{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"a\": \"</tool_call>\"}"}}]},{"role":"tool","tool_call_id":"call_1","content":"R"}`, ""},
		{"what is no turn", "Header\n<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\n", `{"role":"user","content":"A"}`, ""},
		{"a token in the text", "<|im_start|>user\nthe token <|im_end|> ends<|im_end|>\n<|im_start|>assistant\n", `{"role":"user","content":"the token <|im_end|> ends"}`, ""},
		{"a system text of Llama 2", "<s>[INST] <<SYS>>\nS\n<</SYS>>\n\nA [/INST]", `{"role":"system","content":"S"},{"role":"user","content":"A"}`, ""},
		{"plain text", "Once upon a time", `{"role":"user","content":"Once upon a time"}`, ""},
		{"an answer to be continued", "<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\nB", `{"role":"user","content":"A"},{"role":"system","content":"Begin your answer with exactly this text: B"}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ledger := asChat(t, c.text)
			got = strings.TrimPrefix(got, `{"model":"gpt-4o","messages":[`)
			if got = strings.TrimSuffix(got, `]}`); got != c.want {
				t.Errorf("got  %s\nwant %s\n%s", got, c.want, account(ledger))
			}
		})
	}
}

// Every text that is read points at its own bytes of the file.
func TestTextsPointAtTheirBytes(t *testing.T) {
	raw := `{"prompt": "<|im_start|>system\nBe \"brief\".<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"}`
	p, _, err := translator.Read("chat-template", "", readJSON(t, raw))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range p.Messages {
		s := m.Item.Parts[0].Item.Text.Span
		got = append(got, raw[s.Start:s.End])
	}
	if want := []string{`Be \"brief\".`, "Hi"}; !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
}

func TestNamedTemplateIsReadAsSuch(t *testing.T) {
	p, problems, err := translator.Read("chat-template", "glm4", value.NewString("<|user|>\nA<|assistant|>\n"))
	if err != nil || len(problems) > 0 || p.Form["template"] != "glm4" {
		t.Errorf("%v %v %v", p.Form, problems, err)
	}
	_, problems, _ = translator.Read("chat-template", "nonsense", value.NewString("<|user|>\nA"))
	if len(problems) != 1 {
		t.Errorf("an unknown name is no problem: %v", problems)
	}
}

// A completion body keeps its options when only the template changes.
func TestBodyStaysABody(t *testing.T) {
	out, ledger := carry(t, "chat-template", "chat-template/llama3", readJSON(t, `{"prompt":"<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\n","max_tokens":9,"zq":[1]}`))
	js, _ := out.JSON()
	want := `{"prompt":"<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nA<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n","max_tokens":9,"zq":[1]}`
	if string(js) != want || len(ledger) > 0 {
		t.Errorf("got %s\nwant %s\n%s", js, want, account(ledger))
	}
}

// Reading takes time in proportion to the text, whatever it holds: these do not
// finish otherwise.
func TestHostileTextsAreReadInLinearTime(t *testing.T) {
	const n = 400_000
	for _, x := range catalog.Default().ChatTemplates() {
		for _, s := range []string{
			x.Turns["user"].Open, x.Turns["user"].Open + x.Turns["user"].Close, x.Turns["assistant"].Open + "a", x.Turns["user"].Close + "a",
			"<|im_start|>assistant\n<tool_call>\n{\"name\": \"", "[TOOL_CALLS] [{\"name\": \"", "[[[[", "{\"a\":",
			"<|im_start|>user\n<tool_response>\n", "[TOOL_RESULTS] {\"content\": ", "[AVAILABLE_TOOLS] [{", "<|start|>functions.",
			"<|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{\"a\": '",
			"<|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>[", "<|tool_calls_section_begin|><|tool_call_begin|>",
		} {
			if s == "" {
				continue
			}
			text := x.BOS + x.Turns["user"].Open + strings.Repeat(s, n/len(s))
			if _, _, err := translator.Read("chat-template", x.ID, value.NewString(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	for _, x := range catalog.Default().ChatTemplates() {
		text, _ := asText(f, x.ID, chat(talk))
		f.Add(text, x.ID)
		if x.Tools != nil {
			text, _ = asText(f, x.ID, chat(call, tool))
			f.Add(text, x.ID)
		}
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		if len(text) > 1<<16 {
			t.Skip()
		}
		file := source.NewFile("text", []byte(text))
		n := &value.Node{Kind: value.String, Str: text, View: file.Whole(), Span: source.Span{End: len(text)}}
		out, ledger := carry(t, "chat-template", "chat-template", n.Clone())
		if out.Str != text || len(ledger) > 0 {
			t.Errorf("%q came back as %q", text, out.Str)
		}
		p, _, err := translator.Read("chat-template", name, n)
		if err != nil {
			t.Fatal(err)
		}
		tgt, _ := translate.ParseTarget(translator.Catalog, "openai-chat/gpt-4o")
		if _, _, err := translator.Write(p, tgt); err != nil {
			t.Fatal(err)
		}
	})
}
