package shell

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// A mode is how a piece of a word is quoted.
type mode uint8

const (
	bare mode = iota
	single
	double
	ansi    // $'…'
	hole    // an expansion
	textual // a heredoc in which nothing is expanded
	expand  // any other heredoc
)

// A decoder takes the quotes out of a word and keeps the map back to it.
type decoder struct {
	s     string // what the word is a part of
	d     dialect
	out   strings.Builder
	segs  []source.Seg
	modes []mode // of segs
	holes []expr.Tag
	subs  []sub
}

// A sub is an expansion in which something is to be read: commands, or the
// value that stands in for an unset variable.
type sub struct {
	start, end int // of its inside, in the text that the word is a part of
	command    bool
	tag        int // index in holes
	quoted     bool
}

func (x *decoder) plain(from, to int, m mode) {
	if to > from {
		o := x.out.Len()
		x.out.WriteString(x.s[from:to])
		x.segs = append(x.segs, source.Seg{Out: o, OutEnd: o + to - from, In: from, InEnd: to, Verbatim: true})
		x.modes = append(x.modes, m)
	}
}

func (x *decoder) escape(text string, from, to int, m mode) {
	o := x.out.Len()
	x.out.WriteString(text)
	x.segs = append(x.segs, source.Seg{Out: o, OutEnd: o + len(text), In: from, InEnd: to})
	x.modes = append(x.modes, m)
}

// word decodes [i, end), which is a word or, in double quotes or a heredoc, a
// part of one.
func (x *decoder) word(i, end int, in mode) {
	s, from := x.s[:end], i
	flush := func() { x.plain(from, i, in) }
	for i < end {
		switch c := s[i]; {
		case in == textual:
			i++
		case c == '\\' && i+1 < end:
			n, text, known := x.backslash(s, i, in)
			if !known {
				i += 2
				continue
			}
			flush()
			x.escape(text, i, i+n, in)
			i += n
			from = i
		case c == '\'' && in == bare:
			flush()
			stop := min(singleEnd(s, i+1, x.d), end)
			x.single(i+1, closed(s, i+1, stop, '\''))
			i, from = stop, stop
		case c == '"' && in == bare:
			flush()
			stop := min(doubleEnd(s, i+1, x.d, 0), end)
			x.word(i+1, closed(s, i+1, stop, '"'), double)
			i, from = stop, stop
		case c == '$' && in == bare && i+1 < end && s[i+1] == '\'':
			flush()
			stop := min(dollarEnd(s, i, x.d, 0, false), end)
			x.ansi(i+2, closed(s, i+2, stop, '\''))
			i, from = stop, stop
		case c == '$' && x.d == makes && i+1 < end && s[i+1] == '$' && dollarEnd(s, i, x.d, 0, in != bare) == i+2:
			flush()
			x.escape("$", i, i+2, in)
			i += 2
			from = i
		case c == '`' || c == '$' && dollarEnd(s, i, x.d, 0, in != bare) > i+1:
			flush()
			stop := x.expansion(s, i, in)
			i, from = stop, stop
		case c == '$' && in == bare && i+1 < end && s[i+1] == '"':
			flush()
			i++
			from = i
		default:
			i++
		}
	}
	i = end
	flush()
}

// single keeps the inside of single quotes, in which nobody but make expands
// anything.
func (x *decoder) single(i, end int) {
	from := i
	for x.d == makes && i < end {
		n := strings.IndexByte(x.s[i:end], '$')
		if n < 0 || i+n+1 >= end {
			break
		}
		i += n
		switch next := x.s[i+1]; {
		case next == '$':
			x.plain(from, i, single)
			x.escape("$", i, i+2, single)
			i += 2
			from = i
		case next == '(' || next == '{':
			x.plain(from, i, single)
			i = x.expansion(x.s[:end], i, double)
			from = i
		default:
			i++
		}
	}
	x.plain(from, end, single)
}

// closed returns where the inside of quotes ends that are over at stop.
func closed(s string, from, stop int, quote byte) int {
	if stop > from && s[stop-1] == quote {
		return stop - 1
	}
	return stop
}

// backslash decodes an escape outside of single quotes; known is false where
// the backslash stands for itself.
func (x *decoder) backslash(s string, i int, in mode) (n int, text string, known bool) {
	if k := lineEnd(s, i+1); k > 0 {
		return 1 + k, "", true
	}
	c := s[i+1]
	switch {
	case in == bare, in == double && strings.IndexByte("$`\"\\", c) >= 0, in == expand && strings.IndexByte("$`\\", c) >= 0:
		_, size := utf8.DecodeRuneInString(s[i+1:])
		return 1 + size, s[i+1 : i+1+size], true
	}
	return 0, "", false
}

// expansion keeps the expansion at i as a hole and returns where it is over.
func (x *decoder) expansion(s string, i int, in mode) int {
	var stop int
	if s[i] == '`' {
		stop = min(backtickEnd(s, i+1), len(s))
	} else {
		stop = min(dollarEnd(s, i, x.d, 0, in != bare), len(s))
	}
	src := s[i:stop]
	o := x.out.Len()
	x.plain(i, stop, hole)
	tag := expr.Tag{Kind: expr.TagHole, Lang: ID, Src: src, Start: o, End: o + len(src), Raw: true, Expr: expr.Opaque{Lang: ID, Text: src}}
	k := sub{tag: len(x.holes), quoted: in != bare}
	at := i
	if x.d == makes && strings.HasPrefix(src, "$$") {
		at, src = i+1, src[1:]
	}
	switch {
	case strings.HasPrefix(src, "${{"):
		inner := strings.TrimSpace(strings.TrimSuffix(src[3:], "}}"))
		tag.Expr = dotted(inner)
	case strings.HasPrefix(src, "$(("):
	case strings.HasPrefix(src, "$(") && x.d == makes && at == i && name(strings.TrimSuffix(src[2:], ")")) != "":
		tag.Expr = expr.Var(strings.TrimSuffix(src[2:], ")"))
	case strings.HasPrefix(src, "$("):
		k.start, k.end, k.command = at+2, closed(s, at+2, stop, ')'), true
	case src[0] == '`':
		k.start, k.end, k.command = at+1, closed(s, at+1, stop, '`'), true
	case strings.HasPrefix(src, "${"):
		inner := strings.TrimSuffix(src[2:], "}")
		n := name(inner)
		switch rest := inner[len(n):]; {
		case n == "":
		case rest == "":
			tag.Expr = expr.Var(n)
		case strings.HasPrefix(rest, ":-"), strings.HasPrefix(rest, ":="):
			tag.Expr = expr.Var(n)
			k.start, k.end = at+2+len(n)+2, at+2+len(inner)
		case rest[0] == '-', rest[0] == '=':
			tag.Expr = expr.Var(n)
			k.start, k.end = at+2+len(n)+1, at+2+len(inner)
		}
	default:
		tag.Expr = expr.Var(src[1:])
	}
	x.holes = append(x.holes, tag)
	if k.end > k.start {
		x.subs = append(x.subs, k)
	}
	return stop
}

// dotted is a dotted name as an expression, anything else is opaque.
func dotted(s string) expr.Expr {
	var p expr.Path
	for n := range strings.SplitSeq(s, ".") {
		if name(strings.ReplaceAll(n, "-", "_")) != strings.ReplaceAll(n, "-", "_") || n == "" {
			return expr.Opaque{Lang: ID, Text: s}
		}
		p.Steps = append(p.Steps, expr.Step{Name: n})
	}
	return p
}

// name returns the name that s begins with, "" where it begins with none.
func name(s string) string {
	i := 0
	for i < len(s) && (letter(s[i]) || i > 0 && digit(s[i])) {
		i++
	}
	return s[:i]
}

// ansi decodes the inside of $'…'.
func (x *decoder) ansi(i, end int) {
	from := i
	for i < end {
		if x.s[i] != '\\' || i+1 >= end {
			i++
			continue
		}
		text, n := ansiEscape(x.s[i:end])
		if n == 0 {
			i += 2
			continue
		}
		x.plain(from, i, ansi)
		x.escape(text, i, i+n, ansi)
		i += n
		from = i
	}
	x.plain(from, end, ansi)
}

var ansiLetters = map[byte]string{
	'a': "\a", 'b': "\b", 'e': "\x1b", 'E': "\x1b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v", '\\': "\\", '\'': "'", '"': "\"", '?': "?",
}

// ansiEscape decodes the escape that s begins with; n is 0 where it is none.
func ansiEscape(s string) (text string, n int) {
	if t, ok := ansiLetters[s[1]]; ok {
		return t, 2
	}
	limit, base, from := 0, 16, 2
	switch s[1] {
	case 'x':
		limit = 2
	case 'u':
		limit = 4
	case 'U':
		limit = 8
	default:
		limit, base, from = 3, 8, 1
	}
	n = from
	for n < len(s) && n < from+limit {
		if _, err := strconv.ParseUint(s[n:n+1], base, 8); err != nil {
			break
		}
		n++
	}
	v, err := strconv.ParseUint(s[from:n], base, 32)
	switch {
	case err != nil:
		return "", 0
	case s[1] == 'u' || s[1] == 'U':
		return string(rune(min(v, utf8.MaxRune))), n
	}
	return string([]byte{byte(v)}), n
}
