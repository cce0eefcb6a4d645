package compose

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

func TestTMP(t *testing.T) {
	e := New(catalog.Default())
	root := testkit.Shared(t, "corpus")
	filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if !strings.HasSuffix(p, ".prompty") && !strings.HasSuffix(p, ".prompt.yml") {
			return nil
		}
		data, _ := os.ReadFile(p)
		f := source.NewFile(filepath.Base(p), data)
		for _, doc := range e.Open(f) {
			n, err := e.Neutral(doc, strings.TrimSuffix(strings.TrimSuffix(filepath.Base(p), ".prompty"), ".prompt.yml")+".prompty")
			if err != nil {
				t.Logf("%s: ERR %v", strings.TrimPrefix(p, root), err)
				continue
			}
			t.Logf("%s: notes %v\n%s", strings.TrimPrefix(p, root), n.Notes, source.Unified("a", "b", data, n.Data))
		}
		return nil
	})
}
