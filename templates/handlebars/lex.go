package handlebars

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Lex implements templates.Language.
//
// As in the reference lexer a backslash before "{{" makes the braces text, up to
// the next opening braces, and two backslashes are one before a tag. A tag whose
// end is missing is a bad token up to the next opening braces; what was searched
// for in vain once is not searched for again, which keeps time linear.
func (Language) Lex(src string) []templates.Token {
	l := &lexer{buf: lex.NewBuffer(src), src: src}
	l.run()
	return l.buf.Done()
}

type lexer struct {
	buf       *lex.Buffer
	src       string
	dead      [256]bool // quotes and brackets that no longer close
	noComment bool      // no --}} from here on
	rawFrom   int       // raw blocks are not closed from here on; 0 = not known
}

func (l *lexer) run() {
	for i := 0; ; {
		j := strings.Index(l.src[i:], "{{")
		if j < 0 {
			return
		}
		i += j
		switch n := backslashes(l.src[l.at():i]); {
		case n == 1:
			l.buf.Decoded(i-1, i+2, "{{", lex.Layout{})
			i += 2
			// The braces are text up to the next pair.
		case n >= 2:
			l.buf.Decoded(i-2, i, `\`, lex.Layout{})
			i = l.tag(i)
		default:
			i = l.tag(i)
		}
	}
}

// at returns the offset up to which tokens exist.
func (l *lexer) at() int {
	if n := len(l.buf.Tokens); n > 0 {
		return l.buf.Tokens[n-1].End()
	}
	return 0
}

// backslashes counts the backslashes at the end of s, up to two.
func backslashes(s string) int {
	n := 0
	for n < 2 && n < len(s) && s[len(s)-1-n] == '\\' {
		n++
	}
	return n
}

func (l *lexer) tag(i int) int {
	s := l.src[i:]
	switch {
	case strings.HasPrefix(s, "{{{{"):
		return l.raw(i)
	case strings.HasPrefix(s, "{{!--"), strings.HasPrefix(s, "{{~!--"):
		return l.comment(i)
	case strings.HasPrefix(s, "{{!"), strings.HasPrefix(s, "{{~!"):
		n := strings.Index(s, "}}")
		if n < 0 {
			l.buf.Bad(i, i+2, "{{! is not closed; expected }} after the comment")
			return i + 2
		}
		return l.emit(i, i+n+2)
	}
	triple := strings.HasPrefix(s, "{{{") || strings.HasPrefix(s, "{{~{")
	j, ok := l.closing(i+2, triple)
	if !ok {
		want := "}}"
		if triple {
			want = "}}}"
		}
		l.buf.Bad(i, j, s[:2]+" is not closed; expected "+want+" after the expression")
		return j
	}
	return l.emit(i, j)
}

// emit adds the tag [i, j) with its white space control.
func (l *lexer) emit(i, j int) int {
	t := l.src[i:j]
	lay := lex.Layout{TrimLeft: t[2] == '~', TrimRight: len(t) > 5 && (t[len(t)-3] == '~' || strings.HasSuffix(t, "}~}}"))}
	lay.Alone = takesLine(t) && l.buf.LineStart(i) && l.buf.LineEnd(j)
	l.buf.Tag(i, j, lay)
	return j
}

// takesLine reports whether a tag takes its line away when it stands alone:
// all but those that have output, and partials too.
func takesLine(t string) bool {
	s, triple := inside(t)
	if s == "" || triple {
		return false
	}
	switch s[0] {
	case '#', '/', '^', '!', '>':
		return true
	}
	word, _, _ := strings.Cut(s, " ")
	return word == "else"
}

// closing returns the offset after the closing braces, outside of strings and
// [segments].
func (l *lexer) closing(i int, triple bool) (int, bool) {
	src := l.src
	if triple {
		if src[i] == '~' {
			i++
		}
		i++
	}
	for i < len(src) {
		switch c := src[i]; c {
		case '"', '\'':
			i = l.quoted(i, c)
			continue
		case '[':
			i = l.quoted(i, ']')
			continue
		case '{':
			if i+1 < len(src) && src[i+1] == '{' {
				return i, false
			}
		case '}':
			switch {
			case triple && strings.HasPrefix(src[i:], "}}}"):
				return i + 3, true
			case triple && strings.HasPrefix(src[i:], "}~}}"):
				return i + 4, true
			case strings.HasPrefix(src[i:], "}}"):
				return i + 2, !triple
			}
		}
		i++
	}
	return i, false
}

// quoted returns the offset after what ends with end and begins at i; where
// that end never comes, the offset after the first byte.
func (l *lexer) quoted(i int, end byte) int {
	if l.dead[end] {
		return i + 1
	}
	for j := i + 1; j < len(l.src); j++ {
		switch l.src[j] {
		case '\\':
			j++
		case end:
			return j + 1
		}
	}
	l.dead[end] = true
	return i + 1
}

func (l *lexer) comment(i int) int {
	if !l.noComment {
		body := l.src[i:]
		if n := strings.Index(body[5:], "--"); n >= 0 {
			for at := 5; ; {
				k := strings.Index(body[at:], "--")
				if k < 0 {
					break
				}
				k += at
				end := k + 2
				if end < len(body) && body[end] == '~' {
					end++
				}
				if strings.HasPrefix(body[end:], "}}") {
					return l.emit(i, i+end+2)
				}
				at = k + 1
			}
		}
		l.noComment = true
	}
	l.buf.Bad(i, i+2, "{{!-- is not closed; expected --}} after the comment")
	return i + 2
}

// raw lexes {{{{name}}}} text {{{{/name}}}}: tags around text.
func (l *lexer) raw(i int) int {
	n := strings.Index(l.src[i+4:min(len(l.src), i+4+longestRaw)], "}}}}")
	if n < 0 || strings.Contains(l.src[i+4:i+4+n], "{{") || l.rawFrom > 0 {
		l.buf.Bad(i, i+4, "{{{{ is not closed; expected {{{{name}}}} and {{{{/name}}}}")
		return i + 4
	}
	open := i + 4 + n + 4
	name, _, _ := strings.Cut(strings.TrimSpace(l.src[i+4:i+4+n]), " ")
	end := "{{{{/" + name + "}}}}"
	k := strings.Index(l.src[open:], end)
	if k < 0 || name == "" {
		l.rawFrom = open
		l.buf.Bad(i, open, l.src[i:open]+" is not closed; expected "+end)
		return open
	}
	l.buf.Tag(i, open, lex.Layout{})
	if k > 0 {
		l.buf.Decoded(open, open+k, l.src[open:open+k], lex.Layout{})
	}
	l.buf.Tag(open+k, open+k+len(end), lex.Layout{})
	return open + k + len(end)
}

// longestRaw bounds the search for the end of a raw block's opening tag.
const longestRaw = 1024

// inside returns what stands between the braces of a tag, without white space
// control, and whether the tag has three of them.
func inside(t string) (s string, triple bool) {
	s = strings.TrimSuffix(strings.TrimPrefix(t, "{{"), "}}")
	s = strings.TrimSuffix(strings.TrimPrefix(s, "~"), "~")
	if len(s) > 1 && s[0] == '{' && s[len(s)-1] == '}' {
		s, triple = s[1:len(s)-1], true
	}
	return strings.TrimSpace(s), triple
}
