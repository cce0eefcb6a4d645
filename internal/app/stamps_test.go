package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// stamped skips a test where the system tells too little of files.
func stamped(t *testing.T, p *cachePlace) {
	t.Helper()
	info, err := os.Stat(filepath.Join(p.dir, "ask.py"))
	if err != nil || disk.StampOf(info) == (disk.Stamp{}) {
		t.Skip("files have no stamps here: they are read and compared", err)
	}
}

func TestAFileThatHasNotChangedIsNotRead(t *testing.T) {
	p := newPlace(t)
	stamped(t, p)
	p.now = later
	opt := Options{Format: "jsonl"}
	p.run(opt, runFacts)
	for _, name := range []string{"ask.py", "plain.py", "names.sh", "nb.ipynb", "empty.json"} {
		if !p.read[name] {
			t.Errorf("%s was not read the first time", name)
		}
	}
	p.run(opt, runFacts)
	for name := range p.read {
		switch filepath.Base(name) {
		case "promptglot.yaml", "promptglot.lock", ".gitignore":
		case "config.json": // of the prompt beside it
		case "secret.py", "latin.py": // are not kept
		case "waived.py": // somebody asks for the line of its comment
		default:
			t.Errorf("%s was read once more", name)
		}
	}
	p.run(opt, runCheck)
	if p.run(opt, runCheck); !p.read["ask.py"] || p.read["plain.py"] {
		t.Error("findings quote their files, and only these are read")
	}
}

func TestAFileWhoseBytesMayHaveChangedIsRead(t *testing.T) {
	const name = "ask.py"
	old := time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC)
	other := strings.ReplaceAll(kept[name], "gpt-4-0613", "gpt-4-0314") // as long
	for _, c := range []struct {
		what   string
		change func(p *cachePlace, full string) error
	}{
		{"other bytes of the same number, the time set back", func(p *cachePlace, full string) error {
			p.write(name, other)
			return os.Chtimes(full, old, old)
		}},
		{"another file in its place, of the same number of bytes and time", func(p *cachePlace, full string) error {
			p.write("new", other)
			from := filepath.Join(p.dir, "new")
			if err := os.Chtimes(from, old, old); err != nil {
				return err
			}
			return os.Rename(from, full)
		}},
		{"another time", func(_ *cachePlace, full string) error { return os.Chtimes(full, old, old.Add(time.Nanosecond)) }},
		{"other permissions", func(_ *cachePlace, full string) error { return os.Chmod(full, 0o600) }},
		{"a link to another file", func(p *cachePlace, full string) error {
			p.write("../elsewhere.py", other)
			if err := os.Remove(full); err != nil {
				return err
			}
			return os.Symlink(filepath.Join(filepath.Dir(p.dir), "elsewhere.py"), full)
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			p := newPlace(t)
			stamped(t, p)
			p.now = later
			full := filepath.Join(p.dir, name)
			if err := os.Chtimes(full, old, old); err != nil {
				t.Fatal(err)
			}
			opt := Options{Format: "jsonl"}
			p.run(opt, runFacts)
			if err := c.change(p, full); err != nil {
				t.Fatal(err)
			}
			got, _ := p.run(opt, runFacts)
			if !p.read[name] || p.read["plain.py"] {
				t.Errorf("read: %v", p.read)
			}
			opt.NoCache = true
			if want, _ := p.run(opt, runFacts); got != want {
				t.Errorf("the cache spoke of what was (-without +with):\n%s", cmp.Diff(want, got))
			}
			opt.NoCache = false
			if p.run(opt, runFacts); p.read[name] {
				t.Error("its new stamp was not noted")
			}
		})
	}
}

func TestAFileThatChangedLatelyIsReadOnceMore(t *testing.T) {
	p := newPlace(t)
	stamped(t, p)
	p.now = time.Now // the files are younger than what their times can tell
	opt := Options{Format: "jsonl"}
	p.run(opt, runFacts)
	_, known := p.run(opt, runFacts)
	if !p.read["ask.py"] || !p.read["plain.py"] || known == 0 {
		t.Errorf("%d files were known, and these were read: %v", known, p.read)
	}
}

func TestAFileOfAnotherNameIsAnother(t *testing.T) {
	p := newPlace(t)
	stamped(t, p)
	p.now = later
	opt := Options{Format: "jsonl"}
	p.run(opt, runFacts)
	full := filepath.Join(p.dir, "ask.py")
	if err := os.Rename(full, filepath.Join(p.dir, "test_ask.py")); err != nil {
		t.Fatal(err)
	}
	got, _ := p.run(opt, runFacts)
	if !strings.Contains(got, `"file":"test_ask.py"`) || !strings.Contains(got, `"in_test":true`) || strings.Contains(got, `"file":"ask.py"`) {
		t.Errorf("got %s", got)
	}
	// It comes back as it was, but the run in between has forgotten it.
	if err := os.Rename(filepath.Join(p.dir, "test_ask.py"), full); err != nil {
		t.Fatal(err)
	}
	if p.run(opt, runFacts); !p.read["ask.py"] {
		t.Error("a file that was gone is still known")
	}
	// What lies outside of the paths of a run is not forgotten.
	part := opt
	part.Paths = []string{"plugins"}
	p.run(part, runFacts)
	if p.run(opt, runFacts); p.read["ask.py"] {
		t.Error("a run over a part has forgotten the rest")
	}
}
