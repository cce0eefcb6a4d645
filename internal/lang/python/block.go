package python

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
)

// A block is a definition that is still open.
type block struct {
	indent int
	at     int // in Unit.Funcs
}

// A suite is a block of statements that is still open.
type suite struct {
	indent int
	at     int // in Unit.Blocks
}

// compound are the words that begin a statement whose body may stand on its line.
var compound = words("if elif else for while try except finally with match case async")

// blocks finds where every function and class begins and ends: before the first
// line that is not indented deeper. Lines within brackets do not count. It finds
// the blocks of statements besides.
func blocks(r *read.Reader) {
	var open []block
	var suites []suite
	indent := 0
	r.Unit.Blocked = true
	end := func(indent, i int) {
		for len(suites) > 0 && suites[len(suites)-1].indent > indent {
			b := &r.Unit.Blocks[suites[len(suites)-1].at]
			*b = b.Cover(r.SpanOf(i-1, i))
			suites = suites[:len(suites)-1]
		}
	}
	begin := func(indent, i int) {
		if top := len(suites) - 1; top >= 0 && suites[top].indent >= indent || top < 0 && indent == 0 {
			return
		}
		suites = append(suites, suite{indent, len(r.Unit.Blocks)})
		r.Unit.Blocks = append(r.Unit.Blocks, r.SpanOf(i, i+1))
	}
	closeTo := func(indent, i int) {
		for len(open) > 0 && open[len(open)-1].indent >= indent {
			f := &r.Unit.Funcs[open[len(open)-1].at]
			f.Span = f.Span.Cover(r.SpanOf(i-1, i))
			open = open[:len(open)-1]
		}
	}
	text := r.Text()
	for i := 0; i < r.Left(); i++ {
		if r.Fresh(i) {
			at, _ := r.OffsetOf(i)
			indent = column(text, at)
			closeTo(indent, i)
			end(indent, i)
			begin(indent, i)
			if compound[r.Word(i)] { // a block of its own line, whose body may stand on it
				suites = append(suites, suite{indent + 1, len(r.Unit.Blocks)})
				r.Unit.Blocks = append(r.Unit.Blocks, r.SpanOf(i, i+1))
			}
		}
		if m := r.Match(i); m > i {
			i = m
			continue
		}
		if w := r.Word(i); w != "def" && w != "class" {
			continue
		}
		if name := r.Word(i + 1); name != "" && (r.Fresh(i) || r.Word(i-1) == "async" || r.Sign(i-1) == ":" || r.Sign(i-1) == ";") {
			open = append(open, block{indent, len(r.Unit.Funcs)})
			r.Unit.Funcs = append(r.Unit.Funcs, lang.Func{Name: name, Span: r.SpanOf(i, i+2), Class: r.Word(i) == "class"})
		}
	}
	closeTo(-1, r.Left())
	end(-1, r.Left())
}

// column is how deep the token at an offset is indented, where it begins a line.
func column(text string, at int) int {
	from := at
	for from > 0 && classes[text[from-1]] == blank {
		from--
	}
	n := 0
	for ; from < at; from++ {
		switch text[from] {
		case '\t':
			n = (n/8 + 1) * 8
		case '\f':
			n = 0
		default:
			n++
		}
	}
	return n
}
