package app

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// deny is a file system in which some files may not be read, which root can
// otherwise not be shown.
type deny struct {
	disk.OS
	name string
}

func (d deny) ReadFile(name string) ([]byte, error) {
	if filepath.Base(name) == d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.OS.ReadFile(name)
}

// ReadInto leaves all to ReadFile.
func (d deny) ReadInto(string, int64, []byte) ([]byte, bool) { return nil, false }

func TestUnreadableFilesHideNothing(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"locked.json", "open.json"} {
		text := `{"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}], "logit_bias": {"5": 1}}`
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		paths  []string
		status Status
		fact   bool
	}{
		{[]string{"."}, Findings, true},                            // met by walking: a parse fact, judged by policy
		{[]string{"locked.json", "open.json"}, Input, false},       // named: the input could not be read
		{[]string{"open.json"}, Findings, false},                   // not asked for
		{[]string{"locked.json", "./", "open.json"}, Input, false}, // both: it was named
	} {
		var out, errs bytes.Buffer
		a := &App{FS: deny{disk.OS{Dir: dir}, "locked.json"}, Stdout: &out, Stderr: &errs}
		status, err := a.Check(&Options{Paths: c.paths, Targets: []string{"gemini"}, Format: "jsonl", FailOn: "warning"}, FixMode{})
		if err != nil {
			t.Fatal(err)
		}
		if status != c.status {
			t.Errorf("%v: status %d, expected %d", c.paths, status, c.status)
		}
		if !strings.Contains(out.String(), `"file":"open.json"`) {
			t.Errorf("%v: the findings of the other file are hidden", c.paths)
		}
		if got := strings.Contains(out.String(), `"rule":"PG501"`); got != c.fact {
			t.Errorf("%v: reported as a finding: %v", c.paths, got)
		}
		if c.status == Input || c.fact {
			if n := strings.Count(errs.String(), "\n"); n != 1 || !strings.Contains(errs.String(), "locked.json: it cannot be read: permission denied") {
				t.Errorf("%v: stderr is %q", c.paths, errs.String())
			}
		}
	}
}
