package doctest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/testkit"
)

// docs/dialects.md says what every dialect is checked against, and, for those
// that follow another, in which options they differ and by whose word.
func TestDifferencesAreFresh(t *testing.T) {
	c := catalog.Default()
	var checks, diffs strings.Builder
	checks.WriteString("| dialect | what is written must obey |\n|---|---|\n")
	for _, d := range c.Dialects() {
		if d.Planned {
			continue
		}
		fmt.Fprintf(&checks, "| `%s` | %s |\n", d.ID, checkedBy(t, d))
		if p, ok := c.Dialect(d.Parent); ok {
			differences(&diffs, d, p)
		}
	}
	section(t, "docs/dialects.md", "checks", checks.String())
	section(t, "docs/dialects.md", "differences", diffs.String())
}

// checkedBy reads the drop-ins of the law tests.
func checkedBy(t *testing.T, d *catalog.DialectInfo) string {
	if d.SourceOnly {
		return "nothing writes it: it is read only"
	}
	dir := filepath.Join("translate", "laws", "testdata", "dialects")
	files, err := filepath.Glob(filepath.Join(testkit.Root(t), dir, d.ID+"*.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		id, version, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".json"), "@")
		if id != d.ID {
			continue
		}
		var p struct {
			Validate []string
			Parent   string
		}
		if err := json.Unmarshal([]byte(read(t, testkit.Root(t), filepath.Join(dir, filepath.Base(f)))), &p); err != nil {
			t.Fatal(err)
		}
		what := "`" + strings.Join(p.Validate, "`, `") + "`"
		if len(p.Validate) == 0 {
			what = "the ordering checker alone: no schema describes it"
			if p.Parent != "" {
				what = "the schema of `" + p.Parent + "`, amended by the differences below"
			}
		}
		if version != "" {
			what = version + ": " + what
		}
		out = append(out, what)
	}
	return strings.Join(out, "<br>")
}

// differences lists the options that a dialect has besides its parent's, lacks
// of them, or has in another range.
func differences(b *strings.Builder, d, p *catalog.DialectInfo) {
	theirs, ours := byPath(p), byPath(d)
	var rows []string
	row := func(path, what string, f catalog.Field) {
		src, asOf := cmp.Or(f.Source, d.Source), cmp.Or(f.AsOf, d.AsOf)
		rows = append(rows, fmt.Sprintf("| `%s` | %s | [%s](%s) | %s |", path, what, host(src), src, asOf))
	}
	for path, f := range ours {
		switch was, has := theirs[path]; {
		case !has:
			row(path, "besides:"+cmp.Or(bounds(f), " no bounds"), f)
		case bounds(f) != bounds(was):
			row(path, "instead:"+cmp.Or(bounds(f), " no bounds"), f)
		}
	}
	for path := range theirs {
		if _, has := ours[path]; !has {
			row(path, "lacks", catalog.Field{})
		}
	}
	slices.Sort(rows)
	fmt.Fprintf(b, "### `%s` follows `%s`\n\n| option | | source | as of |\n|---|---|---|---|\n%s\n\n", d.ID, p.ID, strings.Join(rows, "\n"))
}

func byPath(d *catalog.DialectInfo) map[string]catalog.Field {
	out := map[string]catalog.Field{}
	for _, f := range d.Fields {
		out[f.Path] = f
	}
	return out
}

// bounds says what values an option takes.
func bounds(f catalog.Field) string {
	var s []string
	if f.Min != nil {
		s = append(s, fmt.Sprintf("from %v", *f.Min))
	}
	if f.Max != nil {
		s = append(s, fmt.Sprintf("to %v", *f.Max))
	}
	if f.MaxItems > 0 {
		s = append(s, fmt.Sprintf("at most %d", f.MaxItems))
	}
	if len(f.Enum) > 0 {
		s = append(s, strings.Join(f.Enum, ", "))
	}
	if f.Default != "" {
		s = append(s, "default "+f.Default)
	}
	if f.Read {
		s = append(s, "read, never written")
	}
	if len(s) == 0 {
		return ""
	}
	return " " + strings.ReplaceAll(strings.Join(s, "; "), "|", "\\|")
}
