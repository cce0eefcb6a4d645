package migrate

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

var updateCode = flag.Bool("update-code", false, "write the expected plans of code")

var codeEngine = compose.New(catalog.Default())

// planCode plans programs for the targets that a fixture's comment names.
func planCode(t *testing.T, files []txtar.File, targets []string) *Plan {
	t.Helper()
	var ts []translate.Target
	for _, s := range targets {
		x, err := translate.ParseTarget(codeEngine.Catalog, s)
		if err != nil {
			t.Fatal(err)
		}
		ts = append(ts, x)
	}
	var in []*source.File
	for _, f := range files {
		in = append(in, source.NewFile(f.Name, f.Data))
	}
	p, err := New(context.Background(), codeEngine, in, ts, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// codeText shows what the plan does with call sites.
func codeText(p *Plan) string {
	var b strings.Builder
	for i := range p.Code {
		s := &p.Code[i]
		fmt.Fprintf(&b, "%s %d:%d %s %s %s\n", s.ID, s.Start.Line, s.Start.Column, s.SDK, s.Dialect, s.Model)
		for _, u := range s.Unseen {
			fmt.Fprintf(&b, "  unseen %s\n", u)
		}
		for j := range s.Targets {
			t := &s.Targets[j]
			fmt.Fprintf(&b, "  %s: %s", t.Target, t.Action)
			if t.Why != "" {
				b.WriteString(": " + t.Why)
			}
			b.WriteString("\n")
			for _, e := range t.Edits {
				word := "by hand"
				if e.Safe {
					word = "edit"
				}
				fmt.Fprintf(&b, "    %s %d-%d %q: %s\n", word, e.Span.Start, e.Span.End, e.Text, e.Message)
			}
			if t.Call != nil {
				fmt.Fprintf(&b, "    call of %q\n", t.Call.SDK)
			}
		}
	}
	return b.String() + p.Diff()
}

func TestCodeIsPlannedAsTheFixtureSays(t *testing.T) {
	names, err := filepath.Glob("testdata/code/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			targets := strings.Fields(string(a.Comment))
			in, want := a.Files, ""
			if n := len(in) - 1; in[n].Name == "plan" {
				in, want = in[:n], string(in[n].Data)
			}
			p := planCode(t, in, targets)
			got := codeText(p)
			if *updateCode {
				a.Files = append(in[:len(in):len(in)], txtar.File{Name: "plan", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != want {
				t.Error(source.Unified("want", "got", []byte(want), []byte(got)))
			}
			again(t, p, in, targets)
		})
	}
}

// again plans what a plan leaves behind: nothing more is to be changed.
func again(t *testing.T, p *Plan, in []txtar.File, targets []string) {
	t.Helper()
	now := append([]txtar.File{}, in...)
	for _, c := range p.Changes {
		for i := range now {
			if now[i].Name == c.Path {
				now[i].Data = c.New
			}
		}
	}
	q := planCode(t, now, targets)
	if d := q.Diff(); d != "" {
		t.Errorf("a second run changes more:\n%s", d)
	}
}
