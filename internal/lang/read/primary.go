package read

import (
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// unary reads a value without operators behind it.
func (r *Reader) unary() *value.Node {
	start := r.pos
	for r.pos < r.end && r.prefix(r.cur()) {
		if next := r.at(r.pos + 1); next == &nothing || closes(next.text) || next.text == "," {
			break
		}
		if r.is("-") && r.at(r.pos+1).kind == lang.Number {
			r.pos += 2
			return r.number(start)
		}
		r.pos++
	}
	at := r.pos
	n := r.primary()
	for i := start; i < at; i++ {
		if t := r.toks[i].text; others[t] || len(t) == 1 && strings.Contains("-+!~", t) {
			r.str(n, lang.Value, "")
			return r.opaque(start)
		}
	}
	if said := r.spoken(start, at); said < r.pos && n.Kind == value.Hole && n.Tag.Src != "" && r.toks[said].start < n.Tag.Start {
		n.Tag.Src = r.view.Text[r.toks[said].start:n.Tag.End] // await f(), new T()
	}
	return n
}

// others are the words that make another value of the one behind them.
var others = map[string]bool{"not": true, "typeof": true, "void": true, "delete": true}

// spoken is the first of the words before the value at token at that the program
// cannot do without, even where the value is read without them.
func (r *Reader) spoken(start, at int) int {
	for i := start; i < at; i++ {
		if r.toks[i].kind == lang.Ident {
			return i
		}
	}
	if t := r.at(at); t.text == r.G.New && t.text != "" {
		return at
	}
	return r.pos
}

// prefix reports whether t stands before a value without a change of it for us.
func (r *Reader) prefix(t *tok) bool {
	return t.is(prefix)
}

// plain reports whether nothing that goes on with a name can begin at t.
func (r *Reader) plain(t *tok) bool {
	switch t.text {
	case ",", ")", "]", "}", "=", ";", "+":
		return t.kind == lang.Punct
	case ":": // leads to a member in Lua
		return t.kind == lang.Punct && !r.member(t)
	}
	return t == &nothing
}

// members counts the members that follow one another at the cursor.
func (r *Reader) members() int {
	n := 0
	for i := r.pos; i+1 < r.end && r.member(&r.toks[i]) && r.toks[i+1].kind == lang.Ident; i += 2 {
		n++
	}
	return n
}

func (r *Reader) primary() *value.Node {
	start := r.pos
	if r.pos >= r.end {
		return r.hole(start, start, expr.Opaque{Lang: r.G.ID})
	}
	if r.depth >= maxDepth {
		r.skip()
		return r.opaque(start)
	}
	r.depth++
	defer func() { r.depth-- }()
	if r.G.Primary != nil {
		if n, ok := r.G.Primary(r); ok {
			return r.postfix(start, n)
		}
		r.pos = start
	}
	t := r.cur()
	switch t.kind {
	case lang.String:
		return r.postfix(start, r.literal())
	case lang.Number:
		r.pos++
		return r.number(start)
	case lang.Ident:
		return r.name(start, t)
	}
	switch {
	case t.text == "(":
		return r.paren(start)
	case t.text == "[" && t.match > r.pos:
		return r.postfix(start, r.list())
	case t.text == "{" && r.G.Braces && t.match > r.pos:
		return r.postfix(start, r.object())
	case r.G.Implicit && t.text == "." && r.at(r.pos+1).kind == lang.Ident:
		return r.implicit(start)
	}
	r.pos++
	return r.opaque(start)
}

// name reads a value that begins with a word.
func (r *Reader) name(start int, t *tok) *value.Node {
	if t.is(word) {
		k := r.G.Words[t.text]
		r.pos++
		n := r.mem.node()
		n.Kind, n.Bool, n.Span = k, t.text == r.G.True, r.Span(start, r.pos)
		return n
	}
	if r.lambdaSign(r.pos + 1) {
		r.pos += 2
		r.lambdaBody()
		return r.opaque(start)
	}
	made := r.G.New != "" && t.text == r.G.New
	if made {
		r.pos++
		if r.cur().kind != lang.Ident {
			return r.opaque(start)
		}
		start++
	}
	if r.cur().is(keyword) {
		r.pos++
		return r.opaque(start)
	}
	name := r.cur()
	r.pos++
	if !made && r.plain(r.cur()) {
		p := r.mem.path(1)
		p[0].Name = name.text
		return r.hole(start, r.pos, expr.Path{Steps: p})
	}
	c := r.mem.chain()
	c.Steps = r.mem.step(lang.Step{Name: name.text, Span: r.Span(r.pos-1, r.pos)}, 1+r.members())
	n, k := r.chain(start, c, made)
	if k == nil {
		return n
	}
	return r.follow(start, n, k)
}

// implicit reads a value that begins with a member of what only its type says.
func (r *Reader) implicit(start int) *value.Node {
	r.pos += 2
	c := r.mem.chain()
	c.Steps = r.mem.step(lang.Step{Name: "." + r.toks[r.pos-1].text, Span: r.Span(r.pos-2, r.pos)}, 1+r.members())
	n, k := r.chain(start, c, false)
	if k == nil {
		return n
	}
	return r.follow(start, n, k)
}

// number makes a number of the token before the cursor, with its sign.
func (r *Reader) number(start int) *value.Node {
	text := r.source(start, r.pos)
	if n := digits(text); n > 0 && n == len(text) && (n == 1 || text[0] != '0') {
		return r.figure(start, text) // as most are
	}
	text = strings.ReplaceAll(text, "_", "")
	text = strings.ReplaceAll(text, " ", "")
	if strings.IndexFunc(text, func(c rune) bool { return c == 'x' || c == 'X' }) < 0 {
		text = strings.TrimRight(text, "fFdDmMlLnuU")
	}
	if strings.HasPrefix(strings.TrimPrefix(text, "-"), ".") {
		text = strings.Replace(text, ".", "0.", 1)
	}
	if strings.HasSuffix(text, ".") {
		text += "0"
	}
	if len(text) > 2 && text[0] == '0' && strings.IndexByte("xXoObB", text[1]) >= 0 {
		if v, err := strconv.ParseUint(text, 0, 64); err == nil {
			text = strconv.FormatUint(v, 10)
		}
	}
	if !jsonNumber(text) {
		return r.opaque(start)
	}
	return r.figure(start, text)
}

// figure is the number of the tokens from start to the cursor, as JSON writes it.
func (r *Reader) figure(start int, text string) *value.Node {
	n := r.mem.node()
	n.Kind, n.Str, n.Span = value.Number, text, r.Span(start, r.pos)
	return n
}

// jsonNumber reports whether s is a number as JSON writes them.
func jsonNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	i := digits(s)
	if i == 0 || i > 1 && s[0] == '0' {
		return false
	}
	if s = s[i:]; strings.HasPrefix(s, ".") {
		if i = digits(s[1:]); i == 0 {
			return false
		}
		s = s[1+i:]
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		if s = s[1:]; s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		i = digits(s)
		return i > 0 && i == len(s)
	}
	return s == ""
}

func digits(s string) int {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return i
}

// paren reads what is in brackets: a value, a tuple, or the parameters of a
// function without a name.
func (r *Reader) paren(start int) *value.Node {
	m := r.cur().match
	if m <= r.pos || m >= r.end {
		r.pos++
		return r.opaque(start)
	}
	if r.lambdaSign(m + 1) {
		r.statements(r.pos+1, m) // default values
		r.pos = m + 2
		r.lambdaBody()
		return r.opaque(start)
	}
	tuple := r.list()
	if len(tuple.Entries) == 1 && !tuple.Entries[0].Spread && tuple.Entries[0].Block == nil && r.toks[m-1].text != "," {
		return r.postfix(start, tuple.Entries[0].Value)
	}
	if len(tuple.Entries) == 0 {
		return r.postfix(start, r.opaque(start))
	}
	return r.postfix(start, tuple)
}

// lambdaSign reports whether token i begins the body of a function.
func (r *Reader) lambdaSign(i int) bool {
	t := r.at(i)
	if t.kind != lang.Punct {
		return false
	}
	for _, s := range r.G.Lambda {
		if t.text == s {
			return true
		}
	}
	return false
}

// lambdaBody reads a block or a value.
func (r *Reader) lambdaBody() {
	if r.is("{") {
		if m := r.cur().match; m > r.pos && m < r.end {
			r.statements(r.pos+1, m)
			r.pos = m + 1
			return
		}
	}
	if !closes(r.cur().text) && r.pos < r.end {
		n := r.expr()
		r.str(n, lang.Value, "")
	}
}
