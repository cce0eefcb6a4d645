package callsite_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/callsite"
	langs "github.com/promptglot/promptglot/internal/lang/all"
	"github.com/promptglot/promptglot/internal/source"
)

// Whatever a program says, what is found lies within it, twice the same.
func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob("testdata/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range paths {
		if data, err := os.ReadFile(p); err == nil && !strings.HasSuffix(p, ".found") {
			f.Add(filepath.Ext(p), string(data))
		}
	}
	e := env()
	f.Fuzz(func(t *testing.T, ext, text string) {
		l := langs.Of("a"+ext, []byte(text))
		if l == nil {
			return
		}
		var out [2]string
		for i := range out {
			u := l.Read(source.FromString("a"+ext, text).Whole())
			found := callsite.Read(e, u)
			out[i] = dump(u, found)
			for _, m := range found.Marks {
				if m.Span.Start < 0 || m.Span.End > len(text) || m.Span.Start > m.Span.End {
					t.Fatalf("%s stands at %v of %d bytes", m.Feature, m.Span, len(text))
				}
			}
		}
		if out[0] != out[1] {
			t.Errorf("two readings differ:\n%s\n%s", out[0], out[1])
		}
	})
}

// The work may not grow faster than the program does.
func TestHostileProgramsAreLinear(t *testing.T) {
	const head = "from openai import OpenAI\nc = OpenAI()\n"
	e := env()
	for _, unit := range []string{
		"c.chat.completions.create(model=\"gpt-4o\", messages=[])\n", "x = c.a().b().c()\n", "c", ".a()", "a.b.", "d = {'role': 'tool', 'tool_call_id': c}\n",
		"c = OpenAI(base_url=c)\n", "def f():\n  return c\nc = f()\n", "m = \"gpt-4o\"\n", "'<|' ", "from openai import a\n", "{", "f(", "r.choices[0].message.content\n",
	} {
		work := func(n int) float64 {
			text := head + strings.Repeat(unit, n)
			return testing.AllocsPerRun(1, func() {
				l := langs.Of("a.py", nil)
				callsite.Read(e, l.Read(source.FromString("a.py", text).Whole()))
			})
		}
		if small, large := work(150), work(1200); large > 13*small+4000 {
			t.Errorf("%q: %.0f allocations for 150, %.0f for 1200", unit, small, large)
		}
	}
}

func TestThePrefilterKnowsEveryWordThatTheCatalogueKnows(t *testing.T) {
	e := env()
	missing := func(what, word string) {
		if !callsite.MayMatter([]byte("x " + word + " y")) {
			t.Errorf("%s %q would never be read", what, word)
		}
	}
	for _, s := range e.SDKs {
		if s.Vendor == "" || s.General {
			continue
		}
		for _, m := range s.Imports {
			if m != callsite.Global { // its classes have the vendor's name
				missing("module", "import "+m) // some are words of everyday life
			}
		}
	}
	for _, v := range e.Catalog.Vendors() {
		if v.ID == "open-weight" {
			continue // servers of one's own have no name
		}
		for _, h := range v.Hosts {
			missing("host", strings.ReplaceAll(h, "*", "x"))
		}
		for _, name := range v.Env {
			if !slices.Contains(e.Wire.SharedEnv, name) { // which count beside another word only
				missing("variable", name)
			}
		}
	}
	for _, p := range e.Wire.EnvPrefixes {
		missing("variable", p.Prefix+"KEY")
	}
	for _, m := range e.Wire.Marks {
		missing("mark", m)
	}
}
