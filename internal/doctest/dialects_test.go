package doctest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/policies"
	dialects "github.com/promptglot/promptglot/translate/all"
)

// docs/dialects.md and the README say which dialects the program has: those of
// the catalogue, as far as a package of translate reads and writes them.
func TestDialectsAreFresh(t *testing.T) {
	c := catalog.Default()
	registered := map[string]bool{}
	for _, d := range dialects.Dialects() {
		registered[d.ID()] = true
	}
	var now, later, short strings.Builder
	now.WriteString("| target | | other names | versions, newest first | default model | follows | options known | source | as of |\n|---|---|---|---|---|---|---|---|---|\n")
	later.WriteString("| target | | other names | follows | will be |\n|---|---|---|---|---|\n")
	short.WriteString("| target | | versions | default model |\n|---|---|---|---|\n")
	for _, d := range c.Dialects() {
		if d.Planned == registered[d.ID] {
			t.Errorf("%s: the catalogue calls it planned: %v; translate has it: %v", d.ID, d.Planned, registered[d.ID])
		}
		if !registered[d.ID] {
			be := "read and written"
			if d.SourceOnly {
				be = "read"
			}
			fmt.Fprintf(&later, "| `%s` | %s | %s | %s | %s |\n", d.ID, d.Title, codes(d.Aliases), codes(parent(d)), be)
			continue
		}
		if d.Default == "" || d.Source == "" || d.AsOf == "" {
			t.Errorf("%s lacks a default model, a source or a date", d.ID)
		}
		fmt.Fprintf(&now, "| `%s` | %s | %s | %s | `%s` | %s | %d | [%s](%s) | %s |\n",
			d.ID, d.Title, codes(d.Aliases), codes(d.Versions), d.Default, codes(parent(d)), len(d.Fields), host(d.Source), d.Source, d.AsOf)
		fmt.Fprintf(&short, "| `%s` | %s | %s | `%s` |\n", d.ID, d.Title, codes(d.Versions), d.Default)
	}
	section(t, "docs/dialects.md", "dialects", now.String())
	section(t, "README.md", "dialects", short.String())
	numbers := []string{fmt.Sprintf("%d rules ship", len(policies.ShippedRules()))}
	if n := len(c.Dialects()) - len(registered); n > 0 {
		section(t, "docs/dialects.md", "planned dialects", later.String())
		numbers = append(numbers, fmt.Sprintf("%d more are in the catalogue and planned", n))
	}
	for _, number := range numbers {
		if !strings.Contains(read(t, testkit.Root(t), "README.md"), number) {
			t.Errorf("the README does not say %q", number)
		}
	}
}

func parent(d *catalog.DialectInfo) []string {
	if d.Parent == "" {
		return nil
	}
	return []string{d.Parent}
}

func codes(words []string) string {
	if len(words) == 0 {
		return "–"
	}
	return "`" + strings.Join(words, "`, `") + "`"
}

func host(url string) string {
	h, _, _ := strings.Cut(strings.TrimPrefix(url, "https://"), "/")
	return h
}
