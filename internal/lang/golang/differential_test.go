package golang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/golang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
)

// The compiler's own library is the test material: go/parser says what stands in
// it.
func TestReadsWhatTheParserOfGoReads(t *testing.T) {
	root := os.Getenv("PROMPTGLOT_SOURCES")
	every := 1
	if root == "" {
		out, err := exec.Command("go", "env", "GOROOT").Output()
		if err != nil {
			t.Skip("there is no go command")
		}
		root, every = filepath.Join(strings.TrimSpace(string(out)), "src"), 12
	}
	var sum tally
	n := 0
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "testdata" {
			if d != nil && d.IsDir() && err == nil {
				return filepath.SkipDir
			}
			return err
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		if n++; n%every != 0 {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		langtest.Laws(t, golang.Language{}, string(data))
		compare(t, path, string(data), &sum)
		return nil
	})
	if os.IsNotExist(err) || sum.files == 0 {
		t.Skip("the source of Go's library is absent")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files: %d imports, %d of %d calls, %d of %d literals, %d of %d strings; %d calls and %d literals that are none",
		sum.files, sum.imports, sum.calls-sum.missedCalls, sum.calls, sum.lits-sum.missedLits, sum.lits,
		sum.strings-sum.missedStrings, sum.strings, sum.falseCalls, sum.falseLits)
	if sum.missedCalls*1000 > sum.calls || sum.missedLits*1000 > sum.lits || sum.missedStrings*1000 > sum.strings {
		t.Error("more than one of a thousand is missed")
	}
	if sum.falseCalls*1000 > sum.calls || sum.falseLits*1000 > sum.lits {
		t.Error("more than one of a thousand is none")
	}
}

type tally struct {
	files, imports, calls, missedCalls, falseCalls, lits, missedLits, falseLits, strings, missedStrings int
}

func compare(t *testing.T, path, text string, sum *tally) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, text, parser.SkipObjectResolution)
	if err != nil {
		return // the test is about programs
	}
	sum.files++
	u := langtest.Read(golang.Language{}, text)
	off := func(p token.Pos) int { return fset.Position(p).Offset }
	importsAgree(t, path, u, file)
	sum.imports += len(file.Imports)

	calls := map[int]bool{} // by where the last name of the callee begins
	lits := map[int]bool{}
	for _, c := range u.Calls {
		if c.New {
			lits[c.NameSpan.Start] = true
		} else if c.Callee.Last() != "" {
			calls[c.NameSpan.Start] = true
		}
	}
	known := map[int]string{}
	for i := range u.Strings {
		n := u.Strings[i].Node
		known[n.Span.Start] = n.Str
		for _, s := range n.Text {
			if s.Tag == nil && s.Span.Start > 0 {
				known[s.Span.Start] = s.Lit
			}
		}
	}
	report := func(what string, p token.Pos) {
		if testing.Verbose() && os.Getenv("PROMPTGLOT_MISSES") != "" {
			t.Logf("%s: %s", fset.Position(p), what)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StructType:
			return false // tags
		case *ast.CallExpr:
			if name := lastName(n.Fun); name != nil {
				sum.calls++
				if !calls[off(name.Pos())] {
					sum.missedCalls++
					report("missed call", n.Pos())
				}
				delete(calls, off(name.Pos()))
			}
		case *ast.CompositeLit:
			if n.Type == nil {
				break
			}
			if elem := elemOf(n.Type); elem != nil { // its elements are read as literals of this name
				if name := lastName(elem); name != nil {
					delete(lits, off(name.Pos()))
				}
			}
			if name := lastName(n.Type); name != nil {
				sum.lits++
				if !lits[off(name.Pos())] {
					sum.missedLits++
					report("missed literal", n.Pos())
				}
				delete(lits, off(name.Pos()))
			}
		case *ast.BasicLit:
			if n.Kind != token.STRING {
				break
			}
			want, _ := strconv.Unquote(n.Value)
			sum.strings++
			if got, ok := known[off(n.Pos())]; !ok || !strings.HasPrefix(got, want) {
				if !inText(u, off(n.Pos()), want) {
					sum.missedStrings++
					report("missed string "+n.Value, n.Pos())
				}
			}
		case *ast.ImportSpec:
			return false
		}
		return true
	})
	for at := range calls {
		sum.falseCalls++
		report("false call", fset.File(file.Pos()).Pos(at))
	}
	for at := range lits {
		sum.falseLits++
		report("false literal", fset.File(file.Pos()).Pos(at))
	}
}

// elemOf returns the type of a list's or a map's elements, without the star;
// nil where it is neither.
func elemOf(t ast.Expr) ast.Expr {
	switch l := t.(type) {
	case *ast.ArrayType:
		t = l.Elt
	case *ast.MapType:
		t = l.Value
	default:
		return nil
	}
	if star, ok := t.(*ast.StarExpr); ok {
		return star.X
	}
	return t
}

// inText reports whether the literal at off is a piece of a longer text.
func inText(u *lang.Unit, off int, want string) bool {
	for i := range u.Strings {
		n := u.Strings[i].Node
		if n.Span.Start <= off && off < n.Span.End {
			if n.Str != "" && strings.Contains(n.Str, want) {
				return true
			}
			for _, s := range n.Text {
				if s.Tag == nil && strings.Contains(s.Lit, want) {
					return true
				}
			}
			if want == "" {
				return true
			}
		}
	}
	return false
}

func importsAgree(t *testing.T, path string, u *lang.Unit, file *ast.File) {
	t.Helper()
	if len(u.Imports) != len(file.Imports) {
		t.Errorf("%s: %d imports, want %d", path, len(u.Imports), len(file.Imports))
		return
	}
	for i, want := range file.Imports {
		p, _ := strconv.Unquote(want.Path.Value)
		got := &u.Imports[i]
		if got.Path != p {
			t.Errorf("%s: import %q, want %q", path, got.Path, p)
		}
		if want.Name != nil && want.Name.Name != got.Alias && !(want.Name.Name == "." && got.Glob) {
			t.Errorf("%s: %s is named %q, want %q", path, p, got.Alias, want.Name.Name)
		}
	}
}

// lastName returns the name that is called or made, nil where it has none.
func lastName(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	case *ast.IndexExpr:
		return lastName(e.X)
	case *ast.IndexListExpr:
		return lastName(e.X)
	}
	return nil
}
