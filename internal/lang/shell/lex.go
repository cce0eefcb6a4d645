package shell

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
)

// A dialect is a kind of file that commands stand in.
type dialect uint8

const (
	posix  dialect = iota
	docker         // instructions before commands
	makes          // $$ is $, a quote ends with its line
)

// A heredoc is a text that waits for the line after the command that reads it.
type heredoc struct {
	end    string // the line that ends it
	quoted bool   // nothing is expanded in it
	tabs   bool   // tabs at the beginning of lines are not part of it

	op          int // index of the token of its <<
	start, stop int // its text
}

// A lexer cuts a script into tokens: words (Ident where they stand for
// themselves, else String), operators, comments, heredocs (String).
type lexer struct {
	s       string
	d       dialect
	out     []lang.Token
	pending []heredoc
	// docs are the heredocs by the index of the token of their <<; bodies are the
	// indexes of the tokens of their texts.
	docs   map[int]heredoc
	bodies map[int]bool
}

func lex(text string, d dialect) *lexer {
	l := &lexer{s: text, d: d, out: make([]lang.Token, 0, len(text)/5+8)}
	for i := 0; i < len(text); {
		i = l.next(i)
	}
	return l
}

func (l *lexer) add(kind lang.Kind, start, end int) int {
	if end > start {
		l.out = append(l.out, lang.Token{Kind: kind, Start: int32(start), End: int32(end)})
	}
	return end
}

func (l *lexer) next(i int) int {
	s := l.s
	switch c := s[i]; {
	case c == '\n' || c == '\r':
		end := i + lineEnd(s, i)
		l.add(lang.Newline, i, end)
		if len(l.pending) > 0 {
			end = l.heredocs(end)
		}
		return end
	case c == ' ' || c == '\t' || c == '\f' || c == '\v' || c == 0:
		j := i + 1
		for j < len(s) && (s[j] == ' ' || s[j] == '\t') {
			j++
		}
		return l.add(lang.Space, i, j)
	case c == '\\' && i+1 < len(s) && lineEnd(s, i+1) > 0:
		return l.add(lang.Space, i, i+1+lineEnd(s, i+1))
	case c == '\\' && l.d == posix && blankLine(s[i+1:]):
		// A backslash with blanks behind it: meant to go on with the next line.
		j := i + 1 + strings.IndexAny(s[i+1:], "\r\n")
		return l.add(lang.Space, i, j+lineEnd(s, j))
	case c == '#' && l.commentMayStart():
		if j := strings.IndexAny(s[i:], "\r\n"); j >= 0 {
			return l.add(lang.Remark, i, i+j)
		}
		return l.add(lang.Remark, i, len(s))
	case strings.IndexByte(";|&<>()", c) >= 0:
		end := i + operator(s[i:])
		op := s[i:end]
		l.add(lang.Punct, i, end)
		if (op == "<<" || op == "<<-") && l.d != makes {
			return l.delimiter(end, op == "<<-")
		}
		return end
	}
	end := max(wordEnd(s, i, l.d, 0), i+1)
	return l.add(wordKind(s[i:end]), i, end)
}

// commentMayStart reports whether a # here begins a comment: not right behind a
// word.
func (l *lexer) commentMayStart() bool {
	if len(l.out) == 0 {
		return true
	}
	k := l.out[len(l.out)-1].Kind
	return k != lang.Ident && k != lang.String
}

// delimiter reads the word behind << and waits for its text.
func (l *lexer) delimiter(i int, tabs bool) int {
	op := len(l.out) - 1
	j := i
	for j < len(l.s) && (l.s[j] == ' ' || l.s[j] == '\t') {
		j++
	}
	l.add(lang.Space, i, j)
	end := j
	if j < len(l.s) {
		end = wordEnd(l.s, j, l.d, 0)
	}
	word := l.s[j:end]
	h := heredoc{end: strings.NewReplacer(`"`, "", "'", "", `\`, "").Replace(word), tabs: tabs}
	h.quoted, h.op = len(h.end) != len(word), op
	// The shift operator of arithmetic is no heredoc, nor is a word over lines.
	if h.end != "" && !strings.ContainsAny(h.end, "\r\n") && !(h.end[0] >= '0' && h.end[0] <= '9') && len(l.pending) < maxPending {
		l.pending = append(l.pending, h)
	}
	return l.add(wordKind(word), j, end)
}

// maxPending bounds the heredocs of one line.
const maxPending = 16

// heredocs reads the texts that the line before waits for.
func (l *lexer) heredocs(i int) int {
	for _, h := range l.pending {
		from := i
		for i < len(l.s) {
			n := strings.IndexAny(l.s[i:], "\r\n")
			line, next := l.s[i:], len(l.s)
			if n >= 0 {
				line, next = l.s[i:i+n], i+n+lineEnd(l.s, i+n)
			}
			if h.tabs {
				line = strings.TrimLeft(line, "\t")
			}
			if strings.TrimRight(line, " \t") == h.end {
				break
			}
			i = next
		}
		if l.docs == nil {
			l.docs, l.bodies = map[int]heredoc{}, map[int]bool{}
		}
		h.start, h.stop = from, i
		l.docs[h.op] = h
		if i > from {
			l.bodies[len(l.out)] = true
			l.add(lang.String, from, i)
		}
		n := strings.IndexAny(l.s[i:], "\r\n")
		if n < 0 {
			n = len(l.s) - i
		}
		i = l.add(lang.Other, i, i+n)
		if i < len(l.s) {
			i = l.add(lang.Newline, i, i+lineEnd(l.s, i))
		}
	}
	l.pending = l.pending[:0]
	return i
}

// blankLine reports whether s has blanks, at least one, up to a line end.
func blankLine(s string) bool {
	i := 0
	for i < len(s) && i < 64 && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i > 0 && i < len(s) && (s[i] == '\n' || s[i] == '\r')
}

// lineEnd returns the length of the line end at i, 0 where there is none.
func lineEnd(s string, i int) int {
	switch {
	case strings.HasPrefix(s[i:], "\r\n"):
		return 2
	case i < len(s) && (s[i] == '\n' || s[i] == '\r'):
		return 1
	}
	return 0
}

var operators = []string{"<<<", "<<-", ";;&", "&>>", "&&", "||", ";;", "|&", "<<", ">>", "<&", ">&", "&>", ";&", "<(", ">("}

func operator(s string) int {
	for _, op := range operators {
		if strings.HasPrefix(s, op) {
			return len(op)
		}
	}
	return 1
}

// wordKind is Ident for a word that stands for itself.
func wordKind(w string) lang.Kind {
	for i := range len(w) {
		if special[w[i]] {
			return lang.String
		}
	}
	return lang.Ident
}
