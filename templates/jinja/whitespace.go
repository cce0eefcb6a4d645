package jinja

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
)

// layout returns the tokens with the white space that Jinja leaves out: line
// breaks in one spelling, the last one of the text, and what the options take
// from around statements. Only Lit changes; the source stays as it is.
func layout(toks []templates.Token, o Options) []templates.Token {
	out := make([]templates.Token, len(toks))
	copy(out, toks)
	for i := range out {
		t := &out[i]
		if t.Kind != templates.TokText || isRawTag(*t) {
			continue
		}
		t.Lit = unixBreaks(t.Lit)
		begins := i == 0 // at the beginning of a line
		if i > 0 && takesBreak(out[i-1], o) {
			t.Lit, begins = strings.CutPrefix(t.Lit, "\n")
		}
		last := i == len(out)-1
		if o.LstripBlocks && !last && strips(out[i+1]) {
			line := strings.LastIndexByte(t.Lit, '\n') + 1
			if (line > 0 || begins) && strings.TrimLeft(t.Lit[line:], " \t\f\v") == "" {
				t.Lit = t.Lit[:line]
			}
		}
		if last && !o.KeepTrailingNewline {
			t.Lit = strings.TrimSuffix(t.Lit, "\n")
		}
	}
	return out
}

func unixBreaks(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// isRawTag reports whether a token is the tag of a raw block, which the lexer
// takes for text that outputs nothing.
func isRawTag(t templates.Token) bool {
	return t.Kind == templates.TokText && t.Lit == "" && strings.HasPrefix(t.Text, "{%")
}

// isStatement reports whether a token is a statement or a comment, which the
// options speak of; they leave holes alone.
func isStatement(t templates.Token) bool {
	return (t.Kind == templates.TokTag || isRawTag(t)) && len(t.Text) > 3 && t.Text[1] != '{'
}

// takesBreak reports whether the line break after t goes with it.
func takesBreak(t templates.Token, o Options) bool {
	if !o.TrimBlocks || !isStatement(t) || strings.HasPrefix(inner(t.Text), "raw") {
		return false
	}
	c := t.Text[len(t.Text)-3]
	return c != '+' && c != '-'
}

// strips reports whether the blanks before t on its line go with it.
func strips(t templates.Token) bool {
	return isStatement(t) && t.Text[2] != '+' && t.Text[2] != '-'
}
