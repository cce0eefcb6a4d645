package chattemplate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/chattemplate"
	"github.com/promptglot/promptglot/translate/openaichat"
)

var translator = &translate.Translator{
	Catalog:  catalog.Default(),
	Dialects: translate.Registry{chattemplate.Dialect{}, openaichat.Dialect{}},
}

func readJSON(t testing.TB, body string) *value.Node {
	t.Helper()
	n, problems := value.ReadJSON(source.NewFile("request.json", []byte(body)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", body, problems)
	}
	return n
}

// carry translates a request of one dialect for a target.
func carry(t testing.TB, from, target string, tree *value.Node) (*value.Node, translate.Ledger) {
	t.Helper()
	p, _, err := translator.Read(from, "", tree)
	if err != nil {
		t.Fatal(err)
	}
	tgt, err := translate.ParseTarget(translator.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	out, ledger, err := translator.Write(p, tgt)
	if err != nil {
		t.Fatal(err)
	}
	return out, ledger
}

// asText writes a chat completion as raw text.
func asText(t testing.TB, name, body string) (string, translate.Ledger) {
	t.Helper()
	out, ledger := carry(t, "openai-chat", "chat-template/"+name, readJSON(t, body))
	if !out.IsString() {
		t.Fatalf("%s is written as %v", name, out.Kind)
	}
	return out.Str, ledger
}

// asChat reads raw text as a chat completion.
func asChat(t testing.TB, text string) (string, translate.Ledger) {
	t.Helper()
	out, ledger := carry(t, "chat-template", "openai-chat/gpt-4o", value.NewString(text))
	js, err := out.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(js), ledger
}

// account is a ledger in short: outcome, feature, path, and the beginning of
// certainty where it is only possible.
func account(l translate.Ledger) string {
	var out []string
	for _, e := range l {
		s := fmt.Sprintf("%s %s %s", e.Outcome, e.Feature, e.Path)
		if e.Certainty == translate.Possible {
			s += " ?"
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

// chat is a chat completion without a model; its messages are given as JSON.
func chat(messages string, more ...string) string {
	return `{"messages":[` + messages + `]` + strings.Join(append([]string{""}, more...), ",") + `}`
}
