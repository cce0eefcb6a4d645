package migrate_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/migrate/lock"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// corpus returns all prompt files of the shared corpus, and those that lie
// beside them.
func corpus(t testing.TB) tree {
	t.Helper()
	root := testkit.Shared(t, "corpus")
	m := tree{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		f := source.NewFile(filepath.ToSlash(rel), data)
		if engine.Why(f) != "" || filepath.Base(p) == "config.json" {
			m[f.Path] = data
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// switches are the targets that the corpus goes to.
var switches = []string{"anthropic/claude-opus-5", "gemini/gemini-3.1-pro-preview", "vllm/llama-3.3-70b"}

// reasons are why prompts of the corpus cannot be migrated.
var reasons = []string{
	"no chat",              // embeddings, images
	"correct the file",     // broken on purpose: the corpus has what linters are tested with
	"jinja has no",         // helpers that only the program has
	"cannot say all of it", // the same of other languages
}

func TestTheCorpusMigrates(t *testing.T) {
	m, ts := corpus(t), targets(t, switches...)
	p := m.plan(t, ts)
	actions := map[string]int{}
	renderings, refused := 0, map[string]int{}
	for _, q := range p.Prompts {
		actions[q.Action]++
		if q.Action == migrate.Refused && !slices.ContainsFunc(reasons, func(r string) bool { return strings.Contains(q.Why, r) }) {
			t.Errorf("%s: refused: %s", q.ID, q.Why)
		}
		for _, r := range q.Targets {
			switch {
			case r.Path != "":
				renderings++
			case r.Refused == "":
				t.Errorf("%s has no rendering for %s, and nothing says why", q.ID, r.Target)
			default:
				refused[r.Target]++
			}
		}
	}
	for _, c := range p.Changes {
		if c.Old != nil {
			untouched(t, c.Path, c.Old, c.New)
		}
	}
	m.apply(p)
	n := 0
	for _, q := range p.Prompts {
		if q.Neutral == "" || q.Action == migrate.Refused {
			continue
		}
		if w := namesVendor(t, q.Neutral, m[q.Neutral]); w != "" {
			t.Errorf("%s names %s", q.Neutral, w)
		}
		n += fillings(t, q.Neutral, m[q.Neutral], ts)
	}
	t.Logf("%d prompts %v, %d renderings, %d fillings, refused at %v", len(p.Prompts), actions, renderings, n, refused)
	if n < 800 {
		t.Errorf("only %d fillings were tried", n)
	}
	if again := m.plan(t, ts); !again.Empty() {
		t.Errorf("the second run would change:\n%s", again.Diff())
	}
	if issues, err := m.lock(t).Stale(m.read); err != nil || len(issues) > 0 {
		t.Errorf("the lock says %v, %v", issues, err)
	}
	if !m.lock(t).IsRendering(p.Changes[0].Path) && p.Changes[0].Path != lock.Name && !strings.HasSuffix(p.Changes[0].Path, ".prompty") {
		t.Errorf("%s is no rendering to the lock", p.Changes[0].Path)
	}
}

// There and back: a rendering that is read as a request, and rendered for where
// the prompt came from, fills to what the prompt itself fills to there – but for
// what a ledger on the way named.
func thereAndBack(t *testing.T, m tree, p *migrate.Plan, home translate.Target) (exact, named int) {
	t.Helper()
	silent := func(ls ...translate.Ledger) bool {
		for _, l := range ls {
			if slices.ContainsFunc(l, func(e translate.Entry) bool { return !migrate.NamesOnly(e) }) {
				return false
			}
		}
		return true
	}
	for _, q := range p.Prompts {
		if q.Neutral == "" || q.Action == migrate.Refused || len(q.Targets) == 0 {
			continue
		}
		doc := engine.Open(source.NewFile(q.Neutral, m[q.Neutral]))[0]
		direct, err := engine.Render(doc, home)
		if err != nil || direct.Refused() != "" {
			continue
		}
		for _, to := range q.Targets {
			if !strings.HasSuffix(to.Path, ".json") {
				continue // holes of a template that is all of a file escape for JSON: no source does
			}
			docs := engine.Open(source.NewFile(to.Path, m[to.Path]))
			if len(docs) != 1 {
				continue // too little in it to tell whose it is
			}
			back, err := engine.Render(docs[0], home)
			if err != nil || back.Refused() != "" {
				if silent(to.Ledger, direct.Ledger) {
					t.Errorf("%s does not come back: %v %s", to.Path, err, back.Refused())
				}
				named++
				continue
			}
			same := true
			for _, s := range direct.Scenarios(doc.Prompt) {
				a, err1 := direct.Fill(s.Data)
				b, err2 := back.Fill(s.Data)
				if err1 == nil && err2 == nil && !jsonEqual(t, a, b) {
					same = false
					if silent(to.Ledger, direct.Ledger, back.Ledger) {
						t.Errorf("%s by way of %s is another request, and no ledger says why:\n%s", q.ID, to.Target, source.Unified("direct", "back", a, b))
					}
				}
			}
			if same {
				exact++
			} else {
				named++
			}
		}
	}
	return exact, named
}

func jsonEqual(t *testing.T, a, b []byte) bool {
	t.Helper()
	x, err1 := canonical(a)
	y, err2 := canonical(b)
	if err1 != nil || err2 != nil {
		t.Fatalf("a filling is no JSON: %v, %v", err1, err2)
	}
	return x == y
}

func canonical(data []byte) (string, error) {
	n, problems := value.ReadJSON(source.NewFile("x.json", data).Whole(), value.Options{})
	if len(problems) > 0 {
		return "", errors.New(problems[0].Message)
	}
	b, err := n.Canonical()
	return string(b), err
}

func TestThereAndBackIsTheOriginalButForWhatTheLedgerNamed(t *testing.T) {
	home, ts := targets(t, "openai-chat/gpt-4o")[0], targets(t, switches...)
	exact, named := 0, 0
	for _, name := range fixtures(t) {
		m := load(t, name)
		p := m.plan(t, ts)
		m.apply(p)
		e, n := thereAndBack(t, m, p, home)
		exact, named = exact+e, named+n
	}
	t.Logf("%d exactly, %d but for what was named", exact, named)
	if exact < 30 {
		t.Errorf("only %d renderings came back exactly", exact)
	}
	if testkit.HasShared(t) {
		m := corpus(t)
		p := m.plan(t, ts)
		m.apply(p)
		e, n := thereAndBack(t, m, p, home)
		t.Logf("corpus: %d exactly, %d but for what was named", e, n)
	}
}
