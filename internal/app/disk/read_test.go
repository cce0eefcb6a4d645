package disk

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsReadWhole(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string][]byte{"empty": {}, "small": []byte("a\x00b"), "large": bytes.Repeat([]byte("x"), 3<<20)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := (OS{Dir: dir}).ReadFile(name); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(data), err)
		}
	}
	if _, err := (OS{Dir: dir}).ReadFile("absent"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("absent: %v", err)
	}
	if _, err := (OS{Dir: dir}).ReadFile("."); err == nil {
		t.Error("a folder was read")
	}
}
