package typescript

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// imports reads an import statement; import(…) and import.meta are values.
func (p *program) imports(r *read.Reader) bool {
	if r.Sign(1) == "(" || r.Sign(1) == "." {
		return false
	}
	n := 1
	if w := r.Word(1); (w == "type" || w == "defer" || w == "source") && r.Sign(2) != "," && r.Sign(2) != "=" {
		if k, _ := r.Tok(3); r.Word(2) != "from" || k != lang.String {
			n = 2
		}
	}
	im := lang.Import{}
	if name := r.Word(n); name != "" && name != "from" || name == "from" && r.Word(n+1) == "from" {
		if r.Sign(n+1) == "=" { // import x = require("y")
			at := r.SpanOf(n, n+1)
			r.Skip(n + 2)
			v := r.Expr()
			if i, ok := p.modules[v]; ok {
				r.Unit.Imports[i].Alias = name
			} else {
				r.Assign(name, at, v)
			}
			return true
		}
		im.Names = append(im.Names, lang.Name{Name: "default", Alias: name, Span: r.SpanOf(n, n+1)})
		if n++; r.Sign(n) == "," {
			n++
		}
	}
	return p.from(r, n, im)
}

// exports reads `export … from` as the import that it is, and the keywords of
// other exports.
func (p *program) exports(r *read.Reader) bool {
	n := 1
	if r.Word(1) == "type" && (r.Sign(2) == "{" || r.Sign(2) == "*") {
		n = 2
	}
	switch {
	case r.Sign(n) == "*" || r.Sign(n) == "{" && r.Match(n) > 0 && r.Word(r.Match(n)+1) == "from":
		if p.from(r, n, lang.Import{}) {
			return true
		}
	case r.Sign(n) == "{" && r.Match(n) > 0:
		r.Skip(r.Match(n) + 1)
		return true
	case r.Sign(1) == "=":
		n = 2
		fallthrough
	case r.Word(1) == "default":
		r.Skip(2)
		if w := r.Word(0); w == "function" || w == "class" || w == "abstract" || w == "interface" || w == "async" && r.Word(1) == "function" || r.Sign(0) == "@" {
			return true
		}
		r.Str(r.Expr(), lang.Value, "")
		return true
	}
	r.Skip(1)
	return true
}

// from reads what stands between import and its module, from token n on.
func (p *program) from(r *read.Reader, n int, im lang.Import) bool {
	switch {
	case r.Sign(n) == "*":
		im.Glob = r.Word(0) == "export"
		if n++; r.Word(n) == "as" {
			im.Alias = r.Word(n + 1)
			im.Glob = false
			n += 2
		}
	case r.Sign(n) == "{" && r.Match(n) > 0:
		im.Names = append(im.Names, names(r, n)...)
		n = r.Match(n) + 1
	}
	if r.Word(n) == "from" {
		n++
	}
	if k, _ := r.Tok(n); k != lang.String {
		return false
	}
	start := r.SpanOf(0, 1)
	r.Skip(n)
	path := r.Literal()
	if path.Kind != value.String {
		return true
	}
	im.Path, im.PathSpan = path.Str, path.View.All()
	if w := r.Word(0); (w == "with" || w == "assert") && r.Sign(1) == "{" && r.Match(1) > 0 && !r.Fresh(0) {
		r.Skip(r.Match(1) + 1)
	}
	im.Span = start.Cover(r.SpanOf(-1, 0))
	r.Unit.Imports = append(r.Unit.Imports, im)
	return true
}

// names reads {a, b as c, type d} at token n.
func names(r *read.Reader, n int) []lang.Name {
	var out []lang.Name
	for end := r.Match(n); n < end; n++ {
		if r.Word(n) == "type" && r.Word(n+1) != "" && (r.Word(n+1) != "as" || r.Word(n+2) == "as") {
			n++
		}
		name := r.Word(n)
		if name == "" {
			continue
		}
		x := lang.Name{Name: name, Span: r.SpanOf(n, n+1)}
		if r.Word(n+1) == "as" {
			x.Alias = r.Word(n + 2)
			n += 2
		}
		out = append(out, x)
	}
	return out
}

// module keeps an import that is a value.
func (p *program) module(r *read.Reader, n, path *value.Node, sp source.Span) {
	if p.modules == nil {
		p.modules = map[*value.Node]int{}
	}
	p.modules[n] = len(r.Unit.Imports)
	r.Unit.Imports = append(r.Unit.Imports, lang.Import{Path: path.Str, PathSpan: path.View.All(), Span: sp})
}

// dynamic reads import(…) and import.meta.
func (p *program) dynamic(r *read.Reader) *value.Node {
	at := r.Cursor()
	r.Skip(1)
	switch {
	case r.Sign(0) == "(" && r.Match(0) > 0:
		c := lang.Call{}
		r.Args(&c)
		n := r.Hole(at-r.Cursor(), 0)
		if a := c.Arg(0); a != nil && a.Kind == value.String {
			p.module(r, n, a, n.Span)
		}
		return n
	case r.Sign(0) == ".":
		r.Skip(2)
	}
	return r.Hole(at-r.Cursor(), 0)
}

// imported gives the names of a declaration to the module that v is; false
// where v is none.
func (p *program) imported(r *read.Reader, v *value.Node, alias string, bound []bind) bool {
	i, ok := p.modules[v]
	member := ""
	if !ok && len(r.Unit.Reads) > 0 {
		// require("x").Name
		last := &r.Unit.Reads[len(r.Unit.Reads)-1]
		steps := last.Steps
		var from *value.Node
		switch {
		case last.Recv != nil:
			from = last.Recv.Node
		case len(steps) > 1:
			from, steps = steps[0].Index, steps[1:]
		}
		if i, ok = p.modules[from]; ok && len(steps) == 1 && last.Span.End == v.Span.End {
			member = steps[0].Name
		} else {
			ok = false
		}
	}
	if !ok {
		return false
	}
	im := &r.Unit.Imports[i]
	switch {
	case member != "" && alias != "":
		im.Names = append(im.Names, lang.Name{Name: member, Alias: alias, Span: v.Span})
	case member != "":
		return false
	case alias != "":
		im.Alias = alias
	}
	for _, b := range bound {
		if len(b.path) == 1 && b.path[0].Name != "" {
			x := lang.Name{Name: b.path[0].Name, Span: b.span}
			if b.local != x.Name {
				x.Alias = b.local
			}
			im.Names = append(im.Names, x)
		}
	}
	return true
}
