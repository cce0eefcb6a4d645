package liquid

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Lex implements templates.Language.
//
// A tag ends at its closing delimiter outside of strings. Where the end is
// missing the tag is a bad token up to the next opening delimiter or the end of
// the text. A comment block is one tag, whatever it holds. What was searched
// for in vain once is never searched for again, which keeps time linear.
func (Language) Lex(src string) []templates.Token {
	l := &lexer{buf: lex.NewBuffer(src), src: src}
	for i := 0; ; {
		n := strings.IndexByte(src[i:], '{')
		if n < 0 || i+n+1 >= len(src) {
			return dropped(l.buf.Done())
		}
		i += n
		switch src[i+1] {
		case '{':
			i = l.tag(i, '}')
		case '%':
			i = l.tag(i, '%')
		default:
			i++
		}
	}
}

type lexer struct {
	buf *lex.Buffer
	src string

	noSingle, noDouble bool // no closing quote from here on
	unclosed           map[string]bool
}

// tag lexes the tag at i whose closing delimiter is end and '}', and returns
// the offset after it.
func (l *lexer) tag(i int, end byte) int {
	j, ok := l.closing(i+2, end)
	if !ok {
		l.buf.Bad(i, j, l.src[i:i+2]+" is not closed; expected "+string(end)+"}")
		return j
	}
	layout := layoutOf(l.src[i:j])
	if end == '%' {
		switch word, _ := statementOf(l.src[i:j]); word {
		case "raw", "comment", "doc":
			return l.verbatim(i, j, word, layout)
		}
	}
	l.buf.Tag(i, j, layout)
	return j
}

func layoutOf(t string) lex.Layout {
	return lex.Layout{TrimLeft: t[2] == '-', TrimRight: len(t) > 4 && t[len(t)-3] == '-'}
}

// closing returns the offset after the closing delimiter, or, with ok false,
// the offset at which the tag must be given up.
func (l *lexer) closing(i int, end byte) (int, bool) {
	src := l.src
	inline := end == '%' && strings.HasPrefix(strings.TrimLeft(src[i:min(len(src), i+16)], "- \t\r\n"), "#")
	for i < len(src) {
		switch c := src[i]; c {
		case '\'', '"':
			if !inline { // an apostrophe in a comment is no quote
				i = l.str(i, c)
				continue
			}
		case '{':
			if i+1 < len(src) && (src[i+1] == '{' || src[i+1] == '%') {
				return i, false
			}
		case end:
			if i+1 < len(src) && src[i+1] == '}' {
				return i + 2, true
			}
		}
		i++
	}
	return i, false
}

// str returns the offset after the string literal at i; a quote that is never
// closed is passed over alone.
func (l *lexer) str(i int, quote byte) int {
	dead := &l.noSingle
	if quote == '"' {
		dead = &l.noDouble
	}
	if *dead {
		return i + 1
	}
	n := strings.IndexByte(l.src[i+1:], quote)
	if n < 0 {
		*dead = true
		return i + 1
	}
	return i + 1 + n + 1
}

// longestEnd bounds the search for the end of an end tag, white space in it
// included.
const longestEnd = 256

// verbatim lexes a block whose opening tag stands at [i, j) and whose body is
// not read: raw outputs it, comment and doc do not.
func (l *lexer) verbatim(i, j int, word string, open lex.Layout) int {
	for k := j; !l.unclosed[word]; {
		n := strings.Index(l.src[k:], "{%")
		if n < 0 {
			break
		}
		k += n
		end := strings.Index(l.src[k+2:min(len(l.src), k+longestEnd)], "%}")
		if end < 0 {
			k += 2
			continue
		}
		t := l.src[k : k+end+4]
		if w, _ := statementOf(t); w != "end"+word {
			k += 2
			continue
		}
		last := layoutOf(t)
		if word == "raw" {
			l.buf.Decoded(i, j, "", open)
			l.buf.Decoded(k, k+len(t), "", last)
		} else {
			l.buf.Tag(i, k+len(t), lex.Layout{TrimLeft: open.TrimLeft, TrimRight: last.TrimRight})
		}
		return k + len(t)
	}
	if l.unclosed == nil {
		l.unclosed = map[string]bool{}
	}
	l.unclosed[word] = true
	l.buf.Bad(i, j, "{% "+word+" %} is not closed; expected {% end"+word+" %}")
	return j
}

// dropped takes away what stands between a case and its first when, which is
// never output.
func dropped(toks []templates.Token) []templates.Token {
	inCase := false
	for i := range toks {
		t := &toks[i]
		switch t.Kind {
		case templates.TokTag:
			word := ""
			if t.Text[1] == '%' {
				word, _ = statementOf(t.Text)
			}
			inCase = word == "case"
		case templates.TokText:
			if inCase {
				t.Kind, t.Lit = templates.TokGap, ""
			}
		}
	}
	return toks
}

// inner returns what stands in a tag, without delimiters and white space
// control.
func inner(t string) string {
	s := strings.TrimPrefix(t[2:len(t)-2], "-")
	return strings.Trim(strings.TrimSuffix(s, "-"), " \t\r\n\f\v")
}

// statementOf splits a block tag into its keyword and the rest; the keyword of
// an inline comment is #.
func statementOf(src string) (word, rest string) { return keyword(inner(src)) }

func keyword(s string) (word, rest string) {
	if strings.HasPrefix(s, "#") {
		return "#", s[1:]
	}
	i := 0
	for i < len(s) && (s[i] == '_' || s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || i > 0 && s[i] >= '0' && s[i] <= '9') {
		i++
	}
	return s[:i], strings.Trim(s[i:], " \t\r\n\f\v")
}
