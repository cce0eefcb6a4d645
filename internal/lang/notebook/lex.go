package notebook

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
)

// Lex implements lang.Language: the tokens of the JSON.
func (Language) Lex(text string) []lang.Token {
	var out []lang.Token
	for i := 0; i < len(text); {
		kind, end := next(text, i)
		out = append(out, lang.Token{Kind: kind, Start: int32(i), End: int32(end)})
		i = end
	}
	return out
}

func next(s string, i int) (lang.Kind, int) {
	run := func(set string) int {
		j := i
		for j < len(s) && strings.IndexByte(set, s[j]) >= 0 {
			j++
		}
		return j
	}
	switch c := s[i]; {
	case c == '"':
		return lang.String, stringEnd(s, i)
	case c == '\n':
		return lang.Newline, i + 1
	case c == '\r':
		return lang.Newline, i + 1 + len(s[i+1:]) - len(strings.TrimPrefix(s[i+1:], "\n"))
	case c == ' ' || c == '\t':
		return lang.Space, run(" \t")
	case strings.IndexByte("{}[]:,", c) >= 0:
		return lang.Punct, i + 1
	case c == '-' || '0' <= c && c <= '9':
		return lang.Number, run("+-.0123456789eE")
	case 'a' <= c && c <= 'z':
		return lang.Ident, run("abcdefghijklmnopqrstuvwxyz")
	}
	return lang.Other, i + 1
}

// stringEnd returns where the string at i is over; one that nobody closes ends
// with its line.
func stringEnd(s string, i int) int {
	for i++; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		case '\n':
			return i
		}
	}
	return len(s)
}
