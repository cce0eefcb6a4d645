package migrate_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/migrate/journal"
	"github.com/promptglot/promptglot/internal/migrate/lock"
	"github.com/promptglot/promptglot/internal/source"
)

// onDisk writes a fixture to a folder of its own.
func onDisk(t *testing.T, fixture string) (string, disk.OS, tree) {
	t.Helper()
	m := load(t, "testdata/"+fixture+".txtar")
	dir := t.TempDir()
	for name, data := range m {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, disk.OS{Dir: dir}, m
}

func TestWriteWritesThePlanAndNothingElse(t *testing.T) {
	dir, fsys, m := onDisk(t, "prompty-v2-basic")
	p := m.plan(t, targets(t, standard...))
	if err := p.Write(context.Background(), fsys, dir, writing(t)); err != nil {
		t.Fatal(err)
	}
	m.apply(p)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(m) {
		t.Errorf("%d files, expected %d", len(entries), len(m))
	}
	for name, want := range m {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != string(want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "ask.prompty"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the permissions of the source are %v now (%v)", info.Mode(), err)
	}
}

func TestWriteRefuses(t *testing.T) {
	dirty := func() (bool, error) { return true, nil }
	tests := []struct {
		name  string
		spoil func(t *testing.T, dir string)
		o     migrate.WriteOptions
		want  string
	}{
		{"a dirty tree", nil, migrate.WriteOptions{Dirty: dirty}, "not committed"},
		{"a source that has changed", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "ask.prompty"), "user:\nother\n")
		}, migrate.WriteOptions{}, "ask.prompty has changed since the plan was made"},
		{"a rendering that somebody has written", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "ask.gemini.json"), "{}")
		}, migrate.WriteOptions{}, "ask.gemini.json has changed since the plan was made"},
		{"a source behind a link out of the tree", func(t *testing.T, dir string) {
			outside := filepath.Join(t.TempDir(), "ask.prompty")
			data, err := os.ReadFile(filepath.Join(dir, "ask.prompty"))
			if err != nil {
				t.Fatal(err)
			}
			write(t, outside, string(data))
			if err := os.Remove(filepath.Join(dir, "ask.prompty")); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(outside, filepath.Join(dir, "ask.prompty")); err != nil {
				t.Skip("no symbolic links here")
			}
		}, migrate.WriteOptions{}, "leads out of"},
		{"a journal that cannot be kept", nil, migrate.WriteOptions{Journal: broken{}}, "disk full"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir, fsys, m := onDisk(t, "prompty-v2-basic")
			p := m.plan(t, targets(t, standard...))
			if tt.spoil != nil {
				tt.spoil(t, dir)
			}
			err := p.Write(context.Background(), fsys, dir, tt.o)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, expected one with %q", err, tt.want)
			}
			if _, err := os.Stat(filepath.Join(dir, "ask.anthropic.json")); err == nil {
				t.Error("something was written all the same")
			}
		})
	}
}

func TestADirtyTreeMayBeAllowed(t *testing.T) {
	dir, fsys, m := onDisk(t, "prompty-v2-basic")
	p := m.plan(t, targets(t, standard...))
	o := writing(t)
	o.Dirty, o.AllowDirty = func() (bool, error) { return true, nil }, true
	if err := p.Write(context.Background(), fsys, dir, o); err != nil {
		t.Fatal(err)
	}
}

// writing are options with a journal of their own.
func writing(t *testing.T) migrate.WriteOptions {
	return migrate.WriteOptions{Journal: disk.Cache{Dir: t.TempDir()}}
}

// broken is a store that takes nothing.
type broken struct{}

func (broken) Get(string) ([]byte, bool) { return nil, false }
func (broken) Put(string, []byte) error  { return errors.New("disk full") }
func (broken) Delete(string) error       { return nil }

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestLaterRunsKeepWhatPeopleDid(t *testing.T) {
	ts := targets(t, standard...)
	tests := []struct {
		name, fixture string
		do            func(m tree)
		action        string // of the first prompt in the second run
		says          string // what the plan says
		issue         string // what the lock says before the second run
		changes       []string
	}{
		{"an edited source is rendered anew", "prompty-v2-neutral-already", func(m tree) {
			m["plain.prompty"] = []byte(strings.Replace(string(m["plain.prompty"]), "brief", "short", 1))
		}, migrate.Neutral, "", lock.Stale, []string{"plain.anthropic.json", "plain.gemini.json", "plain.openai-chat.json", lock.Name}},
		{"an edited rendering is not written over", "prompty-v2-neutral-already", func(m tree) {
			m["plain.gemini.json"] = []byte("{}")
		}, migrate.Neutral, "plain.gemini.json was edited by hand", lock.Edited, nil},
		{"a lost rendering comes back", "prompty-v2-neutral-already", func(m tree) {
			delete(m, "plain.gemini.json")
		}, migrate.Neutral, "", lock.Missing, []string{"plain.gemini.json"}},
		{"a rendering that became a template leaves no old file", "prompty-v2-neutral-already", func(m tree) {
			m["plain.prompty"] = []byte(strings.Replace(string(m["plain.prompty"]), "user:", "{% if x %}\nassistant:\nHm\n{% endif %}\n\nuser:", 1))
		}, migrate.Neutral, "delete plain.gemini.json", lock.Stale, nil},
		{"a changed source of another format is migrated again", "github-basic", func(m tree) {
			m["summary.prompt.yml"] = []byte(strings.Replace(string(m["summary.prompt.yml"]), "You summarise", "You shorten", 1))
		}, migrate.NewFile, "change summary.prompty", lock.Stale, nil},
		{"a source and a neutral file that have both changed are a conflict", "github-basic", func(m tree) {
			m["summary.prompt.yml"] = []byte(strings.Replace(string(m["summary.prompt.yml"]), "You summarise", "You shorten", 1))
			m["summary.prompty"] = []byte(strings.Replace(string(m["summary.prompty"]), "You summarise", "You cut", 1))
		}, migrate.Refused, "have both changed", lock.Stale, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := load(t, "testdata/"+tt.fixture+".txtar")
			m.apply(m.plan(t, ts))
			tt.do(m)
			issues, err := m.lock(t).Stale(m.read)
			if err != nil || len(issues) == 0 || issues[0].Code != tt.issue {
				t.Errorf("the lock says %v (%v), expected %s", issues, err, tt.issue)
			}
			p := m.plan(t, ts)
			if q := firstSource(p); q.Action != tt.action {
				t.Errorf("%s: %s %s, expected %s", q.ID, q.Action, q.Why, tt.action)
			}
			if !strings.Contains(p.Text(), tt.says) {
				t.Errorf("the plan does not say %q:\n%s", tt.says, p.Text())
			}
			var changes []string
			for _, c := range p.Changes {
				changes = append(changes, c.Path)
			}
			if tt.changes != nil && strings.Join(changes, " ") != strings.Join(tt.changes, " ") {
				t.Errorf("changes %v, expected %v", changes, tt.changes)
			}
		})
	}
}

// firstSource returns the first prompt of a plan.
func firstSource(p *migrate.Plan) migrate.Prompt {
	if len(p.Prompts) == 0 {
		return migrate.Prompt{}
	}
	return p.Prompts[0]
}

func TestANeutralFileThatWasNotGivenIsReadAndRendered(t *testing.T) {
	ts := targets(t, standard...)
	m := load(t, "testdata/github-basic.txtar")
	m.apply(m.plan(t, ts))
	delete(m, "summary.gemini.json")
	only := []*source.File{source.NewFile("summary.prompt.yml", m["summary.prompt.yml"])}
	p, err := migrate.New(context.Background(), engine, only, ts, migrate.Options{Lock: m.lock(t), Read: m.read, Tool: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Changes) != 1 || p.Changes[0].Path != "summary.gemini.json" {
		t.Errorf("changes:\n%s", p.Text())
	}
}

func TestNoPlanShowsACredential(t *testing.T) {
	m := load(t, "testdata/prompty-v1-secret.txtar")
	p := m.plan(t, targets(t, standard...))
	const secret = "Zx81mQ0aLw92Kc7Tn3Vb5Rt6Yu8Ip"
	for name, out := range map[string]string{"text": p.Text(), "markdown": p.Markdown(), "json": string(p.JSON()), "diff": p.Diff()} {
		if strings.Contains(out, secret) {
			t.Errorf("the plan as %s shows the credential", name)
		}
	}
	m.apply(p)
	for name, data := range m {
		if strings.Contains(string(data), secret) {
			t.Errorf("%s holds the credential", name)
		}
	}
}

func TestPlansPrintAsMarkdownAndJSON(t *testing.T) {
	m := load(t, "testdata/two-sources-one-name.txtar")
	p := m.plan(t, targets(t, standard...))
	for _, want := range []string{"| ask.json | gets a neutral file: ask.prompty | openai-chat/gpt-4o | ask.openai-chat.json", "- create ask.prompty", "rename one of the two"} {
		if !strings.Contains(p.Markdown(), want) {
			t.Errorf("the page lacks %q:\n%s", want, p.Markdown())
		}
	}
	for _, want := range []string{`"action": "refused"`, `"file": "promptglot.lock"`, `"losses": [`} {
		if !strings.Contains(string(p.JSON()), want) {
			t.Errorf("the JSON lacks %q:\n%s", want, p.JSON())
		}
	}
}

// closed is a file system one folder of which takes no file.
type closed struct {
	migrate.FS
	dir    string
	writes int
}

func (c *closed) Replace(name, temp string, data []byte, mode fs.FileMode) error {
	if filepath.Dir(name) == c.dir {
		return &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	if filepath.Base(name) != ".promptglot-probe" {
		c.writes++
	}
	return c.FS.Replace(name, temp, data, mode)
}

func TestAFolderThatTakesNoFileStopsTheRunBeforeTheFirstFile(t *testing.T) {
	dir := t.TempDir()
	m := tree{}
	for _, name := range []string{"a/ask.prompty", "z/ask.prompty"} {
		m[name] = []byte("---\nmodel:\n  id: gpt-4o\n---\nuser:\nHi\n")
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), string(m[name]))
	}
	fsys := &closed{FS: disk.OS{Dir: dir}, dir: "z"}
	o := writing(t)
	err := m.plan(t, targets(t, "anthropic")).Write(context.Background(), fsys, dir, o)
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "the folder z cannot be written, so nothing is") || strings.Contains(err.Error(), "\n") {
		t.Errorf("error %v", err)
	}
	if fsys.writes != 0 {
		t.Errorf("%d files were written", fsys.writes)
	}
	if _, err := journal.Open(o.Journal); err == nil {
		t.Error("there is a journal of a run that has written nothing")
	}
	entries, err := os.ReadDir(filepath.Join(dir, "a"))
	if err != nil || len(entries) != 1 {
		t.Errorf("%d files in a, expected the one that was there (%v)", len(entries), err)
	}
}
