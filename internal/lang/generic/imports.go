package generic

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
)

// kinds are words between the word of an import and its path.
var kinds = words("static struct class func function const qualified crate import type enum protocol typealias namespace")

// imported reads the statement of an import whose path begins with token n.
func (t *table) imported(r *read.Reader, n int) bool {
	for kinds[r.Word(n)] && r.Word(n+1) != "" && !r.Fresh(n+1) {
		n++
	}
	end := n
	for end < min(r.Left(), n+maxHead) && r.Sign(end) != ";" && (end == n || !r.Fresh(end)) {
		end = max(end, r.Match(end)) + 1
	}
	if end <= n || r.Fresh(n) || end >= n+maxHead {
		return false
	}
	if all, ok := t.nested(r, n, end); ok {
		r.Unit.Imports = append(r.Unit.Imports, all...)
		r.Skip(end)
		return true
	}
	im := lang.Import{Span: r.SpanOf(0, end)}
	stop := t.path(r, &im, n, end)
	if im.Path == "" {
		return false
	}
	im.PathSpan = r.SpanOf(n, stop)
	t.selectors(r, &im, stop, end)
	if im.Alias == "" && len(im.Names) == 0 {
		if i := strings.LastIndexAny(im.Path, `.:\\`); t.last && !im.Glob {
			im.Alias = im.Path[i+1:]
		}
		im.Glob = im.Glob || t.every
	}
	r.Unit.Imports = append(r.Unit.Imports, im)
	r.Skip(end)
	return true
}

// path reads the path at token n and returns the token behind it.
func (t *table) path(r *read.Reader, im *lang.Import, n, end int) int {
	if k, text := r.Tok(n); k == lang.String {
		im.Path = strings.Trim(text, "\"'")
		return n + 1
	}
	var b strings.Builder
	angle := r.Sign(n) == "<"
	for ; n < end; n++ {
		k, text := r.Tok(n)
		switch {
		case angle && text == "<":
		case angle && text == ">":
			im.Path = b.String()
			return n + 1
		case text == "*" || text == "_":
			im.Glob = true
			im.Path = strings.TrimRight(b.String(), ".:\\")
			return n + 1
		case k == lang.Ident && b.Len() > 0 && !angle && !joins(b.String()):
			im.Path = b.String() // as, hiding, show
			return n
		case k == lang.Ident, k == lang.Number, text == ".", text == "::", text == `\`, text == "/", text == "-" && angle:
			b.WriteString(text)
		default:
			im.Path = strings.TrimRight(b.String(), ".:\\")
			return n
		}
	}
	im.Path = b.String()
	return n
}

// joins reports whether a path goes on behind its last sign.
func joins(path string) bool {
	return strings.IndexByte(`.:\/-`, path[len(path)-1]) >= 0
}

// selectors reads what follows a path: an alias, or the names that are taken
// from it.
func (t *table) selectors(r *read.Reader, im *lang.Import, n, end int) {
	for ; n < end; n++ {
		switch {
		case r.Word(n) == "as" && n+1 < end && len(im.Names) == 0:
			im.Alias = r.Word(n + 1)
			n++
		case r.Word(n) == "as" || r.Sign(n) == "=>":
			if last := len(im.Names) - 1; last >= 0 && r.Word(n+1) != "" {
				im.Names[last].Alias = r.Word(n + 1)
			}
			n++
		case r.Sign(n) == "*" || r.Word(n) == "_":
			im.Glob = true
		case r.Word(n) != "" && (r.Sign(n+1) == "," || r.Sign(n+1) == "}" || r.Sign(n+1) == "=>" || r.Sign(n+1) == ")" || r.Word(n+1) == "as" || n+1 == end) && named(r, n):
			im.Names = append(im.Names, lang.Name{Name: r.Word(n), Span: r.SpanOf(n, n+1)})
		}
	}
}

// named reports whether the word at n is taken from the module: it stands in a
// list, or behind a word that says so.
func named(r *read.Reader, n int) bool {
	switch r.Sign(n - 1) {
	case "{", ",", "(", "::", ".", ":":
		return true
	}
	w := r.Word(n - 1)
	return w == "show" || w == "only"
}

// loaded keeps the import that a function under the cursor makes.
func (t *table) loaded(r *read.Reader) {
	n := 1
	for r.Sign(n-1) == "@" {
		n++
	}
	if r.Sign(n) == "(" {
		n++
	}
	if r.Fresh(n) {
		return
	}
	k, text := r.Tok(n)
	if k != lang.String && (k != lang.Ident || t.id != "r" && t.id != "perl") {
		return
	}
	if k == lang.Ident {
		for m := n + 1; r.Sign(m) == "::" && r.Word(m+1) != ""; m += 2 {
			text += "::" + r.Word(m+1)
		}
	}
	r.Unit.Imports = append(r.Unit.Imports, lang.Import{Path: strings.Trim(text, "\"'"), Glob: t.every, Span: r.SpanOf(0, n+1), PathSpan: r.SpanOf(n, n+1)})
}
