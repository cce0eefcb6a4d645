package bedrockinvoke

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func parse(t testing.TB, body string) *value.Node {
	t.Helper()
	n, problems := value.ReadJSON(source.NewFile("request.json", []byte(body)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", body, problems)
	}
	return n
}

func read(t testing.TB, tree *value.Node) (*prompt.Prompt, []value.Problem) {
	t.Helper()
	tr := &translate.Translator{Catalog: catalog.Default(), Dialects: translate.Registry{Dialect{}}}
	p, problems, err := tr.Read("bedrock-invoke", "", tree)
	if err != nil {
		t.Fatal(err)
	}
	return p, problems
}

func TestBodiesAreToldByWhoseTheyAre(t *testing.T) {
	for body, want := range map[string]int{
		`{"anthropic_version":"bedrock-2023-05-31","messages":[]}`:  told,
		`{"anthropic_version":"vertex-2023-10-16","messages":[]}`:   0, // Claude on Vertex AI
		`{"schemaVersion":"messages-v1","messages":[]}`:             told,
		`{"schemaVersion":39,"title":"Main dashboard","panels":[]}`: 0, // of something else
		`{"messages":[],"inferenceConfig":{"max_new_tokens":5}}`:    told,
		`{"inputText":"Hi"}`:                                                told,
		`{"prompt":"Hi","max_gen_len":5}`:                                   told,
		`{"prompt":"<s>[INST] Hi [/INST]","max_tokens":5}`:                  2,
		`{"prompt":"\n\nHuman: Hi\n\nAssistant:","max_tokens_to_sample":5}`: 2,
		`{"model":"m","prompt":"<s>[INST] Hi [/INST]"}`:                     0, // a completion server
		`{"prompt":"Hi","max_tokens":5}`:                                    0,
		`{"message":"Hi","chat_history":[]}`:                                0, // Cohere's own API
		`{"messages":[{"role":"user","content":"Hi"}]}`:                     0,
	} {
		if got := (Dialect{}).Detect(parse(t, body)); got != want {
			t.Errorf("%s: got %d, want %d", body, got, want)
		}
	}
}

// Whatever the maker calls it, the conversation and the options come out alike.
func TestEveryFormBecomesTheSamePrompt(t *testing.T) {
	for name, body := range map[string]string{
		"claude":  `{"anthropic_version":"bedrock-2023-05-31","max_tokens":9,"temperature":0.5,"stop_sequences":["X"],"messages":[{"role":"user","content":"Hi"}]}`,
		"nova":    `{"schemaVersion":"messages-v1","inferenceConfig":{"max_new_tokens":9,"temperature":0.5,"stopSequences":["X"]},"messages":[{"role":"user","content":[{"text":"Hi"}]}]}`,
		"titan":   `{"inputText":"Hi","textGenerationConfig":{"maxTokenCount":9,"temperature":0.5,"stopSequences":["X"]}}`,
		"mistral": `{"prompt":"Hi","max_tokens":9,"temperature":0.5,"stop":["X"]}`,
		"claude2": `{"prompt":"Hi","max_tokens_to_sample":9,"temperature":0.5,"stop_sequences":["X"]}`,
		"cohere":  `{"message":"Hi","max_tokens":9,"temperature":0.5,"stop_sequences":["X"]}`,
	} {
		p, _ := read(t, parse(t, body))
		got := ""
		p.Messages.Walk(func(m *prompt.Message) {
			m.Parts.Walk(func(part *prompt.Part) { got += string(m.Role) + " " + part.Text.Str + "\n" })
		})
		if got != "user Hi\n" {
			t.Errorf("%s: the conversation is %q", name, got)
		}
		for param, want := range map[prompt.Param]string{prompt.ParamMaxTokens: "9", prompt.ParamTemperature: "0.5"} {
			found := false
			for _, s := range p.Settings {
				found = found || s.Param == param && s.Value.Str == want
			}
			if !found {
				t.Errorf("%s: no %s of %s in %v", name, param, want, p.Settings)
			}
		}
		if len(p.Ext) > 0 {
			t.Errorf("%s: left over: %v", name, p.Ext)
		}
	}
}

func TestAPromptInAModelsTemplateIsToldOf(t *testing.T) {
	_, problems := read(t, parse(t, `{"prompt":"<s>[INST] Hi [/INST]","max_tokens":5}`))
	if len(problems) != 1 || problems[0].Code != "raw-prompt" || !strings.Contains(problems[0].Message, "template") {
		t.Errorf("got %v", problems)
	}
}

func TestATextThatMayBeAnyIsNoTemplate(t *testing.T) {
	for _, body := range []string{`{"prompt":"Say hi.","max_tokens":5}`, `{"prompt":"","max_tokens":5}`} {
		if _, problems := read(t, parse(t, body)); len(problems) > 0 {
			t.Errorf("%s: %v", body, problems)
		}
	}
}

func TestNothingIsWritten(t *testing.T) {
	tr := &translate.Translator{Catalog: catalog.Default(), Dialects: translate.Registry{Dialect{}}}
	p, _ := read(t, parse(t, `{"inputText":"Hi"}`))
	tgt, err := translate.ParseTarget(tr.Catalog, "bedrock-invoke")
	if err != nil {
		t.Fatal(err)
	}
	if _, ledger, err := tr.Write(p, tgt); err != nil || !ledger.Has(translate.Refused) {
		t.Errorf("got %v, %v", ledger, err)
	}
}

func FuzzReader(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("..", "laws", "testdata", "requests", "bedrock-invoke.*.json"))
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add(`{"prompt":7,"inputText":null,"message":[],"preamble":{},"chat_history":[null,{},{"role":"USER","message":{}}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 1<<16 {
			t.Skip()
		}
		tree, problems := value.ReadJSON(source.NewFile("x", []byte(body)).Whole(), value.Options{})
		if len(problems) > 0 || tree == nil || tree.Kind != value.Object {
			t.Skip()
		}
		read(t, tree)
	})
}

// Embedding and ranking are other calls: nothing of them is said to be lost to a
// chat dialect.
func TestBodiesThatAskForNumbersAreNoChat(t *testing.T) {
	for _, body := range []string{`{"query":"q","documents":["a","b"],"api_version":2}`, `{"texts":["a"],"input_type":"search_query"}`, `{"taskType":"TEXT_IMAGE","textToImageParams":{"text":"a"}}`} {
		p, problems := read(t, parse(t, body))
		if len(p.Ext) < 2 || len(problems) > 0 || len(p.Messages) > 0 {
			t.Fatalf("%s: %d members, %v", body, len(p.Ext), problems)
		}
		for _, x := range p.Ext {
			if x.Feature != "embedding-param" {
				t.Errorf("%s: %s is taken for %s", body, x.Key, x.Feature)
			}
		}
	}
}

// A program adds members that nobody sees to the body, and the version with them.
func TestABodyWithMembersOfAVariableIsClaudesBySystemText(t *testing.T) {
	for _, body := range []string{
		`{"messages":[{"role":"user","content":"Hi"}],"system":"Be brief."}`,
		`{"anthropic_version":"bedrock-2023-05-31","messages":[{"role":"user","content":"Hi"}],"system":"Be brief."}`,
	} {
		tree := parse(t, body)
		hole := &value.Node{Kind: value.Hole, Tag: &expr.Tag{Kind: expr.TagHole, Expr: expr.Var("options")}}
		tree.Entries = append(tree.Entries, value.Entry{Value: hole, Spread: true})
		p, _ := read(t, tree)
		if len(p.Messages) != 2 || p.Messages[0].Item.Role != prompt.RoleSystem {
			t.Errorf("%s: the turns are %v", body, p.Messages)
		}
	}
}
