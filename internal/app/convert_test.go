package app

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
)

// A prompt that is several files is written as all of them or as none, and only
// the file that was named is overwritten.
func TestFilesThatBelongTogetherAreWrittenTogether(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	a := &App{FS: disk.OS{Dir: dir}, Stdout: &out, Stderr: &out}
	in := &chosen{file: source.NewFile("a.prompty", nil), doc: &compose.Doc{ID: "a.prompty"}}
	files := []format.Out{{Data: []byte("one")}, {Name: "config.json", Data: []byte("two")}}
	if err := a.deliverFiles(in, &ConvertOptions{To: "x"}, files); err == nil {
		t.Error("stdout took two files")
	}
	if err := a.deliverFiles(in, &ConvertOptions{To: "x", Output: "p.txt"}, files); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.json"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	files[0].Data = []byte("three")
	if err := a.deliverFiles(in, &ConvertOptions{To: "x", Output: "p.txt"}, files); err == nil {
		t.Error("a file that nobody named was overwritten")
	}
	for name, want := range map[string]string{"p.txt": "one", "config.json": "mine"} {
		if got, _ := os.ReadFile(filepath.Join(dir, name)); string(got) != want {
			t.Errorf("%s holds %q, expected %q", name, got, want)
		}
	}
}
