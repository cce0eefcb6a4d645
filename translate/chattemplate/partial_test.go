package chattemplate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/all"
	"github.com/promptglot/promptglot/translate"
)

// template reads JSON with Jinja in it, as a rendering has it.
func template(t *testing.T, src string) *value.Node {
	t.Helper()
	lang := all.ByID("jinja")
	tags, problems := lang.Tags(src)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	n, bad := value.ReadJSON(source.NewFile("request.json", []byte(src)).Whole(), value.Options{Marks: tags})
	if len(bad) > 0 {
		t.Fatalf("%s: %v", src, bad)
	}
	return n
}

// printed is a text with its holes in their own language.
func printed(t *testing.T, n *value.Node) string {
	t.Helper()
	s, problems := templates.Print(all.ByID("jinja"), translate.AsText(n))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func TestHolesConditionsAndLoopsStayInTheText(t *testing.T) {
	for _, c := range []struct{ name, template, in, want, ledger string }{
		{"a hole", "chatml", `{"messages":[{"role":"user","content":"Hi {{ name }}!"}]}`,
			"<|im_start|>user\nHi {{ name }}!<|im_end|>\n<|im_start|>assistant\n", "approximate special-token /messages/0/content ?"},
		{"a conditional turn", "chatml", `{"messages":[{% if s %}{"role":"system","content":"S"},{% endif %}{"role":"user","content":"A"}]}`,
			"{% if s %}<|im_start|>system\nS<|im_end|>\n{% endif %}<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\n", ""},
		{"a conditional system text in front of the user's", "llama2", `{"messages":[{% if s %}{"role":"system","content":"S"},{% endif %}{"role":"user","content":"A"}]}`,
			"<s>[INST] <<SYS>>\n{% if s %}S{% endif %}\n<</SYS>>\n\nA [/INST]", ""},
		{"a loop over turns", "phi3", `{"messages":[{% for m in history %}{"role":"user","content":"{{ m.q }}"},{"role":"assistant","content":"{{ m.a }}"},{% endfor %}{"role":"user","content":"A"}]}`,
			"{% for m in history %}<|user|>\n{{ m.q }}<|end|>\n<|assistant|>\n{{ m.a }}<|end|>\n{% endfor %}<|user|>\nA<|end|>\n<|assistant|>\n", "approximate special-token /messages/0/content ?"},
		{"a role that only the run knows", "llama3", `{"messages":[{"role":"{{ r }}","content":"A"}]}`,
			"<|begin_of_text|><|start_header_id|>{{ r }}<|end_header_id|>\n\nA<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n", "approximate message-shape /messages/0/role ?"},
		{"a role where turns differ", "mistral-v3", `{"messages":[{"role":"{{ r }}","content":"A"}]}`, "<s>", "refused message-shape /messages/0 ?"},
		{"turns that a variable brings", "chatml", `{"messages":{{ history }}}`, "<|im_start|>assistant\n", "refused message-shape /messages ?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, ledger := carry(t, "openai-chat", "chat-template/"+c.template, template(t, c.in))
			if got := printed(t, out); got != c.want {
				t.Errorf("not the text expected:\n%s", cmp.Diff(c.want, got))
			}
			if a := account(ledger); a != c.ledger {
				t.Errorf("not the ledger expected:\n%s", cmp.Diff(c.ledger, a))
			}
		})
	}
}

func TestHolesAndConditionsAreReadFromText(t *testing.T) {
	src := "{% if s %}<|im_start|>system\n{{ s }} now<|im_end|>\n{% endif %}<|im_start|>user\n{{ q }}<|im_end|>\n<|im_start|>assistant\n"
	text, problems := templates.Parse(all.ByID("jinja"), source.NewFile("p.txt", []byte(src)).Whole())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	out, ledger := carry(t, "chat-template", "chat-template", value.NewText(text))
	if got := printed(t, out); got != src || len(ledger) > 0 {
		t.Errorf("it came back as %q", got)
	}
	out, _ = carry(t, "chat-template", "chat-template/llama3", value.NewText(text))
	want := "<|begin_of_text|>{% if s %}<|start_header_id|>system<|end_header_id|>\n\n{{ s }} now<|eot_id|>{% endif %}<|start_header_id|>user<|end_header_id|>\n\n{{ q }}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
	if got := printed(t, out); got != want {
		t.Error(cmp.Diff(want, got))
	}
}
