package typescript

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
)

// A block is a script within a file of another language.
type block struct {
	start, end int
	markup     bool
}

// lexBlocks cuts the scripts of a component into tokens; what stands between
// them is nothing that a program has a use for.
func lexBlocks(text string, blocks []block) []lang.Token {
	var out []lang.Token
	at := 0
	for _, b := range blocks {
		if b.start > at {
			out = append(out, lang.Token{Kind: lang.Other, Start: int32(at), End: int32(b.start)})
		}
		for _, t := range lex(text[b.start:b.end], b.markup) {
			t.Start += int32(b.start)
			t.End += int32(b.start)
			out = append(out, t)
		}
		at = b.end
	}
	if at < len(text) {
		out = append(out, lang.Token{Kind: lang.Other, Start: int32(at), End: int32(len(text))})
	}
	return out
}

// scripts finds the <script> elements of a Vue, Svelte or Astro component, and
// the front matter of Astro, which is a script too.
func scripts(text string, astro bool) []block {
	var out []block
	at := 0
	if astro {
		lead := len(text) - len(strings.TrimLeft(text, " \t\r\n\ufeff"))
		if strings.HasPrefix(text[lead:], "---") {
			start := lead + 3
			if j := strings.Index(text[start:], "\n---"); j >= 0 {
				out = append(out, block{start: start, end: start + j + 1, markup: true})
				at = start + j + 4
			}
		}
	}
	for {
		j := strings.Index(text[at:], "<")
		if j < 0 {
			return out
		}
		at += j
		if strings.HasPrefix(text[at:], "<!--") {
			end := strings.Index(text[at:], "-->")
			if end < 0 {
				return out
			}
			at += end + 3
			continue
		}
		if !element(text[at:], "<script") {
			at++
			continue
		}
		open := tagEnd(text, at)
		if open < 0 {
			return out
		}
		end := closing(text, open)
		attrs := text[at:open]
		b := block{start: open, end: end, markup: strings.Contains(attrs, "tsx") || strings.Contains(attrs, "jsx")}
		if !strings.HasSuffix(attrs, "/>") {
			out = append(out, b)
			at = end
			continue
		}
		at = open
	}
}

// element reports whether s begins with the name of a tag and nothing longer.
func element(s, name string) bool {
	if len(s) <= len(name) || !strings.EqualFold(s[:len(name)], name) {
		return false
	}
	return !wordByte[s[len(name)]] && s[len(name)] != '-'
}

// tagEnd returns the offset behind the > of the tag at i, -1 for none.
func tagEnd(s string, i int) int {
	var quote byte
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return -1
}

// closing returns where the </script> behind i begins, the end of the text
// where there is none.
func closing(s string, i int) int {
	for i < len(s) {
		j := strings.Index(s[i:], "</")
		if j < 0 {
			break
		}
		i += j
		if element(s[i:], "</script") {
			return i
		}
		i += 2
	}
	return len(s)
}
