package typescript

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

func of(path string) lang.Language {
	for _, l := range []lang.Language{TypeScript, JavaScript} {
		if l.Match(path, nil) {
			return l
		}
	}
	return nil
}

func TestFixturesReadAsTheyDid(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.in")
	if err != nil || len(paths) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, p := range paths {
		name := strings.TrimSuffix(p, ".in")
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			l := of(name)
			langtest.Laws(t, l, string(data))
			u := l.Read(source.FromString(name, string(data)).Whole())
			testkit.Golden(t, name+".found", []byte(langtest.Dump(u)))
		})
	}
}
