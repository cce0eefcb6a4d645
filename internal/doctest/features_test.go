package doctest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/app"
	"github.com/promptglot/promptglot/internal/catalog"
)

// docs/features.md lists the features of the catalogue.
func TestFeaturesPageIsFresh(t *testing.T) {
	var b strings.Builder
	group := ""
	for _, f := range catalog.Default().Features() {
		if f.Group != group {
			group = f.Group
			fmt.Fprintf(&b, "\n## %s\n\n| feature | counts | does not count | vendors |\n|---|---|---|---|\n", group)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.ID, cell(f.Counts), cell(f.Not), cell(f.Vendors))
	}
	section(t, "docs/features.md", "features", b.String())
}

// The same page shows what becomes of the features, as the program does.
func TestMatrixOfFeaturesIsFresh(t *testing.T) {
	p := newProgram(t.TempDir())
	if _, err := p.Features(&app.Options{NoConfig: true, Format: "markdown"}, nil); err != nil {
		t.Fatal(err)
	}
	section(t, "docs/features.md", "matrix", p.stdout.String())
}

// cell is text for a table: a bar would end its column, and what looks like a
// tag outside of code would be one.
func cell(s string) string {
	var b strings.Builder
	code := false
	for _, r := range s {
		switch {
		case r == '`':
			code = !code
		case r == '|':
			b.WriteByte('\\')
		case r == '<' && !code:
			b.WriteString("&lt;")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
