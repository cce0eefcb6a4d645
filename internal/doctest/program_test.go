package doctest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/promptglot/promptglot/internal/app"
	"github.com/promptglot/promptglot/internal/app/disk"
)

// A program is the application in a folder, without a terminal and without a
// clock.
type program struct {
	*app.App
	stdout, stderr bytes.Buffer
}

func newProgram(dir string) *program {
	p := &program{}
	p.App = &app.App{
		FS: disk.OS{Dir: dir}, Stdin: strings.NewReader(""), Stdout: &p.stdout, Stderr: &p.stderr,
		Now: func() time.Time { panic("something asked for the clock") }, Version: "doctest",
	}
	return p
}

// folder makes a folder with the files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
