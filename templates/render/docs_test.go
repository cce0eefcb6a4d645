package render_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/templates/all"
	"github.com/promptglot/promptglot/templates/render"
)

// The page on template languages names each that can be rendered, and no other
// one; each language that is read can be rendered.
func TestThePageOnTemplateLanguagesIsComplete(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(testkit.Root(t), "docs", "template-languages.md"))
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, line := range strings.Split(string(page), "\n") {
		if row, ok := strings.CutPrefix(line, "| `"); ok {
			id, _, _ := strings.Cut(row, "`")
			named[id] = true
		}
	}
	rendered := map[string]bool{}
	for _, id := range render.Languages() {
		rendered[id] = true
		if !named[id] {
			t.Errorf("the page has no row for %s", id)
		}
	}
	for id := range named {
		if !rendered[id] {
			t.Errorf("the page has a row for %s, which cannot be rendered", id)
		}
	}
	for _, l := range all.Languages() {
		if !rendered[l.ID()] {
			t.Errorf("%s is read and cannot be rendered", l.ID())
		}
	}
}
