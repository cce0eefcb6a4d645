package migrate_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// asked is what a prompt asks of a target: the fillings of its rendering.
func asked(t *testing.T, d *compose.Doc, to translate.Target) string {
	t.Helper()
	r, err := engine.Render(d, to)
	if err != nil || r.Refused() != "" {
		return ""
	}
	out := ""
	for _, s := range r.Scenarios(d.Prompt) {
		body, err := r.Fill(s.Data)
		if err != nil {
			continue
		}
		c, err := canonical(body)
		if err != nil {
			t.Fatalf("%s: %v", d.ID, err)
		}
		out += s.Name + " " + c + "\n"
	}
	return out
}

// besides is the engine with the files of a tree to be found beside others.
func besides(m tree) *compose.Engine {
	e := *engine
	e.Beside = func(name string) *source.File {
		data, ok := m[name]
		if !ok {
			return nil
		}
		return source.NewFile(name, data)
	}
	return &e
}

func (m tree) inPlace(t testing.TB, to string, from migrate.From) *migrate.Plan {
	t.Helper()
	o := migrate.Options{Read: m.read, Tool: "test", Layout: migrate.LayoutInPlace, From: from}
	p, err := migrate.New(context.Background(), besides(m), m.files(), targets(t, to), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// inPlaceLaws checks a plan in place: what it edits reads back as the target's,
// gives it the request that the prompt gave before, and needs no second edit.
func inPlaceLaws(t *testing.T, name string, m tree, to string) (edited int) {
	t.Helper()
	target := targets(t, to)[0]
	before := map[string]string{}
	for _, f := range m.files() {
		for _, d := range besides(m).Open(f) {
			before[d.ID] = asked(t, d, target)
		}
	}
	p := m.inPlace(t, to, migrate.From{})
	for _, q := range p.Prompts {
		switch q.Action {
		case migrate.Edited:
			edited++
		case migrate.Keep, migrate.Refused:
			if q.Why == "" {
				t.Errorf("%s: %s is left alone, and nothing says why", name, q.ID)
			}
		default:
			t.Errorf("%s: %s: %s", name, q.ID, q.Action)
		}
	}
	for _, c := range p.Changes {
		if c.Old == nil || c.New == nil {
			t.Errorf("%s: %s is not changed in place", name, c.Path)
		}
		if body := bodyOf(c.Path, c.Old); body != bodyOf(c.Path, c.New) {
			t.Errorf("%s: the text of %s changed", name, c.Path)
		}
	}
	m.apply(p)
	e := besides(m)
	for _, q := range p.Prompts {
		if q.Action != migrate.Edited || q.Format == "promptfoo" { // whose names are the providers'
			continue
		}
		for _, d := range e.Open(source.NewFile(q.Path, m[q.Path])) {
			if now := asked(t, d, target); d.ID == q.ID && now != before[q.ID] {
				t.Errorf("%s: %s gives another request:\n%s", name, q.ID, source.Unified("before", "after", []byte(before[q.ID]), []byte(now)))
			}
		}
	}
	if again := m.inPlace(t, to, migrate.From{}); !again.Empty() {
		t.Errorf("%s: a second run would change:\n%s", name, again.Diff())
	}
	return edited
}

// bodyOf is the text behind a file's front matter, "" for other files.
func bodyOf(name string, data []byte) string {
	docs := engine.Open(source.NewFile(name, data))
	if len(docs) != 1 || docs[0].Body == nil || docs[0].Front == nil {
		return ""
	}
	return docs[0].Body.Text
}

var homes = []string{"anthropic/claude-opus-5", "anthropic@2023-06-01/claude-haiku-4-5", "gemini/gemini-3.1-pro-preview", "vllm/llama-3.3-70b", "openai-chat/gpt-5.4", "azure-openai/gpt-4o"}

func TestWhatIsEditedInPlaceGivesTheTargetTheSameRequest(t *testing.T) {
	n := 0
	for _, to := range homes {
		for _, name := range fixtures(t) {
			n += inPlaceLaws(t, name, load(t, name), to)
		}
	}
	if n < 60 {
		t.Errorf("only %d prompts were edited", n)
	}
}

func TestTheCorpusIsEditedInPlace(t *testing.T) {
	all := corpus(t)
	for name, data := range all {
		if docs := engine.Open(source.NewFile(name, data)); len(docs) > 0 && (docs[0].Format == "markdown" || docs[0].Format == "agent-file" || docs[0].Format == "baml") {
			delete(all, name) // never edited
		}
	}
	for _, to := range append([]string{"openai-chat/gpt-5.4"}, switches...) {
		n := inPlaceLaws(t, "corpus", maps.Clone(all), to)
		t.Logf("%s: %d prompts edited", to, n)
		if n < 20 {
			t.Errorf("%s: only %d prompts were edited", to, n)
		}
	}
}

// There and back in place: where no ledger names anything, the prompt asks for
// what it asked for.
func TestThereAndBackInPlace(t *testing.T) {
	n := 0
	for _, away := range []string{"azure-openai/gpt-4o", "vllm/llama-3.3-70b", "anthropic@2023-06-01/claude-haiku-4-5"} {
		for _, name := range fixtures(t) {
			m := load(t, name)
			old := map[string]*source.File{}
			for _, f := range m.files() {
				old[f.Path] = f
			}
			there := m.inPlace(t, away, migrate.From{})
			m.apply(there)
			for _, q := range there.Prompts {
				if q.Action != migrate.Edited {
					continue
				}
				d := engine.Open(old[q.Path])[0]
				home := homeOf(d)
				if outcome, _ := q.Targets[0].Outcome(); home == "" || outcome != migrate.Same {
					continue
				}
				target := targets(t, home)[0]
				for _, c := range m.inPlace(t, home, migrate.From{}).Changes {
					if c.Path != q.Path {
						continue
					}
					n++
					was, now := asked(t, d, target), asked(t, engine.Open(source.NewFile(c.Path, c.New))[0], target)
					if now != was {
						t.Errorf("%s by way of %s: there and back is another request:\n%s", q.ID, away, source.Unified("was", "is", []byte(was), []byte(now)))
					}
				}
			}
		}
	}
	if n < 5 {
		t.Errorf("only %d prompts went there and back", n)
	}
}

// homeOf is the target of a prompt that OpenAI or Azure serves, "" for others.
func homeOf(d *compose.Doc) string {
	m := d.Prompt.Model
	if m == nil || !m.Value.IsString() || strings.Contains(m.Value.Str, "/") {
		return ""
	}
	switch d.Vendor {
	case "openai":
		return "openai-chat/" + m.Value.Str
	case "azure-openai":
		return "azure-openai/" + m.Value.Str
	}
	return ""
}
