package migrate_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/migrate/lock"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/translate"
)

var engine = compose.New(catalog.Default())

// targets parses targets; the models are named so that the catalogue's choice
// of defaults does not show in the goldens.
func targets(t testing.TB, names ...string) []translate.Target {
	t.Helper()
	var out []translate.Target
	for _, n := range names {
		x, err := translate.ParseTarget(engine.Catalog, n)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

var standard = []string{"anthropic@2026-10-21/claude-opus-5", "gemini/gemini-2.5-pro", "openai-chat/gpt-4o"}

// A tree is files in memory.
type tree map[string][]byte

func (m tree) files() []*source.File {
	var names []string
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	var out []*source.File
	for _, n := range names {
		out = append(out, source.NewFile(n, m[n]))
	}
	return out
}

func (m tree) read(name string) ([]byte, error) {
	if data, ok := m[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

func (m tree) lock(t testing.TB) *lock.Lock {
	t.Helper()
	data, ok := m[lock.Name]
	if !ok {
		return nil
	}
	l, err := lock.Parse(lock.Name, data)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (m tree) plan(t testing.TB, ts []translate.Target) *migrate.Plan {
	t.Helper()
	p, err := migrate.New(context.Background(), engine, m.files(), ts, migrate.Options{Lock: m.lock(t), Read: m.read, Tool: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// apply carries a plan out in memory.
func (m tree) apply(p *migrate.Plan) {
	for _, c := range p.Changes {
		if c.New == nil {
			delete(m, c.Path)
			continue
		}
		m[c.Path] = c.New
	}
}

func load(t testing.TB, name string) tree {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	m := tree{}
	for _, f := range a.Files {
		m[f.Name] = f.Data
	}
	return m
}

func fixtures(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) < 30 {
		t.Fatalf("%d fixtures, expected 30 or more (%v)", len(names), err)
	}
	return names
}

func TestFixturesMigrateAsExpected(t *testing.T) {
	for _, name := range fixtures(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			m := load(t, name)
			p := m.plan(t, targets(t, standard...))
			var out txtar.Archive
			out.Comment = []byte(p.Text())
			for _, c := range p.Changes {
				if c.Path != lock.Name {
					out.Files = append(out.Files, txtar.File{Name: c.Path, Data: c.New})
				}
			}
			testkit.Golden(t, strings.TrimSuffix(name, ".txtar")+".golden", txtar.Format(&out))
		})
	}
}

func TestASecondRunChangesNothing(t *testing.T) {
	ts := targets(t, standard...)
	for _, name := range fixtures(t) {
		m := load(t, name)
		m.apply(m.plan(t, ts))
		if again := m.plan(t, ts); !again.Empty() {
			t.Errorf("%s: the second run would change:\n%s", name, again.Diff())
		}
		issues, err := m.lock(t).Stale(m.read)
		if err != nil || len(issues) > 0 {
			t.Errorf("%s: after a run the lock says %v, %v", name, issues, err)
		}
	}
}

func TestNoRenderingIsTakenForASource(t *testing.T) {
	ts := targets(t, standard...)
	for _, name := range fixtures(t) {
		m := load(t, name)
		p := m.plan(t, ts)
		m.apply(p)
		l := m.lock(t)
		for _, q := range p.Prompts {
			for _, r := range q.Targets {
				if r.Path != "" && !l.IsRendering(r.Path) {
					t.Errorf("%s: the lock does not name %s", name, r.Path)
				}
			}
		}
		for _, q := range m.plan(t, ts).Prompts {
			if l.IsRendering(q.Path) {
				t.Errorf("%s: %s is planned as a prompt", name, q.Path)
			}
		}
	}
}

func TestABodyIsNeverTouchedInPlace(t *testing.T) {
	for _, name := range fixtures(t) {
		m := load(t, name)
		for _, c := range m.plan(t, targets(t, "anthropic")).Changes {
			if c.Old == nil || !strings.HasSuffix(c.Path, ".prompty") {
				continue
			}
			body := func(b []byte) string { return engine.Open(source.NewFile(c.Path, b))[0].Body.Text }
			if body(c.Old) != body(c.New) {
				t.Errorf("%s: the body of %s changed", name, c.Path)
			}
		}
	}
}
