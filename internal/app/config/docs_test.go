package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/testkit"
)

// The example of docs/configuration.md is read, and shows every section.
func TestTheDocumentedExampleIsValid(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(testkit.Root(t), "docs", "configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(page), "```yaml\n")
	example, _, closed := strings.Cut(rest, "```")
	if !ok || !closed {
		t.Fatal("the page has no example")
	}
	c, err := Read("promptglot.yaml", []byte(example))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Catalog(catalog.Default()); err != nil {
		t.Error(err)
	}
	if len(c.Targets)*len(c.Policies)*len(c.Facts)*len(c.Exclude)*len(c.Severities)*len(c.Rules)*len(c.Ignores)*len(c.Models)*len(c.Tokenizers)*len(c.Waivers) == 0 || c.Level == "" {
		t.Errorf("a section is missing from the example: %+v", c)
	}
}
