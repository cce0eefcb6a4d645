package doctest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

// docs/translate.md lists the forms of batches of the catalogue.
func TestBatchesAreFresh(t *testing.T) {
	var b strings.Builder
	b.WriteString("| batch | holds requests of | id | request | file | source | as of |\n|---|---|---|---|---|---|---|\n")
	for _, f := range catalog.Default().Batches() {
		var dialects []string
		for _, d := range f.Dialects {
			dialects = append(dialects, d.ID)
		}
		id := "–"
		if f.Key != "" {
			id = "`" + f.Key + "`"
		}
		file := "one request a line"
		if f.List != "" {
			file = "one object, list `" + f.List + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | `%s` | %s | [%s](%s) | %s |\n", f.Title, codes(dialects), id, f.Body, file, host(f.Source), f.Source, f.AsOf)
	}
	section(t, "docs/translate.md", "batches", b.String())
}
