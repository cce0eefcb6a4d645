package modelfile

import "strings"

// A kind tells what a token is.
type kind uint8

const (
	tokSpace   kind = iota // white space and line ends
	tokComment             // # to the end of the line
	tokName                // an instruction's word
	tokKey                 // the name of a PARAMETER, the role of a MESSAGE
	tokValue               // an argument with its quotes
	tokBad                 // a line that begins with no instruction
)

// A token is a piece of a Modelfile. The pieces of a file follow one another
// without gaps.
type token struct {
	kind       kind
	start, end int
	open       bool // tokValue: the closing quotes are missing
}

// words are the instructions, as Ollama's parser has them.
var words = map[string]bool{
	"from": true, "license": true, "template": true, "system": true, "adapter": true, "draft": true, "renderer": true,
	"parser": true, "parameter": true, "message": true, "requires": true,
}

// keyed are those whose argument begins with a word of its own.
var keyed = map[string]bool{"parameter": true, "message": true}

// lex cuts a Modelfile into tokens. It never fails: what is no instruction is
// bad up to the end of its line.
func lex(s string) []token {
	var out []token
	add := func(k kind, start, end int) {
		if end > start {
			out = append(out, token{kind: k, start: start, end: end})
		}
	}
	for i := 0; i < len(s); {
		start := i
		if i = spaces(s, i, " \t\r\n\ufeff"); i > start {
			add(tokSpace, start, i)
			continue
		}
		if s[i] == '#' {
			i = lineEnd(s, i)
			add(tokComment, start, i)
			continue
		}
		for i < len(s) && isAlpha(s[i]) {
			i++
		}
		name := strings.ToLower(s[start:i])
		if !words[name] || i < len(s) && !strings.ContainsRune(" \t\r\n", rune(s[i])) {
			i = lineEnd(s, start)
			add(tokBad, start, i)
			continue
		}
		add(tokName, start, i)
		at := i
		i = spaces(s, i, " \t")
		add(tokSpace, at, i)
		if keyed[name] {
			at = i
			for i < len(s) && !strings.ContainsRune(" \t\r\n", rune(s[i])) {
				i++
			}
			add(tokKey, at, i)
			at = i
			i = spaces(s, i, " \t")
			add(tokSpace, at, i)
		}
		end, next, open := argument(s, i)
		if end > i {
			out = append(out, token{kind: tokValue, start: i, end: end, open: open})
		}
		add(tokSpace, end, next)
		i = next
	}
	return out
}

// argument returns where the argument at i ends, and where its line does. One
// that begins with quotes goes on until a line ends with them.
func argument(s string, i int) (end, next int, open bool) {
	quotes := ""
	switch {
	case strings.HasPrefix(s[i:], `"""`):
		quotes = `"""`
	case strings.HasPrefix(s[i:], `"`):
		quotes = `"`
	}
	at := i
	for {
		next = lineEnd(s, at)
		end = at + len(strings.TrimRight(s[at:next], " \t"))
		if quotes == "" || end-i >= 2*len(quotes) && strings.HasSuffix(s[at:end], quotes) {
			return max(end, i), next, false
		}
		// An empty line within quotes may stand before the closing ones.
		if next == len(s) {
			return next, next, true
		}
		at = next + 1
	}
}

// lineEnd returns the offset of the line end at or after i.
func lineEnd(s string, i int) int {
	if n := strings.IndexAny(s[i:], "\r\n"); n >= 0 {
		return i + n
	}
	return len(s)
}

// spaces returns the offset behind the run of characters of set at i.
func spaces(s string, i int, set string) int {
	return len(s) - len(strings.TrimLeft(s[i:], set))
}

func isAlpha(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// An instruction is one line of a Modelfile, or several within quotes.
type instruction struct {
	name             string // lower case
	nameAt           [2]int
	key              string // of a PARAMETER or a MESSAGE
	keyAt            [2]int
	start, end       int // the argument with its quotes
	inner, innerEnd  int // without
	quotes           string
	open, hasKeyword bool
}

// instructions joins the tokens of src.
func instructions(src string, tokens []token) []instruction {
	var out []instruction
	for _, t := range tokens {
		switch t.kind {
		case tokName:
			out = append(out, instruction{
				name: strings.ToLower(src[t.start:t.end]), nameAt: [2]int{t.start, t.end},
				start: t.end, end: t.end, inner: t.end, innerEnd: t.end, hasKeyword: true,
			})
		case tokBad:
			out = append(out, instruction{nameAt: [2]int{t.start, t.end}})
		case tokKey:
			in := &out[len(out)-1]
			in.key, in.keyAt = src[t.start:t.end], [2]int{t.start, t.end}
		case tokValue:
			in := &out[len(out)-1]
			in.start, in.end, in.open = t.start, t.end, t.open
			in.inner, in.innerEnd = t.start, t.end
			switch text := src[t.start:t.end]; {
			case strings.HasPrefix(text, `"""`):
				in.quotes = `"""`
			case strings.HasPrefix(text, `"`):
				in.quotes = `"`
			}
			in.inner += len(in.quotes)
			if !t.open {
				in.innerEnd -= len(in.quotes)
			}
		}
	}
	return out
}
