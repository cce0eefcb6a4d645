package disk

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsReadIntoABufferOnlyWhereItHasTheSizeThatIsKnown(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("abc"), 0o644); err != nil {
		t.Fatal(err)
	}
	o, ok := any(OS{Dir: dir}).(interface {
		ReadInto(string, int64, []byte) ([]byte, bool)
	})
	if !ok {
		t.Skip("this system has no such call")
	}
	for _, c := range []struct {
		name       string
		size, room int64
		want       string
		ok         bool
	}{
		{"a", 3, 4, "abc", true}, {"a", 3, 3, "", false}, {"a", 2, 9, "", false}, {"a", 4, 9, "", false}, {"b", 3, 9, "", false}, {".", 3, 9, "", false},
	} {
		got, ok := o.ReadInto(c.name, c.size, make([]byte, c.room))
		if ok != c.ok || ok && string(got) != c.want {
			t.Errorf("%+v: %q, %v", c, got, ok)
		}
	}
}

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
