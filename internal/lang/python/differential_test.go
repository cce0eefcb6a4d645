package python

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// A reading is what Python says of one file.
type reading struct {
	Path     string
	Literals [][3]any // start, end, hex of what it decodes to
	Calls    [][4]any // end of the name, name, keywords, number of the others
	Imports  [][3]any // module, names, alias
}

// Python's own parser is the judge of real files: its standard library. All of
// it is read where PROMPTGLOT_DIFFERENTIAL is set, else a part.
func TestPythonReadsTheSameInItsOwnLibrary(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	out, err := exec.Command(python, "-c", "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Skip("python3 does not run")
	}
	files := sources(t, strings.TrimSpace(string(out)))
	var wrong counter
	wrong.t = t
	for r := range readings(t, python, files) {
		compare(&wrong, r)
	}
	t.Logf("%d files: %d literals, %d calls, %d imports", wrong.files, wrong.literals, wrong.calls, wrong.imports)
	if wrong.files < 20 {
		t.Error("Python could read next to nothing: the test is of no use")
	}
}

func sources(t *testing.T, dir string) []string {
	var all []string
	step := 8
	if s := os.Getenv("PROMPTGLOT_DIFFERENTIAL"); s != "" {
		if step = 1; s != "1" {
			dir = s
		}
	}
	n := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Name() == "site-packages" && step > 1 {
			return filepath.SkipDir
		}
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") {
			if n++; n%step == 0 {
				all = append(all, path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// readings runs Python over the files.
func readings(t *testing.T, python string, files []string) func(func(reading) bool) {
	return func(yield func(reading) bool) {
		cmd := exec.Command(python, "-W", "ignore", filepath.Join("testdata", "judge", "differential.py"))
		cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = cmd.Wait() }()
		in := bufio.NewReaderSize(pipe, 1<<20)
		for {
			line, err := in.ReadBytes('\n')
			if err != nil {
				return
			}
			var r reading
			if err := json.Unmarshal(bytes.TrimSpace(line), &r); err != nil {
				t.Fatal(err)
			}
			if !yield(r) {
				return
			}
		}
	}
}

// A counter reports the first differences and counts what was compared.
type counter struct {
	t                                        *testing.T
	files, literals, calls, imports, reports int
}

func (c *counter) report(f *source.File, at int, format string, args ...any) {
	if c.reports++; c.reports <= 40 {
		p := f.Pos(at)
		c.t.Errorf("%s:%d:%d: "+format, append([]any{f.Path, p.Line, p.Column}, args...)...)
	}
}

func compare(c *counter, want reading) {
	data, err := os.ReadFile(want.Path)
	if err != nil {
		return
	}
	f := source.NewFile(want.Path, data)
	u := Language{}.Read(f.Whole())
	c.files++
	compareLiterals(c, f, u, want)
	compareCalls(c, f, u, want)
	compareImports(c, f, u, want)
}

func compareLiterals(c *counter, f *source.File, u *lang.Unit, want reading) {
	v := f.Whole()
	got := map[int]lang.Token{}
	for _, tok := range lex(v.Text) {
		if tok.Kind == lang.String {
			got[int(tok.Start)] = tok
		}
	}
	seen := make([]bool, len(f.Data)+1)
	for i := range u.Strings {
		sp := u.Strings[i].Node.Span
		for k := sp.Start; k < sp.End; k++ {
			seen[k] = true
		}
	}
	for _, w := range want.Literals {
		start, end := int(w[0].(float64)), int(w[1].(float64))
		c.literals++
		tok, ok := got[start]
		if !ok || int(tok.End) != end {
			c.report(f, start, "no literal that ends at %d: %v", end, tok)
			continue
		}
		if !seen[start] {
			c.report(f, start, "literal is not in Strings")
		}
		if text, ok := w[2].(string); ok {
			raw, _ := hex.DecodeString(text)
			if is := literal(v, tok).View.Text; is != string(raw) {
				c.report(f, start, "decodes to %q, not %q", is, raw)
			}
		}
	}
	for at := range got {
		if !slices.ContainsFunc(want.Literals, func(w [3]any) bool { return int(w[0].(float64)) == at }) {
			c.report(f, at, "a literal where Python has none")
		}
	}
}

func compareCalls(c *counter, f *source.File, u *lang.Unit, want reading) {
	got := map[int]*lang.Call{}
	for _, k := range u.Calls {
		got[k.NameSpan.End] = k
	}
	wanted := map[int]bool{}
	for _, w := range want.Calls {
		at := int(w[0].(float64))
		wanted[at] = true
		c.calls++
		k := got[at]
		if k == nil {
			c.report(f, at, "call of %v is not seen", w[1])
			continue
		}
		if k.Callee.Last() != w[1].(string) {
			c.report(f, at, "call of %s, not of %v", k.Callee.Last(), w[1])
		}
		var names []string
		if k.Named != nil {
			for _, e := range k.Named.Entries {
				if names = append(names, e.Key); e.Spread {
					names[len(names)-1] = "**"
				}
			}
		}
		var is []string
		for _, x := range w[2].([]any) {
			is = append(is, x.(string))
		}
		if !slices.Equal(names, is) {
			c.report(f, at, "call of %v has the keywords %v, not %v", w[1], names, is)
		}
		if n := int(w[3].(float64)); n != len(k.Args) {
			c.report(f, at, "call of %v has %d arguments, not %d", w[1], len(k.Args), n)
		}
	}
	for at, k := range got {
		if !wanted[at] && k.Callee.Last() != "" && !interpolated(f, u, at) {
			c.report(f, at, "call of %s where Python has none", k.Callee.Last())
		}
	}
}

// interpolated reports whether an offset lies in an interpolation, whose places
// Python tells only since 3.12.
func interpolated(f *source.File, u *lang.Unit, at int) bool {
	for _, tok := range lex(string(f.Data)) {
		if tok.Kind == lang.String && int(tok.Start) < at && at < int(tok.End) {
			return true
		}
	}
	return false
}

func compareImports(c *counter, f *source.File, u *lang.Unit, want reading) {
	var is, should []string
	for _, im := range u.Imports {
		s := im.Path + " as " + im.Alias + ":"
		if im.Glob {
			s += " *"
		}
		for _, n := range im.Names {
			if s += " " + n.Name; n.Alias != "" {
				s += "=" + n.Alias
			}
		}
		is = append(is, s)
	}
	for _, w := range want.Imports {
		s := w[0].(string) + " as " + w[2].(string) + ":"
		for _, n := range w[1].([]any) {
			s += " " + n.(string)
		}
		should = append(should, s)
	}
	slices.Sort(is)
	slices.Sort(should)
	c.imports += len(should)
	if !slices.Equal(is, should) {
		c.report(f, 0, "imports\n%s\nnot\n%s", strings.Join(is, "\n"), strings.Join(should, "\n"))
	}
}
