package compose_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

// names has one path for each way into the formats.
var names = []string{
	"a.prompty", "a.prompt.yml", "a.json", "a.yaml", "a.json.j2", "a.yaml.hbs", "prompts/a.md", "prompts/a.txt", "prompts/a.j2", "prompts/a.hbs", "prompts/a.mustache", "a.txt",
}

// Whatever the bytes, opening a file does not fail, changes nothing, gives the
// same twice, and speaks only of places in the file.
func FuzzOpen(f *testing.F) {
	e := engine()
	for _, p := range files(f, "testdata/formats") {
		if !strings.HasSuffix(p, ".golden") {
			for i := range names {
				f.Add(uint8(i), open(f, p).Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, data []byte) {
		file := source.NewFile(names[int(i)%len(names)], bytes.Clone(data))
		docs, again := e.OpenNamed(file), e.OpenNamed(file)
		if !bytes.Equal(file.Data, data) {
			t.Fatal("reading changed the bytes")
		}
		if len(docs) != len(again) {
			t.Fatal("reading twice gives two results")
		}
		for k, d := range docs {
			if dump(d) != dump(again[k]) {
				t.Fatalf("reading twice gives two results:\n%s\n%s", dump(d), dump(again[k]))
			}
			inside := func(s source.Span) {
				if s.Start < 0 || s.End < s.Start || s.End > len(data) {
					t.Fatalf("%v lies outside of %d bytes", s, len(data))
				}
			}
			for _, p := range d.Problems {
				inside(p.Span)
			}
			for _, x := range d.Texts {
				inside(x.View.All())
				inside(x.Node.Span)
			}
		}
	})
}
