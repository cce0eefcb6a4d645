package gemini_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/gemini"
	"github.com/promptglot/promptglot/translate/openaichat"
)

func translator(media translate.MediaPolicy) *translate.Translator {
	return &translate.Translator{
		Catalog: catalog.Default(), Media: media,
		Dialects: translate.Registry{gemini.Dialect{}, openaichat.Dialect{}},
	}
}

// parse reads JSON text, which must be free of problems.
func parse(t *testing.T, text []byte) *value.Node {
	t.Helper()
	tree, problems := value.ReadJSON(source.NewFile("request.json", text).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("not JSON: %s", problems[0].Message)
	}
	return tree
}

func read(t *testing.T, id string, tree *value.Node) *prompt.Prompt {
	t.Helper()
	p, _, err := translator("").Read(id, "", tree)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func write(t *testing.T, p *prompt.Prompt, target string, media translate.MediaPolicy) (*value.Node, translate.Ledger) {
	t.Helper()
	to, err := translate.ParseTarget(catalog.Default(), target)
	if err != nil {
		t.Fatal(err)
	}
	out, ledger, err := translator(media).Write(p, to)
	if err != nil {
		t.Fatal(err)
	}
	return out, ledger
}

func canonical(t *testing.T, n *value.Node) string {
	t.Helper()
	b, err := n.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// lines returns the lossy part of a ledger, one entry a line.
func lines(l translate.Ledger) []byte {
	var b bytes.Buffer
	for _, e := range l {
		b.Write(e.MarshalLine())
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// oracle compiles the vendor's own schema of requests, with the fields that
// only the Gemini API has beside Vertex AI's.
func oracle(t *testing.T) (check func(*value.Node) error) {
	t.Helper()
	text, err := os.ReadFile(testkit.Shared(t, "oracles", oracleFile))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("request.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("request.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(n *value.Node) error {
		b, err := n.JSON()
		if err != nil {
			return err
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			return err
		}
		if m, ok := v.(map[string]any); ok {
			delete(m, "serviceTier") // Gemini API only
			delete(m, "store")
		}
		return s.Validate(v)
	}
}

const oracleFile = "vertex_generatecontent_v1.discovery.strict.schema.json"

// unaccounted returns the leaves of a source tree whose text is neither in the
// output nor covered by an entry of the ledger.
func unaccounted(t *testing.T, in, out *value.Node, ledger translate.Ledger) []string {
	t.Helper()
	written := canonical(t, out)
	var missing []string
	in.Walk("", func(pointer string, n *value.Node) {
		if !n.IsString() || !strings.HasPrefix(n.Str, "s#") || strings.Contains(written, n.Str) {
			return
		}
		for _, e := range ledger {
			if e.Path != "" && (pointer == e.Path || strings.HasPrefix(pointer, e.Path+"/")) {
				return
			}
		}
		missing = append(missing, pointer)
	})
	return missing
}

func decode(t *testing.T, file string, v any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
