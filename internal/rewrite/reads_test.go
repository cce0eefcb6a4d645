package rewrite_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/promptglot/promptglot/internal/rewrite"
	"github.com/promptglot/promptglot/internal/source"
)

// Each program of the fixture says in the comment "reads:" behind a call what it
// reads off that call's answer.
func TestWhatAProgramReadsIsToldOfTheCallWhoseAnswerItIs(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("testdata", "reads", "reads.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		t.Run(f.Name, func(t *testing.T) {
			prog := engine.OpenProgram(source.NewFile(f.Name, f.Data))
			if prog == nil {
				t.Fatal("no call site")
			}
			for i := range prog.Calls {
				k := prog.Calls[i].Site
				s := &rewrite.Site{Site: k, File: prog.File, Unit: prog.Unit}
				_, rest, ok := strings.Cut(string(f.Data[rewrite.Extent(k.Call).End:]), "reads:")
				if !ok {
					t.Fatalf("%s: no comment says what it reads", k.Name)
				}
				want, _, _ := strings.Cut(rest, "\n")
				if got := strings.Join(s.Reads(), " "); got != strings.TrimSpace(want) {
					t.Errorf("%s reads %q, not %q", k.Name, got, strings.TrimSpace(want))
				}
			}
		})
	}
}
