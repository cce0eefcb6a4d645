package value

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/source"
	"go.yaml.in/yaml/v4"
)

// aligner traces a scalar that the parser has read back to the bytes. It
// decodes the text again, this time from the original, and stops where the
// parser's value is complete.
type aligner struct {
	r     *yamlReader
	start int
	end   int // behind the scalar
	b     strings.Builder
	segs  []source.Seg
	layer source.Layer
	multi bool // a flow scalar that runs over several lines
}

func (a *aligner) align(n *yaml.Node, style yaml.Style) bool {
	ok := false
	switch style {
	case yaml.DoubleQuotedStyle, yaml.SingleQuotedStyle:
		q := byte('"')
		if style == yaml.SingleQuotedStyle {
			q = '\''
		}
		ok = a.quoted(q)
		a.layer = yamlQuoted{double: q == '"', multi: a.multi, start: a.start, end: a.end}
	case yaml.LiteralStyle, yaml.FoldedStyle:
		ok = a.block(n.Value, style == yaml.FoldedStyle)
	default:
		ok = a.plain(n.Value)
		a.layer = yamlPlain{multi: a.multi, start: a.start, end: a.end, flow: a.r.flow > 0}
	}
	if len(a.segs) == 0 {
		at := a.start
		if style == yaml.DoubleQuotedStyle || style == yaml.SingleQuotedStyle {
			at++
		}
		a.segs = []source.Seg{{In: at, InEnd: at, Verbatim: true}}
	}
	return ok
}

func (a *aligner) reset(text string, start, end int) {
	a.segs = []source.Seg{{OutEnd: len(text), In: start, InEnd: end}}
}

// aliased maps the whole text to the alias that repeats it.
func (a *aligner) aliased(text string) []source.Seg {
	at := a.r.alias
	return []source.Seg{{OutEnd: len(text), In: at.Start, InEnd: at.End}}
}

// verb copies [i, j) of the original.
func (a *aligner) verb(i, j int) {
	if i >= j {
		return
	}
	out := a.b.Len()
	a.b.WriteString(a.r.v.Text[i:j])
	if k := len(a.segs) - 1; k >= 0 && a.segs[k].Verbatim && a.segs[k].InEnd == i {
		a.segs[k].OutEnd, a.segs[k].InEnd = a.b.Len(), j
		return
	}
	a.segs = append(a.segs, source.Seg{Out: out, OutEnd: a.b.Len(), In: i, InEnd: j, Verbatim: true})
}

// unit decodes [i, j) to text.
func (a *aligner) unit(i, j int, text string) {
	if text == "" {
		return
	}
	out := a.b.Len()
	a.b.WriteString(text)
	a.segs = append(a.segs, source.Seg{Out: out, OutEnd: a.b.Len(), In: i, InEnd: j})
}

// lineBreak returns the offset behind the line break at i; i where there is
// none.
func lineBreak(s string, i int) int {
	switch {
	case i >= len(s):
		return i
	case s[i] == '\n':
		return i + 1
	case s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n':
		return i + 2
	case s[i] == '\r':
		return i + 1
	}
	return i
}

func skipBlanks(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// fold decodes the line breaks at i, with the blanks around them: one is a
// space, more are one less.
func (a *aligner) fold(i int) (next int, text string) {
	s := a.r.s
	a.multi = true
	breaks := 0
	for {
		i = skipBlanks(s, i)
		j := lineBreak(s, i)
		if j == i {
			break
		}
		breaks++
		i = j
	}
	if breaks == 1 {
		return i, " "
	}
	return i, strings.Repeat("\n", breaks-1)
}

// atFold reports whether only blanks stand between i and the end of the line.
func atFold(s string, i int) bool {
	j := skipBlanks(s, i)
	return lineBreak(s, j) > j
}

// plain follows the value through the lines of a plain scalar.
func (a *aligner) plain(value string) bool {
	s, i := a.r.s, a.start
	for k := 0; k < len(value); {
		if i >= len(s) {
			return false
		}
		c := s[i]
		if (c == ' ' || c == '\t' || c == '\r' || c == '\n') && atFold(s, i) {
			j, text := a.fold(i)
			if !strings.HasPrefix(value[k:], text) {
				return false
			}
			a.unit(i, j, text)
			i, k = j, k+len(text)
			continue
		}
		if c != value[k] {
			return false
		}
		// Copy the run up to the next blank or line end at once.
		n := 1
		for k+n < len(value) && i+n < len(s) && s[i+n] == value[k+n] && s[i+n] > ' ' {
			n++
		}
		a.verb(i, i+n)
		i, k = i+n, k+n
	}
	a.end = i
	return true
}

// quoted decodes a single- or double-quoted scalar.
func (a *aligner) quoted(q byte) bool {
	s, i := a.r.s, a.start+1
	for i < len(s) {
		c := s[i]
		switch {
		case c == q && q == '\'' && i+1 < len(s) && s[i+1] == '\'':
			a.unit(i, i+2, "'")
			i += 2
		case c == q:
			a.end = i + 1
			if len(a.segs) == 0 {
				a.segs = []source.Seg{{In: i, InEnd: i, Verbatim: true}}
			}
			return true
		case c == '\\' && q == '"':
			j, ok := a.escape(i)
			if !ok {
				return false
			}
			i = j
		case (c == ' ' || c == '\t' || c == '\r' || c == '\n') && atFold(s, i):
			j, text := a.fold(i)
			a.unit(i, j, text)
			i = j
		default:
			j := i + 1
			for j < len(s) && s[j] > ' ' && s[j] != q && s[j] != '\\' {
				j++
			}
			a.verb(i, j)
			i = j
		}
	}
	return false
}

const yamlEscapes = "0\x00a\ab\bt\t\t\tn\nv\vf\fr\re\x1b  \"\"//\\\\"

// escape decodes the escape at i and returns its end.
func (a *aligner) escape(i int) (int, bool) {
	s := a.r.s
	if i+1 >= len(s) {
		return i, false
	}
	c := s[i+1]
	if j := lineBreak(s, i+1); j > i+1 { // joined lines
		a.multi = true
		j = skipBlanks(s, j)
		for lineBreak(s, j) > j { // blank lines after it are breaks
			next := skipBlanks(s, lineBreak(s, j))
			a.unit(j, next, "\n")
			j = next
		}
		return j, true
	}
	for k := 0; k < len(yamlEscapes); k += 2 {
		if yamlEscapes[k] == c {
			a.unit(i, i+2, yamlEscapes[k+1:k+2])
			return i + 2, true
		}
	}
	switch c {
	case 'N':
		a.unit(i, i+2, "\u0085")
	case '_':
		a.unit(i, i+2, "\u00a0")
	case 'L':
		a.unit(i, i+2, "\u2028")
	case 'P':
		a.unit(i, i+2, "\u2029")
	case 'x', 'u', 'U':
		n := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
		r, ok := hexN(s, i+2, n)
		end := i + 2 + n
		if !ok {
			return i, false
		}
		if c == 'u' && utf16.IsSurrogate(r) && strings.HasPrefix(s[end:], `\u`) {
			if lo, ok := hexN(s, end+2, 4); ok {
				r, end = utf16.DecodeRune(r, lo), end+6
			}
		}
		if !utf8.ValidRune(r) {
			return i, false
		}
		a.unit(i, end, string(r))
		return end, true
	default:
		return i, false
	}
	return i + 2, true
}

func hexN(s string, i, n int) (rune, bool) {
	if i+n > len(s) {
		return 0, false
	}
	u, err := strconv.ParseUint(s[i:i+n], 16, 32)
	return rune(u), err == nil
}
