package semantickernel

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/lex"
)

// space is what the language trims and what parts its words.
const space = " \t\r\n"

// Lex implements templates.Language. Where a block is never closed Semantic
// Kernel takes it for text without a word; here it is a bad token.
func (Language) Lex(src string) []templates.Token {
	b := lex.NewBuffer(src)
	for i := 0; ; {
		n := strings.Index(src[i:], "{{")
		if n < 0 {
			return b.Done()
		}
		i = block(b, i+n)
	}
}

// block lexes what begins at i and returns the offset after it.
func block(b *lex.Buffer, i int) int {
	src := b.Src
	quote, quoted := byte(0), 0
	for j := i + 1; j+1 < len(src); j++ {
		c, next := src[j], src[j+1]
		switch {
		case quote != 0:
			switch {
			case c == '\\' && (next == '\'' || next == '"' || next == '\\'):
				j++
			case c == quote:
				quote = 0
			}
		case c == '{' && next == '{':
			// Another pair: it is the one that counts.
			if j > i+1 {
				b.Bad(i, j, "{{ is not closed before the next {{; expected }}")
			}
			i = j
		case c == '\'' || c == '"':
			quote, quoted = c, j
		case c == '}' && next == '}' && j > i+1:
			end := j + 2
			if strings.Trim(src[i+2:j], space) == "" {
				b.Decoded(i, end, src[i:end], lex.Layout{}) // an empty block is text
			} else {
				b.Tag(i, end, lex.Layout{})
			}
			return end
		}
	}
	note := "{{ is not closed; expected }}"
	if quote != 0 {
		note = "the value that begins with " + templates.Clip(strings.TrimRight(src[quoted:min(len(src), quoted+12)], space)) + " is not closed; expected " + string(quote) + " and }}"
	}
	b.Bad(i, len(src), note)
	return len(src)
}
