// Package lex holds what the lexers of all template languages share: a token
// list that knows which white space a language takes away.
package lex

import (
	"strings"
	"unicode"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A Buffer collects the tokens of Src. Text between tags is implied: adding a
// tag first flushes the text before it.
type Buffer struct {
	Src    string
	Tokens []templates.Token
	// Space lists the bytes that trimming takes away; "" is all of Unicode's
	// white space.
	Space string

	at   int  // everything before it is in Tokens
	trim bool // white space at the start of the next text goes
	line bool // the line end at the start of the next text goes
}

// NewBuffer returns a buffer for src.
func NewBuffer(src string) *Buffer {
	// A brace stands for half a tag with its text, a brace and percent sign for
	// a tag with its text and the white space around it; where there are very
	// many of them the list had better grow than claim all the memory at once.
	return NewBufferFor(src, strings.Count(src, "{")+3*strings.Count(src, "{%")+4)
}

// NewBufferFor is NewBuffer for a lexer that knows how many tokens there may
// be. Room is made for no more of them than bytes would allow in a text that
// somebody wrote.
func NewBufferFor(src string, tokens int) *Buffer {
	return &Buffer{Src: src, Tokens: make([]templates.Token, 0, min(tokens, 64+len(src)/8))}
}

// Layout says what a tag does to the text around it.
type Layout struct {
	TrimLeft, TrimRight bool // white space next to the tag goes
	Alone               bool // the tag's line goes, indentation included
}

// Tag adds the tag [start, end).
func (b *Buffer) Tag(start, end int, l Layout) {
	b.text(start, l)
	b.add(templates.Token{Kind: templates.TokTag, Start: start, Text: b.Src[start:end], Alone: l.Alone})
	b.after(end, l)
}

// Decoded adds [start, end) as text that is written otherwise: lit.
func (b *Buffer) Decoded(start, end int, lit string, l Layout) {
	b.text(start, l)
	b.add(templates.Token{Kind: templates.TokText, Start: start, Text: b.Src[start:end], Lit: lit})
	b.after(end, l)
}

// Bad adds [start, end) as text that should have been something else.
func (b *Buffer) Bad(start, end int, note string) {
	b.text(start, Layout{})
	t := b.Src[start:end]
	b.add(templates.Token{Kind: templates.TokBad, Start: start, Text: t, Lit: t, Note: note})
	b.after(end, Layout{})
}

// Done adds what is left and returns the tokens.
func (b *Buffer) Done() []templates.Token {
	b.text(len(b.Src), Layout{})
	return b.Tokens
}

// LineStart reports whether only blanks stand between the start of a line and
// offset, with no tag on the way.
func (b *Buffer) LineStart(offset int) bool {
	for i := offset; i > b.at; i-- {
		switch b.Src[i-1] {
		case ' ', '\t':
		case '\n':
			return true
		default:
			return false
		}
	}
	return b.at == 0
}

// LineEnd reports whether only blanks stand between offset and the end of the
// line or of the source.
func (b *Buffer) LineEnd(offset int) bool {
	i := offset + blanks(b.Src[offset:])
	return i == len(b.Src) || lineEnd(b.Src[i:]) > 0
}

// text adds the text up to end, without the white space that its neighbours
// take away.
func (b *Buffer) text(end int, next Layout) {
	a, z := b.at, end
	switch {
	case b.trim:
		a = z - len(b.trimLeft(b.Src[a:z]))
	case b.line:
		a += blanks(b.Src[a:z])
		a += lineEnd(b.Src[a:z])
	}
	switch {
	case next.TrimLeft:
		z = a + len(b.trimRight(b.Src[a:z]))
	case next.Alone:
		z = a + len(strings.TrimRight(b.Src[a:z], " \t"))
	}
	b.gap(b.at, a)
	if a < z {
		t := b.Src[a:z]
		b.add(templates.Token{Kind: templates.TokText, Start: a, Text: t, Lit: t})
	}
	b.gap(z, end)
	b.trim, b.line = false, false
}

func (b *Buffer) trimLeft(s string) string {
	if b.Space != "" {
		return strings.TrimLeft(s, b.Space)
	}
	return strings.TrimLeftFunc(s, unicode.IsSpace)
}

func (b *Buffer) trimRight(s string) string {
	if b.Space != "" {
		return strings.TrimRight(s, b.Space)
	}
	return strings.TrimRightFunc(s, unicode.IsSpace)
}

func (b *Buffer) after(end int, l Layout) {
	b.at, b.trim, b.line = end, l.TrimRight, l.Alone
}

func (b *Buffer) gap(start, end int) {
	if start < end {
		b.add(templates.Token{Kind: templates.TokGap, Start: start, Text: b.Src[start:end]})
	}
}

func (b *Buffer) add(t templates.Token) { b.Tokens = append(b.Tokens, t) }

// Room returns an empty list that the tags among the tokens fit in.
func Room(tokens []templates.Token) []expr.Tag {
	n := 0
	for i := range tokens {
		if tokens[i].Kind == templates.TokTag {
			n++
		}
	}
	return make([]expr.Tag, 0, n)
}

// blanks returns the number of spaces and tabs that s begins with.
func blanks(s string) int {
	i := 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// lineEnd returns the length of the line end that s begins with, or 0.
func lineEnd(s string) int {
	switch {
	case strings.HasPrefix(s, "\n"):
		return 1
	case strings.HasPrefix(s, "\r\n"):
		return 2
	}
	return 0
}
