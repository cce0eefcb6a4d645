package notebook_test

import (
	"os"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/lang/notebook"
	"github.com/promptglot/promptglot/internal/lang/python"
	"github.com/promptglot/promptglot/internal/lang/shell"
	"github.com/promptglot/promptglot/internal/source"
)

var notebooks = notebook.Language{Kernel: func(name string) lang.Language {
	if name == "shell" {
		return shell.Language{}
	}
	if name == "python" {
		return python.Language{}
	}
	return nil
}}

func TestNotebooksSayWhatIsWrittenBesideThem(t *testing.T) {
	langtest.Fixtures(t, notebooks, ".ipynb")
}

func open(t *testing.T) *source.File {
	t.Helper()
	data, err := os.ReadFile("testdata/chat.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	return source.NewFile("chat.ipynb", data)
}

func TestSpansAreRawBytesAndKnowTheirCell(t *testing.T) {
	f := open(t)
	nb, problems := notebook.Open(f.Whole())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	u := notebooks.Read(f.Whole())
	for _, test := range []struct {
		name, raw  string
		cell, line int
	}{
		{"OpenAI", "OpenAI", 2, 6},
		{"create", "create", 4, 2},
	} {
		for _, c := range u.Calls {
			if c.Callee.Last() != test.name {
				continue
			}
			if got := f.Slice(c.NameSpan); got != test.raw {
				t.Errorf("%s stands at %q", test.name, got)
			}
			if cell, line, ok := nb.Locate(c.NameSpan.Start); cell != test.cell || line != test.line || !ok {
				t.Errorf("%s is in cell %d, line %d, %v; expected cell %d, line %d", test.name, cell, line, ok, test.cell, test.line)
			}
		}
	}
	for _, off := range []int{0, 20, len(f.Data) - 2} {
		if cell, line, ok := nb.Locate(off); ok {
			t.Errorf("offset %d is in cell %d, line %d, though it is in no text", off, cell, line)
		}
	}
}

func TestAnEditIsWrittenInPythonAndThenInJSON(t *testing.T) {
	f := open(t)
	u := notebooks.Read(f.Whole())
	for _, s := range u.Strings {
		if s.Name != "PROMPT" {
			continue
		}
		at := strings.Index(s.Node.View.Text, "terse")
		e, err := s.Node.View.Edit(at, at+len("terse"), "a \"b\"\\\nc")
		if err != nil {
			t.Fatal(err)
		}
		if want := `a \"b\"\\\\\nc`; e.Text != want || f.Slice(e.Span) != "terse" {
			t.Errorf("%q becomes %q, expected %q", f.Slice(e.Span), e.Text, want)
		}
		return
	}
	t.Error("there is no such text")
}

func TestBrokenNotebooksAreReadAsFarAsTheyGo(t *testing.T) {
	text := string(open(t).Data)
	for i := 0; i < len(text); i += 37 {
		langtest.Laws(t, notebooks, text[:i])
	}
	for _, text := range []string{"", "[]", "{}", `{"cells": {}}`, `{"cells": [1, {"cell_type": "code"}, {"cell_type": "code", "source": [1, "a"]}]}`, `{"worksheets": [{"cells": [{"cell_type": "code", "input": "f(1)"}]}]}`} {
		langtest.Laws(t, notebooks, text)
	}
}

func TestACellInALanguageNobodyKnowsIsNotRead(t *testing.T) {
	text := strings.ReplaceAll(string(open(t).Data), `"name": "python"`, `"name": "julia"`)
	if u := langtest.Read(notebooks, text); u.Lang != "julia" || len(u.Calls) > 0 {
		t.Errorf("%s: %d calls", u.Lang, len(u.Calls))
	}
}

func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/chat.ipynb")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(t *testing.T, text string) { langtest.Laws(t, notebooks, text) })
}
