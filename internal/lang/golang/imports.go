package golang

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
)

// imports reads import "p", import n "p" and a group of them.
func imports(r *read.Reader) {
	if r.Sign(1) != "(" || r.Match(1) == 0 {
		at := r.SpanOf(0, 1)
		r.Skip(1)
		if im, ok := import1(r); ok {
			im.Span = at.Cover(im.Span)
			r.Unit.Imports = append(r.Unit.Imports, im)
		}
		return
	}
	end := r.Cursor() + r.Match(1)
	for r.Skip(2); r.Cursor() < end; {
		if im, ok := import1(r); ok {
			r.Unit.Imports = append(r.Unit.Imports, im)
		} else {
			r.Skip(1)
		}
	}
	r.Skip(1)
}

// import1 reads a path with the name before it.
func import1(r *read.Reader) (lang.Import, bool) {
	n := 0
	var im lang.Import
	switch {
	case r.Sign(0) == ".":
		im.Glob = true
		n = 1
	case r.Word(0) != "":
		im.Alias = r.Word(0)
		n = 1
	}
	if k, _ := r.Tok(n); k != lang.String {
		return im, false
	}
	im.Span = r.SpanOf(0, n+1)
	r.Skip(n)
	im.PathSpan = r.SpanOf(0, 1)
	im.Path = r.Literal().Str
	return im, true
}

// nameImports gives every import the name that its package has in the program.
// A path says it in part only (openai-go, anthropic-sdk-go, yaml.v3), so the
// pieces of its last element are tried for one that the program uses.
func nameImports(u *lang.Unit) {
	used := map[string]bool{}
	use := func(c *lang.Chain) {
		if len(c.Steps) > 1 {
			used[c.Steps[0].Name] = true
		}
	}
	for _, c := range u.Calls {
		use(&c.Callee)
	}
	for i := range u.Reads {
		use(&u.Reads[i])
	}
	for i := range u.Imports {
		im := &u.Imports[i]
		if im.Alias != "" || im.Glob {
			continue
		}
		names := packageNames(im.Path)
		im.Alias = names[0]
		for _, n := range names {
			if used[n] {
				im.Alias = n
				break
			}
		}
	}
}

var unsigned = strings.NewReplacer("-", "", ".", "")

// packageNames returns the names that the package of a path may have, the most
// likely one first.
func packageNames(path string) []string {
	parts := strings.Split(path, "/")
	last := parts[len(parts)-1]
	if len(parts) > 1 && version(last) {
		last = parts[len(parts)-2]
	}
	if i := strings.LastIndex(last, ".v"); i > 0 && version(last[i+1:]) {
		last = last[:i]
	}
	bare := strings.TrimPrefix(last, "go-")
	for _, end := range []string{"-go-sdk", "-sdk-go", ".go", "-go", "-sdk"} {
		bare = strings.TrimSuffix(bare, end)
	}
	if bare == last && !strings.ContainsAny(last, "-.") {
		return []string{last}
	}
	names := []string{bare, last, unsigned.Replace(last), strings.ReplaceAll(last, "-", "_")}
	return append(names, strings.FieldsFunc(last, func(c rune) bool { return c == '-' || c == '.' })...)
}

// version reports whether s is v2, v3, ….
func version(s string) bool {
	return len(s) > 1 && s[0] == 'v' && strings.Trim(s[1:], "0123456789") == ""
}
