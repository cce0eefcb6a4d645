package langtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

// Read reads text as a program of l.
func Read(l lang.Language, text string) *lang.Unit {
	return l.Read(source.FromString("program", text).Whole())
}

// Fixtures compares what l finds in every file of testdata that ends with ext
// with the file of the same name that ends with .found.
//
// A reader of the file, where one is given, takes the place of the disk.
func Fixtures(t *testing.T, l lang.Language, ext string, read ...func(path string) string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "*"+ext))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures %s: %v", ext, err)
	}
	for _, p := range paths {
		t.Run(filepath.Base(p), func(t *testing.T) {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			if len(read) > 0 {
				text = read[0](p)
			}
			Laws(t, l, text)
			testkit.Golden(t, strings.TrimSuffix(p, ext)+".found", []byte(Dump(Read(l, text))))
		})
	}
}

// Tree holds l against the laws with every program below the folder that
// PROMPTGLOT_SOURCES names; without one the test is skipped.
func Tree(t *testing.T, l lang.Language) {
	t.Helper()
	root := os.Getenv("PROMPTGLOT_SOURCES")
	if root == "" {
		t.Skip("PROMPTGLOT_SOURCES names no folder of programs")
	}
	files, calls, texts := 0, 0, 0
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !l.Match(path, nil) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		Laws(t, l, string(data))
		u := Read(l, string(data))
		files, calls, texts = files+1, calls+len(u.Calls), texts+len(u.Strings)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files, %d calls, %d texts", files, calls, texts)
}

// Linear reads what nests, repeats and never ends in n and in 8n steps: the work
// may not grow faster than the text does. Work is counted in what is allocated,
// so that the clock of a busy machine does not matter.
func Linear(t *testing.T, l lang.Language, pieces ...string) {
	t.Helper()
	for _, p := range pieces {
		small := testing.AllocsPerRun(1, func() { Read(l, strings.Repeat(p, 500)) })
		large := testing.AllocsPerRun(1, func() { Read(l, strings.Repeat(p, 4000)) })
		if large > 12*small+400 {
			t.Errorf("%q: %.0f allocations for 500, %.0f for 4000", p, small, large)
		}
		Laws(t, l, strings.Repeat(p, 300))
	}
}

// Edit changes the piece old of the one string of a program that holds it, and
// compares the program that comes of it.
func Edit(t *testing.T, l lang.Language, text, old, now, want string) {
	t.Helper()
	u := Read(l, text)
	for i := range u.Strings {
		n := u.Strings[i].Node
		at := -1
		if n.View != nil {
			at = strings.Index(n.View.Text, old)
		}
		if at < 0 {
			continue
		}
		e, err := n.View.Edit(at, at+len(old), now)
		if err != nil {
			t.Fatal(err)
		}
		got, err := source.Apply([]byte(text), []source.Edit{e})
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		return
	}
	t.Errorf("%q: no string holds %q", text, old)
}

// BenchLex and BenchRead measure a file that is repeated to a megabyte.
func BenchLex(b *testing.B, l lang.Language, path string) {
	text := large(b, path)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.Lex(text)
	}
}

// BenchRead is BenchLex for the whole reader.
func BenchRead(b *testing.B, l lang.Language, path string) {
	v := source.FromString(path, large(b, path)).Whole()
	b.SetBytes(int64(len(v.Text)))
	b.ReportAllocs()
	for b.Loop() {
		l.Read(v)
	}
}

func large(b *testing.B, path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	return strings.Repeat(string(data), 1<<20/len(data)+1)
}
