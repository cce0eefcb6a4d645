package picoschema

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
)

func yaml(t testing.TB, s string) *value.Node {
	t.Helper()
	docs, problems := value.ReadYAML(source.NewFile("s.yaml", []byte(s)).Whole(), value.Options{})
	if len(problems) > 0 || len(docs) != 1 {
		t.Fatalf("%s: %v", s, problems)
	}
	return docs[0]
}

// canonical prints a tree with its members in order; lists of required names
// are sets.
func canonical(n *value.Node) string {
	if n == nil {
		return "nothing"
	}
	b, err := n.Canonical()
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// What Picoschema says is this JSON Schema, and where it can be said in
// Picoschema again the schema is the same.
func TestFixtures(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, p := range paths {
		t.Run(filepath.Base(p), func(t *testing.T) {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			f := source.NewFile(p, data)
			docs, problems := value.ReadYAML(f.Whole(), value.Options{})
			if len(docs) != 1 {
				t.Fatal(problems)
			}
			got := Read(docs[0], nil)
			var b strings.Builder
			b.WriteString(canonical(got.Schema) + "\n")
			for _, n := range got.Names {
				b.WriteString("named " + n.Str + "\n")
			}
			for _, q := range got.Problems {
				at := f.Pos(q.Span.Start)
				b.WriteString(fmt.Sprintf("%d:%d %s\n", at.Line, at.Column, q.Message))
			}
			if pico, exact := Write(got.Schema); exact {
				y, err := pico.YAML(0)
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString("again:\n" + string(y))
				if back := Read(yaml(t, string(y)), nil); !same(back.Schema, got.Schema) {
					t.Errorf("%s reads back as %s", y, canonical(back.Schema))
				}
			} else {
				b.WriteString("no Picoschema says this\n")
			}
			testkit.Golden(t, p+".golden", []byte(b.String()))
		})
	}
}

// The schemas of dotprompt's own suite come out as it expects them.
func TestConformance(t *testing.T) {
	data, err := os.ReadFile(testkit.Shared(t, "conformance", "dotprompt", "spec", "picoschema.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	n, exact := 0, 0
	suites := yaml(t, string(data))
	for i := range suites.Entries {
		suite := suites.Entries[i].Value
		_, front, _ := strings.Cut(suite.Get("template").Str, "---")
		front, _, _ = strings.Cut(front, "---")
		meta := yaml(t, front)
		for _, place := range []string{"input", "output"} {
			want := suite.Get("tests").Entries[0].Value.Get("expect").Get(place).Get("schema")
			schema := meta.Get(place).Get("schema")
			if want == nil {
				continue
			}
			n++
			got := Read(schema, suite.Get("schemas").Get)
			if len(got.Problems)+len(got.Names) > 0 || !same(got.Schema, want) {
				t.Errorf("%s: got %s, want %s %v", suite.Get("name").Str, canonical(got.Schema), canonical(want), got.Problems)
			}
			if _, ok := Write(want); ok {
				exact++
			}
		}
	}
	t.Logf("%d schemas, %d of them can be said in Picoschema again", n, exact)
	if n < 19 {
		t.Errorf("only %d schemas were found", n)
	}
}

// Whatever a schema is, reading it ends, and what can be written again says
// the same.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"string", "a?: number, x", "(*): any", "a(array, l):\n  b?: Foo", "c?(enum): [1, null]", "type: object\nproperties: {}", "a(: string"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		docs, problems := value.ReadYAML(source.NewFile("s.yaml", []byte(s)).Whole(), value.Options{})
		if len(problems) > 0 || len(docs) != 1 {
			return
		}
		got := Read(docs[0], nil)
		if pico, exact := Write(got.Schema); exact && !same(Read(pico, nil).Schema, got.Schema) {
			t.Errorf("%q does not come back", s)
		}
	})
}
