package read

import (
	"cmp"
	"slices"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// maxDepth bounds how deep values may nest; what lies deeper is a hole.
const maxDepth = 120

// maxSub bounds interpolations within interpolations.
const maxSub = 4

// tok is a token that says something: no white space, no comment.
type tok struct {
	kind       lang.Kind
	line       bool  // a line ends before it
	class      class // 0 for literals
	text       string
	start, end int
	match      int // index of the counterpart of a bracket, -1 for none
}

// A Reader reads one program.
type Reader struct {
	G    *Grammar
	Unit *lang.Unit
	// Elem is the type of literals that are written without one, nil where the
	// elements that are being read have none: Go's []T{{…}, {…}}.
	Elem *lang.Chain

	view  *source.View
	mem   *slab
	toks  []tok
	pos   int
	end   int // index behind the last token of the range that is read
	depth int // of values
	open  int // brackets around the cursor, for LinesOutside
	sub   int // interpolations around the program
}

// Program reads a program from its tokens, which are released: nobody may look
// at them afterwards.
func Program(g *Grammar, v *source.View, tokens []lang.Token) *lang.Unit {
	u := &lang.Unit{Lang: g.ID, View: v}
	r := &Reader{G: g, Unit: u, view: v, mem: &slab{}}
	r.load(v, tokens, true)
	lang.Release(tokens)
	defer r.release()
	if g.Begin != nil {
		g.Begin(r)
	}
	r.statements(0, len(r.toks))
	r.finish()
	return u
}

// load keeps the tokens that say something, pairs brackets and collects
// comments.
func (r *Reader) load(v *source.View, tokens []lang.Token, comments bool) {
	line := true
	is := classesOf(r.G)
	n, texts, calls := 0, 0, 0
	for i := range tokens {
		switch tokens[i].Kind {
		case lang.Space, lang.Newline, lang.Other, lang.Remark:
		case lang.String:
			texts++
			n++
		default:
			n++
		}
	}
	if r.sub == 0 && r.Unit.Strings == nil {
		r.Unit.Strings = make([]lang.Str, 0, texts)
	}
	r.toks = newToks(n)
	var stack []int
	for _, t := range tokens {
		switch t.Kind {
		case lang.Space, lang.Other:
			continue
		case lang.Newline:
			line = true
			continue
		case lang.Remark:
			if comments {
				r.Unit.Comments = append(r.Unit.Comments, lang.Comment{Text: v.Text[t.Start:t.End], Span: v.Span(int(t.Start), int(t.End))})
			}
			continue
		}
		x := tok{kind: t.Kind, line: line, text: v.Text[t.Start:t.End], start: int(t.Start), end: int(t.End), match: -1}
		x.class = is.of(x.kind, x.text)
		line = false
		if x.kind == lang.Punct {
			switch x.text {
			case "(", "[", "{":
				if n := len(r.toks); x.text == "(" && n > 0 && r.toks[n-1].kind == lang.Ident && !r.toks[n-1].is(keyword) {
					calls++
				}
				stack = append(stack, len(r.toks))
			case ")", "]", "}":
				// The nearest bracket of the kind; those left open in between have no
				// counterpart.
				for k := len(stack) - 1; k >= 0 && k >= len(stack)-64; k-- {
					if r.toks[stack[k]].text == opener(x.text) {
						x.match = stack[k]
						r.toks[stack[k]].match = len(r.toks)
						stack = stack[:k]
						break
					}
				}
			}
		}
		r.toks = append(r.toks, x)
	}
	r.end = len(r.toks)
	if r.sub == 0 {
		r.Unit.Expect(calls)
	}
}

func opener(closer string) string {
	switch closer {
	case ")":
		return "("
	case "]":
		return "["
	}
	return "{"
}

// statements reads the tokens [lo, hi).
func (r *Reader) statements(lo, hi int) {
	pos, end, open := r.pos, r.end, r.open
	r.pos, r.end, r.open = lo, hi, 0
	for r.pos < r.end {
		at := r.pos
		if r.G.Statement == nil || !r.G.Statement(r) {
			r.statement()
		}
		if r.pos <= at {
			r.pos = at + 1
		}
	}
	r.pos, r.end, r.open = pos, end, open
	if r.pos < hi {
		r.pos = hi
	}
}

// statement reads an expression, an assignment, or passes over one token.
func (r *Reader) statement() {
	t := r.cur()
	if t.kind == lang.Punct && !r.begins(t) {
		r.pos++
		return
	}
	if t.kind == lang.Ident && t.is(keyword) && !t.is(prefix) && t.text != r.G.New {
		r.pos++
		if t.text == "return" {
			if r.G.Labels && r.is("@") && r.at(r.pos+1).kind == lang.Ident && r.cur().start == t.end {
				r.pos += 2
			}
			r.returned()
		}
		return
	}
	start := r.pos
	n := r.expr()
	if r.assign(start, n) == nil {
		r.str(n, lang.Bare, "")
	}
}

// returned reads the value behind return as one that the word is given.
func (r *Reader) returned() {
	if t := r.cur(); r.pos >= r.end || t.line && r.G.Lines != LinesFree || t.text == ";" || closes(t.text) {
		return
	}
	span := r.Span(r.pos-1, r.pos)
	start := r.pos
	n := r.expr()
	if r.is(",") && r.open == 0 && r.G.Lines == LinesOutside {
		n = r.bare(start, n)
	}
	r.Unit.Assigns = append(r.Unit.Assigns, lang.Assign{Name: "return", Value: n, Span: span})
	r.str(n, lang.Value, "")
}

// begins reports whether punctuation may begin a value in a statement. A brace
// opens a block there.
func (r *Reader) begins(t *tok) bool {
	return t.text == "(" || t.text == "[" || r.prefix(t) || t.text == "{" && r.G.KeyValues
}

// finish sorts what was found and says in which function it stands.
func (r *Reader) finish() {
	u := r.Unit
	slices.SortStableFunc(u.Calls, func(a, b *lang.Call) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(u.Strings, func(a, b lang.Str) int { return cmp.Compare(a.Node.Span.Start, b.Node.Span.Start) })
	slices.SortStableFunc(u.Reads, func(a, b lang.Chain) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(u.Assigns, func(a, b lang.Assign) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(u.Funcs, func(a, b lang.Func) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	u.Strings = lastUses(u.Strings)
	in := scopes(u.Funcs)
	for _, c := range u.Calls {
		c.Func = in.at(c.Span.Start)
	}
	for i := range u.Strings {
		u.Strings[i].Func = in.at(u.Strings[i].Node.Span.Start)
	}
	for i := range u.Reads {
		u.Reads[i].Func = in.at(u.Reads[i].Span.Start)
	}
	for i := range u.Assigns {
		u.Assigns[i].Func = in.at(u.Assigns[i].Span.Start)
	}
}

// lastUses keeps one use of every string: a text that goes through a call, and
// comes out of it as it is, is what it is used for there.
func lastUses(in []lang.Str) []lang.Str {
	out := in[:0]
	for _, s := range in {
		if n := len(out); n > 0 && out[n-1].Node == s.Node {
			out[n-1] = s
			continue
		}
		out = append(out, s)
	}
	return out
}

// A scope is where a function begins or ends.
type scope struct {
	at   int
	name string
}

type scopeList []scope

// scopes lays functions out as a list of places from which a name holds: the
// innermost one, by its own name.
func scopes(fs []lang.Func) scopeList {
	var out scopeList
	var stack []lang.Func
	pop := func(to int) {
		for len(stack) > 0 && stack[len(stack)-1].Span.End <= to {
			end := stack[len(stack)-1].Span.End
			stack = stack[:len(stack)-1]
			name := ""
			if len(stack) > 0 {
				name = stack[len(stack)-1].Name
			}
			out = append(out, scope{end, name})
		}
	}
	for _, f := range fs {
		pop(f.Span.Start)
		stack = append(stack, f)
		out = append(out, scope{f.Span.Start, f.Name})
	}
	pop(int(^uint(0) >> 1))
	return out
}

func (s scopeList) at(off int) string {
	i, _ := slices.BinarySearchFunc(s, off+1, func(x scope, off int) int { return cmp.Compare(x.at, off) })
	// Several may begin at one place: the last one before off counts.
	if i == 0 {
		return ""
	}
	return s[i-1].name
}

// Span returns the raw bytes of the tokens [lo, hi).
func (r *Reader) Span(lo, hi int) source.Span {
	if lo < 0 || lo >= hi || hi > len(r.toks) {
		return source.Span{}
	}
	return r.view.Span(r.toks[lo].start, r.toks[hi-1].end)
}

// source returns the text of the tokens [lo, hi) as it stands.
func (r *Reader) source(lo, hi int) string {
	if lo >= hi {
		return ""
	}
	return r.view.Text[r.toks[lo].start:r.toks[hi-1].end]
}

func (r *Reader) cur() *tok { return r.at(r.pos) }

var nothing = tok{kind: lang.Other, match: -1}

// at returns token i, an empty one outside of the range that is read.
func (r *Reader) at(i int) *tok {
	if i < 0 || i >= r.end {
		return &nothing
	}
	return &r.toks[i]
}

// is reports whether the token under the cursor is this sign or word.
func (r *Reader) is(text string) bool { return r.cur().text == text && r.cur().kind != lang.String }

// str keeps a string that is not part of another one.
func (r *Reader) str(n *value.Node, use lang.Use, name string) {
	if n == nil || n.Kind != value.String && n.Kind != value.Text {
		return
	}
	r.Unit.Strings = append(r.Unit.Strings, lang.Str{Node: n, Use: use, Name: name})
}
