package bedrockconverse

import (
	"os"
	"path/filepath"
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

func read(t testing.TB, tree *value.Node) (*translate.Translator, *prompt.Prompt) {
	t.Helper()
	tr := &translate.Translator{Catalog: catalog.Default(), Dialects: translate.Registry{Dialect{}}}
	p, _, err := tr.Read("bedrock-converse", "", tree)
	if err != nil {
		t.Fatal(err)
	}
	return tr, p
}

func write(t testing.TB, tr *translate.Translator, p *prompt.Prompt, target string) (*value.Node, translate.Ledger) {
	t.Helper()
	tgt, err := translate.ParseTarget(tr.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	out, ledger, err := tr.Write(p, tgt)
	if err != nil {
		t.Fatal(err)
	}
	return out, ledger
}

func TestDetectTellsConverseFromItsNeighbours(t *testing.T) {
	for body, want := range map[string]int{
		`{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}`:                                          3,
		`{"system":[{"text":"Be kind."}],"messages":[]}`:                                                    3,
		`{"messages":[],"inferenceConfig":{"maxTokens":5}}`:                                                 3,
		`{"messages":[{"role":"user","content":[{"toolResult":{}}]}]}`:                                      3,
		`{"messages":[{"role":"user","content":"Hi"}]}`:                                                     0, // OpenAI, Anthropic
		`{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}`:                            0,
		`{"schemaVersion":"messages-v1","messages":[{"role":"user","content":[{"text":"Hi"}]}]}`:            0, // InvokeModel
		`{"messages":[{"role":"user","content":[{"text":"Hi"}]}],"inferenceConfig":{"topK":4}}`:             0,
		`{"anthropic_version":"bedrock-2023-05-31","messages":[{"role":"user","content":[{"text":"Hi"}]}]}`: 0,
		`{"contents":[{"parts":[{"text":"Hi"}]}]}`:                                                          0, // Gemini
		`{"inferenceConfig":{}}`: 0,
	} {
		if got := (Dialect{}).Detect(parse(t, body)); got != want {
			t.Errorf("%s: got %d, want %d", body, got, want)
		}
	}
}

// A cache point belongs to what stands before it, and only to that.
func TestCachePointsBelongToTheBlockBeforeThem(t *testing.T) {
	_, p := read(t, parse(t, `{"messages":[{"role":"user","content":[{"cachePoint":{"type":"default"}},{"text":"a"},{"cachePoint":{"type":"default","ttl":"1h"}},{"cachePoint":{"type":"default"}},{"text":"b"},{"cachePoint":{"type":"other"}}]}]}`))
	var marks, kinds []string
	p.Messages.Walk(func(m *prompt.Message) {
		m.Parts.Walk(func(part *prompt.Part) {
			kind, mark := "opaque", ""
			if part.Kind == prompt.TextPart {
				kind = part.Text.Str
			}
			if part.Cache != nil {
				mark = "marked"
			}
			kinds, marks = append(kinds, kind), append(marks, mark)
		})
	})
	want := [][2]string{{"opaque", ""}, {"a", "marked"}, {"opaque", ""}, {"b", ""}, {"opaque", ""}}
	if len(kinds) != len(want) {
		t.Fatalf("got %q", kinds)
	}
	for i, w := range want {
		if kinds[i] != w[0] || marks[i] != w[1] {
			t.Errorf("part %d is %s %s, want %s %s", i, kinds[i], marks[i], w[0], w[1])
		}
	}
}

// What only the run knows stays in its place: a variable conversation, a
// condition around a turn, a loop around blocks, a spread.
func TestPartlyKnownRequestsSurvive(t *testing.T) {
	hole := func(name string) *value.Node {
		return &value.Node{Kind: value.Hole, Tag: &expr.Tag{Kind: expr.TagHole, Lang: "jinja", Src: "{{ " + name + " }}", Expr: expr.Var(name)}}
	}
	block := func(kind expr.TagKind, src string, es ...value.Entry) value.Entry {
		tag := expr.Tag{Kind: kind, Lang: "jinja", Src: src, Expr: expr.Var("c")}
		if kind == expr.TagFor {
			tag.Vars = []string{"i"}
		}
		return value.Entry{Block: &expr.Block[[]value.Entry]{Arms: []expr.Arm[[]value.Entry]{{Tag: tag, Body: es}}, Close: expr.Tag{Kind: expr.TagEnd, Src: "{% end %}"}}}
	}
	text := func(s string) value.Entry { return value.Entry{Value: union("text", value.NewString(s))} }
	turn := func(role string, es ...value.Entry) value.Entry {
		return value.Entry{Value: value.NewObject("role", value.NewString(role), "content", &value.Node{Kind: value.Array, Entries: es})}
	}
	for name, messages := range map[string]*value.Node{
		"a variable":             hole("history"),
		"a condition":            {Kind: value.Array, Entries: []value.Entry{turn("user", text("a")), block(expr.TagIf, "{% if c %}", turn("user", text("b"))), turn("assistant", text("c"))}},
		"a loop in a turn":       {Kind: value.Array, Entries: []value.Entry{turn("user", block(expr.TagFor, "{% for i in c %}", text("a")), text("b"))}},
		"a spread":               {Kind: value.Array, Entries: []value.Entry{{Spread: true, Value: hole("history")}, turn("user", text("b"))}},
		"a variable block":       {Kind: value.Array, Entries: []value.Entry{turn("user", value.Entry{Value: hole("part")})}},
		"a condition on content": {Kind: value.Array, Entries: []value.Entry{turn("user", block(expr.TagIf, "{% if c %}", text("a")))}},
	} {
		t.Run(name, func(t *testing.T) {
			tree := value.NewObject("messages", messages, "inferenceConfig", value.NewObject("maxTokens", hole("n")))
			want := show(tree)
			tr, p := read(t, tree)
			for _, target := range []string{"bedrock-converse", "bedrock-converse/amazon.nova-pro-v1:0"} {
				out, ledger := write(t, tr, p, target)
				if got := show(out); target == "bedrock-converse" && got != want {
					t.Errorf("came back as\n%s\nwas\n%s\n%v", got, want, ledger)
				}
				if ledger.Has(translate.Dropped, translate.Refused) {
					t.Errorf("%s: %v", target, ledger)
				}
			}
		})
	}
}

// show prints a tree with its variables and blocks.
func show(n *value.Node) string {
	s := ""
	n.Walk("", func(p string, n *value.Node) {
		s += p + " " + n.Kind.String() + " " + n.Str
		if n.Tag != nil {
			s += n.Tag.Src
		}
		for i := range n.Entries {
			if b := n.Entries[i].Block; b != nil {
				s += b.Arms[0].Tag.Src
			}
		}
		s += "\n"
	})
	return s
}

func FuzzReader(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("..", "laws", "testdata", "requests", "bedrock-converse.*.json"))
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add(`{"messages":[{"content":[{"toolUse":{}},{"toolResult":{"content":[{"json":null}]}},{"image":{"source":{"s3Location":{}}}},{"reasoningContent":{}},{"guardContent":{"text":{}}},{"citationsContent":{"content":[{}]}}]}],"toolConfig":{"tools":[{"toolSpec":{"inputSchema":{}}},{"cachePoint":null}],"toolChoice":{"tool":{}}},"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{"}}}},"system":[null,{}],"additionalModelRequestFields":{"tool_choice":{"type":"tool"}}}`)
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 1<<16 {
			t.Skip()
		}
		tree, problems := value.ReadJSON(source.NewFile("x", []byte(body)).Whole(), value.Options{})
		if len(problems) > 0 || tree == nil || tree.Kind != value.Object || !tree.Literal() {
			t.Skip()
		}
		want, err := tree.Canonical()
		if err != nil {
			t.Skip()
		}
		tr, p := read(t, tree)
		write(t, tr, p, "bedrock-converse/amazon.nova-2-lite-v1:0")
		write(t, tr, p, "bedrock-converse/anthropic.claude-3-haiku-20240307-v1:0")
		out, _ := write(t, tr, p, "bedrock-converse")
		if got, err := out.Canonical(); err != nil || string(got) != string(want) {
			t.Errorf("%s came back as %s (%v)", want, got, err)
		}
	})
}
