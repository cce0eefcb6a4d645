package laws

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// oracles are the vendors' schemas that every request written for a target must
// obey: its own, or its parent's as the catalogue amends them.
func oracles(t testing.TB, target string) []*jsonschema.Schema {
	t.Helper()
	p := partyAt(target)
	if p == nil {
		t.Fatalf("no party has the target %s", target)
	}
	compiled.Lock()
	defer compiled.Unlock()
	if out, ok := compiled.of[p]; ok {
		return out
	}
	var out []*jsonschema.Schema
	for _, n := range p.Validate {
		file, at, _ := strings.Cut(n, "#")
		url := testkit.Shared(t, "oracles", file)
		if at != "" {
			url += "#" + at
		}
		c := jsonschema.NewCompiler()
		if len(p.Required) > 0 {
			if err := c.AddResource(file, any(require(t, loadSchema(t, url), p.Required))); err != nil {
				t.Fatal(err)
			}
			url = file
		}
		s, err := c.Compile(url)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if len(p.Validate) == 0 && p.Parent != "" {
		c := jsonschema.NewCompiler()
		if err := c.AddResource(p.id+".json", any(p.schema(t))); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile(p.id + ".json")
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	compiled.of[p] = out
	return out
}

var compiled = struct {
	sync.Mutex
	of map[*party][]*jsonschema.Schema
}{of: map[*party][]*jsonschema.Schema{}}

// valid returns what the vendors' schemas say against a written request.
func valid(t testing.TB, target, body string) string {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	// The vendors' TypeScript types are those of a call without streaming.
	if m, ok := v.(map[string]any); ok && m["stream"] == true {
		m["stream"] = false
		delete(m, "stream_options")
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
	eachSource(t, func(t *testing.T, s *party, root map[string]any) {
		refused, written := 0, 0
		for seed := range seeds(t, 20) {
			g := &generator{root: root, rng: rand.New(rand.NewPCG(uint64(seed), 3))}
			req, _ := g.value(root, 0).(map[string]any)
			if !s.asks(req) {
				continue // nothing is asked: no vendor takes that
			}
			body, err := json.Marshal(req)
			if err != nil {
				t.Fatal(err)
			}
			for _, target := range targetsFor(s.id) {
				if strings.HasPrefix(target, s.id+"/") || strings.HasPrefix(target, s.id+"@") {
					continue // what came in wrong from its own vendor stays wrong
				}
				if kin(s.id, partyAt(target).id) && len(s.Targets) > 0 && valid(t, s.Targets[0], string(body)) != "" {
					continue // so does what a relative takes as it stands
				}
				out, ledger := run(t, tr, s.id, s.version, target, body)
				if ledger.Has(translate.Refused) {
					refused++
					continue
				}
				written++
				if msg := valid(t, target, out); msg != "" {
					t.Fatalf("%s → %s is not valid: %s\nrequest %s\noutput %s", s.id, target, msg, body, out)
				}
			}
		}
		t.Logf("%d written, %d refused", written, refused)
	})
}

// asks reports whether a generated request has something to answer.
func (p *party) asks(req map[string]any) bool {
	for _, k := range p.Asks {
		if req[k] != nil {
			return true
		}
	}
	return false
}

// seeds is how many generated requests a test takes: LAW_SEEDS, few with
// -short, n otherwise.
func seeds(t testing.TB, n int) int {
	t.Helper()
	if s, err := strconv.Atoi(os.Getenv("LAW_SEEDS")); err == nil {
		return s
	}
	if testing.Short() {
		return max(n/4, 2)
	}
	return n
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
		for _, target := range targetsFor("openai-chat") {
			if strings.HasPrefix(target, "openai-chat") {
				continue
			}
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
