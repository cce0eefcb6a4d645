package compose_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

// Files of testdata/broken/<format>/<case>/ are broken, or of unusual bytes.
// Beside each folder of a format stands what is reported of its files, line,
// column and source, and what was read all the same.
func TestBrokenFilesSayWhereAndWhatWasExpected(t *testing.T) {
	const root = "testdata/broken"
	formats, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	e := engine()
	for _, format := range formats {
		if !format.IsDir() {
			continue
		}
		t.Run(format.Name(), func(t *testing.T) {
			dir := root + "/" + format.Name()
			var b strings.Builder
			for _, p := range files(t, dir) {
				kind, name, _ := strings.Cut(strings.TrimPrefix(p, dir+"/"), "/")
				fmt.Fprintf(&b, "== %s %s\n", kind, name)
				f := source.NewFile(name, open(t, p).Data)
				docs := e.OpenNamed(f)
				if len(docs) == 0 {
					t.Errorf("%s: nothing is said of the file", p)
				}
				for _, d := range docs {
					problems(t, &b, d)
					kept(&b, d)
				}
			}
			testkit.Golden(t, dir+".golden", []byte(b.String()))
		})
	}
}

// problems writes what is wrong, and where.
func problems(t *testing.T, b *strings.Builder, d *compose.Doc) {
	for _, p := range d.Problems {
		if p.Span.Start < 0 || p.Span.End > len(d.File.Data) {
			t.Fatalf("%s: %v lies outside of the file", d.ID, p.Span)
		}
		at := d.File.Pos(p.Span.Start)
		fmt.Fprintf(b, "%d:%d %.40q %s: %s\n", at.Line, at.Column, d.File.Slice(p.Span), p.Code, p.Message)
	}
}

// kept writes what was read in spite of it.
func kept(b *strings.Builder, d *compose.Doc) {
	var words []string
	if m := d.Prompt.Model; m != nil {
		words = append(words, "model="+m.Value.Str)
	}
	for i := range d.Prompt.Settings {
		words = append(words, string(d.Prompt.Settings[i].Param))
	}
	for _, in := range d.Prompt.Inputs {
		words = append(words, "input "+in.Name)
	}
	d.Prompt.Messages.Walk(func(m *prompt.Message) { words = append(words, "turn "+string(m.Role)) })
	for _, x := range d.Texts {
		words = append(words, fmt.Sprintf("%.60q", x.View.Text))
	}
	fmt.Fprintf(b, "kept %s: %s\n", d.Format, strings.Join(words, ", "))
}
