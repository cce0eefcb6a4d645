package generic

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
)

// nested reads a list of imports some of which have paths of their own, as
// use a::{b, c::{d, e}}, as one import whose names have their paths before them, and
// one more for each module that is imported as a whole. ok is false where there is
// no such list between token n and end.
func (t *table) nested(r *read.Reader, n, end int) (out []lang.Import, ok bool) {
	if !t.last {
		return nil, false
	}
	at := n
	for at < end && r.Sign(at) != "{" {
		at++
	}
	if at >= end || !deeper(r, at, min(r.Match(at), end)) {
		return nil, false
	}
	b := &branches{r: r, sep: t.grammar.Member[len(t.grammar.Member)-1]}
	if t.idents != "" { // of PHP, whose names hold the signs between them
		b.sep = t.idents
	}
	b.root = lang.Import{Span: r.SpanOf(0, end), PathSpan: r.SpanOf(n, max(n+1, at-1))}
	for i := n; i < at; i++ {
		b.root.Path = b.join(b.root.Path, r.Word(i))
	}
	b.read(at+1, r.Match(at), "")
	if len(b.root.Names) > 0 {
		out = append(out, b.root)
	}
	return append(out, b.whole...), b.root.Path != ""
}

// deeper reports whether what stands in the bracket at token at has paths.
func deeper(r *read.Reader, at, end int) bool {
	for i := at + 1; i < end; i++ {
		if s := r.Sign(i); s == "::" || s == "{" || s == "." || strings.Contains(r.Word(i), `\`) {
			return true
		}
	}
	return false
}

// branches are the imports that a list has been found to make.
type branches struct {
	r     *read.Reader
	sep   string
	root  lang.Import
	whole []lang.Import
}

// read reads the elements of a list from token n up to end, below the path
// prefix.
func (b *branches) read(n, end int, prefix string) {
	for n < end {
		stop := b.element(n, end, prefix)
		n = max(stop, n) + 1
	}
}

// element reads one element and returns the comma behind it, or end.
func (b *branches) element(n, end int, prefix string) int {
	path, last, at := prefix, "", n
	for ; n < end; n++ {
		switch w, s := b.r.Word(n), b.r.Sign(n); {
		case s == ",":
			b.add(path, last, "", at, n)
			return n
		case s == "{":
			closer := b.r.Match(n)
			if closer <= n || closer > end {
				return end
			}
			b.read(n+1, closer, b.join(path, last))
			n, last = closer, ""
		case s == "*":
			b.module(b.join(path, last), "", true)
			last = ""
		case w == "as" || s == "=>":
			b.add(path, last, b.r.Word(n+1), at, n)
			last = ""
			n++
		case w != "":
			path, last = b.join(path, last), w
		}
	}
	b.add(path, last, "", at, end)
	return end
}

// add takes a name from a path below the root.
func (b *branches) add(path, name, alias string, at, end int) {
	if name == "" {
		return
	}
	if name == "self" {
		whole := b.join(b.root.Path, path)
		if alias == "" {
			alias = whole[strings.LastIndexAny(whole, `:\`)+1:]
		}
		b.module(path, alias, false)
		return
	}
	name = b.join(path, name)
	if i := strings.LastIndexAny(name, `:\`); alias == "" && i >= 0 {
		alias = name[i+1:]
	}
	b.root.Names = append(b.root.Names, lang.Name{Name: name, Alias: alias, Span: b.r.SpanOf(at, end)})
}

// module imports a module below the root as a whole.
func (b *branches) module(path, alias string, all bool) {
	im := b.root
	im.Path, im.Alias, im.Glob, im.Names = b.join(b.root.Path, path), alias, all, nil
	b.whole = append(b.whole, im)
}

// join puts a name behind a path.
func (b *branches) join(path, name string) string {
	path, name = strings.Trim(path, `\`), strings.Trim(name, `\`)
	switch {
	case name == "":
		return path
	case path == "":
		return name
	}
	return path + b.sep + name
}
