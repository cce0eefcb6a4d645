package shell

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// Make is the Makefile: recipes are scripts of one line each.
type Make struct{}

// ID implements lang.Language.
func (Make) ID() string { return "makefile" }

// Match implements lang.Language.
func (Make) Match(file string, _ []byte) bool {
	switch path.Base(file) {
	case "Makefile", "makefile", "GNUmakefile":
		return true
	}
	return strings.HasSuffix(file, ".mk") || strings.HasSuffix(file, ".mak")
}

// Lex implements lang.Language.
func (Make) Lex(text string) []lang.Token { return lex(text, makes).out }

// Read implements lang.Language.
func (Make) Read(v *source.View) *lang.Unit {
	u := &lang.Unit{Lang: "makefile", View: v}
	r := &reader{u: u, v: v, d: makes, vars: map[string]*word{}, l: &lexer{}}
	for i := 0; i < len(v.Text); {
		end := logicalEnd(v.Text, i)
		r.makeLine(i, end)
		i = end
	}
	Sort(u)
	return u
}

// logicalEnd returns where the line at i ends, with the lines that go on with
// it.
func logicalEnd(s string, i int) int {
	for {
		n := strings.IndexByte(s[i:], '\n')
		if n < 0 {
			return len(s)
		}
		i += n + 1
		if line := strings.TrimSuffix(s[:i-1], "\r"); !strings.HasSuffix(line, `\`) {
			return i
		}
	}
}

// makeLine reads one line: a recipe, a variable or a rule.
func (r *reader) makeLine(i, end int) {
	line := r.v.Text[i:end]
	if strings.HasPrefix(line, "\t") {
		from := i + len(line) - len(strings.TrimLeft(line, "\t @-+"))
		in := newReader(r.u, r.v.Slice(from, max(from, end)), makes)
		in.vars = r.vars
		in.script()
		return
	}
	if t := strings.TrimLeft(line, " "); strings.HasPrefix(t, "#") {
		from := i + len(line) - len(t)
		to := from + len(strings.TrimRight(t, "\r\n"))
		r.u.Comments = append(r.u.Comments, lang.Comment{Text: r.v.Text[from:to], Span: r.v.Span(from, to)})
		return
	}
	start := i + len(line) - len(strings.TrimLeft(line, " "))
	for _, w := range []string{"export ", "override "} {
		if strings.HasPrefix(r.v.Text[start:end], w) {
			start += len(w)
		}
	}
	n := name(r.v.Text[start:end])
	at := start + len(n)
	for at < end && r.v.Text[at] == ' ' {
		at++
	}
	rest := r.v.Text[at:end]
	for _, op := range []string{":::=", "::=", ":=", "?=", "+=", "="} {
		if n != "" && strings.HasPrefix(rest, op) {
			r.variable(n, start, at+len(op), end, op == "+=")
			return
		}
	}
}

// variable keeps the value of a variable, which is the rest of its line without
// a comment.
func (r *reader) variable(n string, start, from, end int, more bool) {
	text := r.v.Text[from:end]
	if i := strings.Index(text, " #"); i >= 0 {
		text = text[:i]
	}
	to := from + len(strings.TrimRight(text, " \t\r\n"))
	for from < to && (r.v.Text[from] == ' ' || r.v.Text[from] == '\t') {
		from++
	}
	x := decoder{s: r.v.Text, d: makes}
	x.word(from, to, expand)
	r.keep(n, r.decoded(&x, from, max(from, to), ""), start, more)
}
