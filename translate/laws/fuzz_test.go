package laws

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Whatever object comes in, every dialect reads it and writes it for every
// other one without a panic, and reading and writing back gives it again.
// -dialect fuzzes one reader alone.
func FuzzAnyObjectIsTranslated(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("testdata", "requests", "*.json"))
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"messages":[{"role":"tool"},{"role":"assistant","tool_calls":[{}]},null,7],"tools":[{}],"tool_choice":{}}`))
	f.Add([]byte(`{"messages":[{"content":[{"type":"tool_result"},{"type":"image","source":{}}]}],"system":[{}],"tools":[null]}`))
	f.Add([]byte(`{"contents":[{"parts":[{"functionCall":{}},{"functionResponse":{}},{"inlineData":{}}]}],"tools":[{"functionDeclarations":[{}]}]}`))
	tr := translator(f)
	var tgts []translate.Target
	for _, s := range targetsFor(*onlyDialect) {
		t, err := translate.ParseTarget(tr.Catalog, s)
		if err != nil {
			f.Fatal(err)
		}
		tgts = append(tgts, t)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > 1<<16 {
			t.Skip()
		}
		for _, d := range tr.Dialects {
			write := tgts
			if *onlyDialect != "" { // one reader, for long; each body for one target
				if d.ID() != *onlyDialect {
					continue
				}
				write = tgts[len(body)%len(tgts):][:1]
			}
			read := func() *value.Node {
				n, problems := value.ReadJSON(source.NewFile("x", body).Whole(), value.Options{})
				if len(problems) > 0 {
					return nil // told of where it is read; a key given twice cannot come back
				}
				return n
			}
			tree := read()
			if tree == nil || tree.Kind != value.Object || !tree.Literal() {
				return
			}
			want, err := tree.Canonical()
			if err != nil {
				return
			}
			for _, tgt := range write {
				p, _, err := tr.Read(d.ID(), "", read())
				if err != nil {
					t.Fatal(err)
				}
				if _, _, err := tr.Write(p, tgt); err != nil {
					t.Fatal(err)
				}
			}
			if len(selfOf(d.ID(), "")) == 0 {
				continue
			}
			p, _, err := tr.Read(d.ID(), "", read())
			if err != nil {
				t.Fatal(err)
			}
			self, err := translate.ParseTarget(tr.Catalog, d.ID()+"@"+p.Version)
			if p.Version == "" {
				self, err = translate.ParseTarget(tr.Catalog, d.ID())
			}
			if err != nil {
				t.Fatal(err)
			}
			if p.Version == "" {
				p.Version = self.Version
			}
			out, _, err := tr.Write(p, self)
			if err != nil {
				t.Fatal(err)
			}
			got, err := out.Canonical()
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s: not the same: %s", d.ID(), apart(string(want), string(got)))
			}
		}
	})
}
