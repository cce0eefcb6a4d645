package laws

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// oracles are the vendors' schemas that every request written must obey.
func oracles(t testing.TB, target string) []*jsonschema.Schema {
	t.Helper()
	var names []string
	switch {
	case strings.HasPrefix(target, "openai-chat"):
		names = []string{"openai_chat.openapi.strict.schema.json", "openai_chat.ts.schema.json"}
	case strings.HasPrefix(target, "anthropic@2023"):
		names = []string{"anthropic_messages_2023-06-01.ts.schema.json"}
	case strings.HasPrefix(target, "anthropic"):
		names = []string{"anthropic_messages.ts.schema.json"}
	case strings.HasPrefix(target, "gemini"):
		names = []string{"vertex_generatecontent_v1.discovery.strict.schema.json"}
	}
	var out []*jsonschema.Schema
	for _, n := range names {
		path := testkit.Shared(t, "oracles", n)
		if s, ok := compiled[path]; ok {
			out = append(out, s)
			continue
		}
		s, err := jsonschema.NewCompiler().Compile(path)
		if err != nil {
			t.Fatal(err)
		}
		compiled[path] = s
		out = append(out, s)
	}
	return out
}

var compiled = map[string]*jsonschema.Schema{}

// valid returns what the vendors' schemas say against a written request.
func valid(t testing.TB, target, body string) string {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	var msgs []string
	for _, s := range oracles(t, target) {
		if err := s.Validate(v); err != nil {
			msgs = append(msgs, err.Error())
		}
	}
	return strings.Join(msgs, "\n")
}

func TestEveryRequestWrittenIsValid(t *testing.T) {
	tr := translator(t)
	for _, s := range sources {
		t.Run(s.dialect+"@"+s.version, func(t *testing.T) {
			root := loadSchema(t, testkit.Shared(t, "oracles", s.schema))
			refused, written := 0, 0
			for seed := range 60 {
				g := &generator{root: root, rng: rand.New(rand.NewPCG(uint64(seed), 3))}
				req, _ := g.value(root, 0).(map[string]any)
				if req["contents"] == nil && req["messages"] == nil {
					continue // nothing is asked: no vendor takes that
				}
				body, err := json.Marshal(req)
				if err != nil {
					t.Fatal(err)
				}
				for _, target := range targets {
					if strings.HasPrefix(target, s.dialect) {
						continue // what came in wrong from its own vendor stays wrong
					}
					out, ledger := run(t, tr, s.dialect, s.version, target, body)
					if ledger.Has(translate.Refused) {
						refused++
						continue
					}
					written++
					if msg := valid(t, target, out); msg != "" {
						t.Fatalf("%s → %s is not valid: %s\nrequest %s\noutput %s", s.dialect, target, msg, body, out)
					}
				}
			}
			t.Logf("%d written, %d refused", written, refused)
		})
	}
}

// The request that a team would bring on the day it switches: everything at
// once, to every target, request and ledger compared exactly.
func TestEverythingAtOnce(t *testing.T) {
	tr := translator(t)
	for _, name := range []string{"everything", "everything_holes"} {
		body, err := os.ReadFile(filepath.Join("testdata", "requests", "openai-chat.everything.json"))
		if err != nil {
			t.Fatal(err)
		}
		if name == "everything_holes" {
			body = []byte(strings.Replace(strings.Replace(string(body), `"gpt-4o-2024-08-06"`, `{{ model }}`, 1), `1.7`, `{{ temperature }}`, 1))
		}
		for _, target := range targets[2:] {
			t.Run(name+" to "+target, func(t *testing.T) {
				tree := parseHoles(t, body)
				p, problems, err := tr.Read("openai-chat", "", tree)
				if err != nil || len(problems) > 0 {
					t.Fatal(err, problems)
				}
				tgt, err := translate.ParseTarget(tr.Catalog, target)
				if err != nil {
					t.Fatal(err)
				}
				out, ledger, err := tr.Write(p, tgt)
				if err != nil {
					t.Fatal(err)
				}
				got := "request\n" + dump(t, out) + "\n\nledger\n"
				for _, e := range ledger {
					got += string(e.MarshalLine()) + "\n"
				}
				file := name + "." + strings.NewReplacer("/", "_", "@", "_").Replace(target) + ".golden"
				testkit.Golden(t, filepath.Join("testdata", file), []byte(got))
				if name == "everything" && !ledger.Has(translate.Refused) {
					js, _ := out.JSON()
					if msg := valid(t, target, string(js)); msg != "" {
						t.Error(msg)
					}
				}
				if name == "everything_holes" {
					for _, e := range ledger {
						if e.Feature == "prefill" && e.Certainty != translate.Possible {
							t.Errorf("only the run knows the model, yet %s is %s", e.Path, e.Certainty)
						}
					}
				}
			})
		}
	}
}

var holes = regexp.MustCompile(`\{\{ (\w+) \}\}`)

// parseHoles reads a request with {{ name }} holes in it.
func parseHoles(t testing.TB, body []byte) *value.Node {
	t.Helper()
	var marks []expr.Tag
	for _, m := range holes.FindAllSubmatchIndex(body, -1) {
		marks = append(marks, expr.Tag{
			Kind: expr.TagHole, Expr: expr.Var(string(body[m[2]:m[3]])), Lang: "jinja", Src: string(body[m[0]:m[1]]), Start: m[0], End: m[1],
		})
	}
	n, problems := value.ReadJSON(source.NewFile("request.json", body).Whole(), value.Options{Marks: marks})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return n
}

// verbatim prints tags as the source has them.
type verbatim struct{}

func (verbatim) Tag(t expr.Tag, _ value.Context) (string, error) { return t.Src, nil }

func dump(t testing.TB, n *value.Node) string {
	t.Helper()
	b, err := n.PrintJSON(value.JSONStyle{Indent: "  ", Tags: verbatim{}})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
