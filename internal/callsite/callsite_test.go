package callsite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/callsite"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	langs "github.com/promptglot/promptglot/internal/lang/all"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	dialects "github.com/promptglot/promptglot/translate/all"
)

func env() *callsite.Env {
	return &callsite.Env{Catalog: catalog.Default(), SDKs: catalog.SDKs(), Wire: catalog.WireTraces(), Detect: detect}
}

// detect asks the dialects, as the engine does.
func detect(tree *value.Node) (ids []string) {
	for _, d := range all.Detect(tree) {
		ids = append(ids, d.ID())
	}
	return ids
}

var all = dialects.Dialects()

// read reads a program in the language of its name.
func read(t testing.TB, e *callsite.Env, name, text string) (*lang.Unit, *callsite.File) {
	t.Helper()
	l := langs.Of(name, []byte(text))
	if l == nil {
		t.Fatalf("no language reads %s", name)
	}
	u := l.Read(source.FromString(name, text).Whole())
	return u, callsite.Read(e, u)
}

// Every file of testdata that is no .found file is a program; what is found in it
// stands in the file of the same name with .found behind it.
func TestFixtures(t *testing.T) {
	paths, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	e, n := env(), 0
	for _, p := range paths {
		if strings.HasSuffix(p, ".found") {
			continue
		}
		n++
		t.Run(filepath.Base(p), func(t *testing.T) {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			if !callsite.MayMatter(data) && !strings.Contains(p, "decoy") {
				t.Error("the prefilter leaves it out")
			}
			u, f := read(t, e, p, string(data))
			testkit.Golden(t, p+".found", []byte(dump(u, f)))
			spans(t, data, f)
		})
	}
	if n == 0 {
		t.Fatal("no fixtures")
	}
}

// spans holds what was found against the bytes of the file.
func spans(t *testing.T, data []byte, f *callsite.File) {
	t.Helper()
	names := map[string]bool{}
	for _, s := range f.Sites {
		if names[s.Name] {
			t.Errorf("two sites are called %s", s.Name)
		}
		names[s.Name] = true
	}
	for _, m := range f.Marks {
		if m.Span.Start < 0 || m.Span.End > len(data) || m.Span.Start >= m.Span.End {
			t.Errorf("%s %s stands at %v of %d bytes", m.Feature, m.Value, m.Span, len(data))
		}
	}
}

func TestDecoysSayNothing(t *testing.T) {
	paths, err := filepath.Glob("testdata/decoy*.found")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no decoys: %v", err)
	}
	for _, p := range paths {
		if data, err := os.ReadFile(p); err != nil || len(data) > 0 {
			t.Errorf("%s: %v %s", p, err, data)
		}
	}
}

// A library is data: nothing but a file of the catalogue is needed for one that
// nobody has heard of.
func TestALibraryIsAddedByDataAlone(t *testing.T) {
	const data = `{"languages": ["python", "go"], "separator": ".", "source": "https://example.com", "as_of": "2026-11-22", "sdks": [
	 {"id": "acme", "vendor": "mistral", "imports": ["acme.llm"], "models": ["Models."], "case": "snake",
	  "clients": [{"name": "Brain", "base_url": "where"}],
	  "calls": [
	   {"path": "minds.think", "dialect": "mistral", "params": ["model", "messages"], "move": {"hotness": "temperature", "deadline": ""}},
	   {"path": "minds.send", "dialect": "mistral", "body": 0}, {"path": "talk", "gives": "talk"}, {"path": "say", "on": "talk", "dialect": "mistral", "params": ["messages"], "wrap": {"messages": {"text": [{"role": "user", "content": "$0"}]}}}],
	  "makes": [{"name": "Said", "value": {"role": "$0", "content": "$1"}},
	   {"name": "Form", "builder": true, "case": "snake", "set": {"addUser": {"to": "messages", "list": true, "value": {"role": "user", "content": "$0"}}}}],
	  "reads": ["answers[].words"]}]}`
	sdks, err := catalog.ReadSDKs([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	e := env()
	e.SDKs = sdks
	const program = `from acme.llm import Brain, Said as Turn, Form
import acme.llm

brain = Brain(where="https://api.groq.com/v1")
r = brain.minds.think("mistral-large-latest", [Turn("user", "Hello")], hotness=0.5, deadline=3, topP=1)
print(r.answers[0].words)
brain.talk().say("And you?")
acme.llm.Brain().minds.send(Form().addUser("a").addUser(x).maxTokens(5).build())
`
	u, f := read(t, e, "a.py", program)
	const want = `vendor groq
site main line 5: mistral of groq
	{model: "mistral-large-latest", messages: [{role: "user", content: "Hello"}], temperature: 0.5, top_p: 1}
site main-2 line 7: mistral of groq
	{messages: [{role: "user", content: "And you?"}]}
site main-3 line 8: mistral of mistral
	{messages: [{role: "user", content: "a"}, {role: "user", content: «x»}], max_tokens: 5}
`
	if got := dump(u, f); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nexpected first\n%s", got, want)
	}
	for _, m := range []string{"1:6-1:14 sdk-import mistral", "4:9-4:14 sdk-client mistral", "api-endpoint groq", "response-access groq"} {
		if !strings.Contains(dump(u, f), m) {
			t.Errorf("no %s in\n%s", m, dump(u, f))
		}
	}
}
