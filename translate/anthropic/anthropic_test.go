package anthropic_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/anthropic"
	"github.com/promptglot/promptglot/translate/openaichat"
)

func translator() *translate.Translator {
	return &translate.Translator{
		Catalog:  catalog.Default(),
		Dialects: translate.Registry{anthropic.Dialect{}, openaichat.Dialect{}},
	}
}

var tagRE = regexp.MustCompile(`\{\{.*?\}\}|\{%.*?%\}`)

// parse reads JSON that may hold Jinja holes and conditions.
func parse(t testing.TB, body []byte) *value.Node {
	t.Helper()
	var marks []expr.Tag
	for _, at := range tagRE.FindAllIndex(body, -1) {
		src := string(body[at[0]:at[1]])
		tag := expr.Tag{Kind: expr.TagHole, Lang: "jinja", Src: src, Start: at[0], End: at[1], Span: source.Span{Start: at[0], End: at[1]}}
		switch word := strings.Fields(strings.Trim(src, "{%} "))[0]; {
		case strings.HasPrefix(src, "{{"):
			tag.Expr = expr.Var(word)
		case word == "if":
			tag.Kind = expr.TagIf
		case word == "else":
			tag.Kind = expr.TagElse
		case word == "for":
			tag.Kind = expr.TagFor
		default:
			tag.Kind = expr.TagEnd
		}
		marks = append(marks, tag)
	}
	n, problems := value.ReadJSON(source.NewFile("request.json", body).Whole(), value.Options{Marks: marks})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", body, problems)
	}
	return n
}

// carry reads a request of one dialect and writes it for a target.
func carry(t testing.TB, from, version, target string, body []byte) (*value.Node, translate.Ledger) {
	t.Helper()
	tr := translator()
	p, _, err := tr.Read(from, version, parse(t, body))
	if err != nil {
		t.Fatal(err)
	}
	to, err := translate.ParseTarget(tr.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	out, ledger, err := tr.Write(p, to)
	if err != nil {
		t.Fatal(err)
	}
	return out, ledger
}

// holds checks a written request against the vendor's own types.
func holds(t testing.TB, target string, n *value.Node) {
	t.Helper()
	if !n.Literal() {
		return
	}
	name := "anthropic_messages.ts.schema.json"
	if strings.Contains(target, "2023-06-01") {
		name = "anthropic_messages_2023-06-01.ts.schema.json"
	}
	schema, err := jsonschema.NewCompiler().Compile(testkit.Shared(t, "oracles", name))
	if err != nil {
		t.Fatal(err)
	}
	b, err := n.JSON()
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(v); err != nil {
		t.Errorf("not valid for %s: %v\n%s", target, err, b)
	}
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func fixtures(t testing.TB, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join("testdata", dir, "*.json"))
	if err != nil || len(list) == 0 {
		t.Fatalf("no fixtures in %s (%v)", dir, err)
	}
	return list
}

// verbatim prints tags as the source has them.
type verbatim struct{}

func (verbatim) Tag(t expr.Tag, _ value.Context) (string, error) {
	if t.Src == "" {
		return "{% made %}", nil
	}
	return t.Src, nil
}

func printed(t testing.TB, n *value.Node, style value.JSONStyle) string {
	t.Helper()
	style.Tags = verbatim{}
	b, err := n.PrintJSON(style)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func canonical(t testing.TB, n *value.Node) string { return printed(t, n, value.JSONStyle{Sort: true}) }

func pretty(t testing.TB, n *value.Node) string { return printed(t, n, value.JSONStyle{Indent: "  "}) }
