package python

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
)

// imports reads `import a.b as c, d`.
func imports(r *read.Reader) {
	n := 1
	first := len(r.Unit.Imports)
	for {
		path, end := dotted(r, n)
		if end == n {
			break
		}
		im := lang.Import{Path: path, PathSpan: r.SpanOf(n, end)}
		n = end
		if r.Word(n) == "as" {
			im.Alias = r.Word(n + 1)
			n += 2
		}
		r.Unit.Imports = append(r.Unit.Imports, im)
		if r.Sign(n) != "," {
			break
		}
		n++
	}
	for i := first; i < len(r.Unit.Imports); i++ {
		r.Unit.Imports[i].Span = r.SpanOf(0, n)
	}
	r.Skip(n)
}

// from reads `from a.b import c as d, (e)`; it returns false for the from of
// `yield from` and `raise … from`.
func from(r *read.Reader) bool {
	n := 1
	var dots strings.Builder
	for r.Sign(n) == "." || r.Sign(n) == "..." {
		dots.WriteString(r.Sign(n))
		n++
	}
	path, end := dotted(r, n)
	if end == n && dots.Len() == 0 || r.Word(end) != "import" {
		return false
	}
	im := lang.Import{Path: dots.String() + path, PathSpan: r.SpanOf(1, end)}
	n = end + 1
	closed := false
	if r.Sign(n) == "(" {
		n++
		closed = true
	}
	for {
		if r.Sign(n) == "*" {
			im.Glob = true
			n++
			break
		}
		name := r.Word(n)
		if name == "" || !closed && r.Fresh(n) {
			break
		}
		x := lang.Name{Name: name, Span: r.SpanOf(n, n+1)}
		n++
		if r.Word(n) == "as" {
			x.Alias = r.Word(n + 1)
			n += 2
		}
		im.Names = append(im.Names, x)
		if r.Sign(n) != "," {
			break
		}
		n++
	}
	if closed && r.Sign(n) == ")" {
		n++
	}
	im.Span = r.SpanOf(0, n)
	r.Unit.Imports = append(r.Unit.Imports, im)
	r.Skip(n)
	return true
}

// dotted reads a name with dots from token n on.
func dotted(r *read.Reader, n int) (path string, end int) {
	var b strings.Builder
	for r.Word(n) != "" && (b.Len() == 0 || r.Sign(n-1) == ".") && !(r.Word(n) == "import" && b.Len() == 0) {
		b.WriteString(r.Word(n))
		if n++; r.Sign(n) != "." {
			break
		}
		b.WriteByte('.')
		n++
	}
	return b.String(), n
}
