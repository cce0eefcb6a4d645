package compose_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

func engine() *compose.Engine { return compose.New(catalog.Default()) }

// files lists the files below dir, slashes and all, in order.
func files(t testing.TB, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			out = append(out, filepath.ToSlash(p))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func open(t testing.TB, p string) *source.File {
	t.Helper()
	data, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	return source.NewFile(p, data)
}

// Every fixture reads as its dump says.
func TestFixtures(t *testing.T) {
	e := engine()
	for _, p := range files(t, "testdata/formats") {
		if strings.HasSuffix(p, ".golden") {
			continue
		}
		t.Run(p, func(t *testing.T) {
			f := open(t, p)
			f.Path = strings.TrimPrefix(p, "testdata/formats/")
			var b strings.Builder
			for _, d := range e.Open(source.NewFile(f.Path, f.Data)) {
				b.WriteString(dump(d))
			}
			testkit.Golden(t, p+".golden", []byte(b.String()))
		})
	}
}
