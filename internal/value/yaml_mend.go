package value

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxMends bounds how many mistakes of one text are mended: each one costs a
// pass over it.
const maxMends = 8

// recover reads what a mistake would hide. It reports err, has the parser read
// the text again with that one place made harmless, and goes on until nothing
// is wrong any more. The text keeps its length, so that every place stays what
// it is. Where that does not help, what stands before the mistake is returned.
func (r *yamlReader) recover(docs []*yaml.Node, err error) []*yaml.Node {
	whole, reported, first := r.s, len(r.rep.probs), err
	for range maxMends {
		text, quote := r.mend(err)
		if text == "" {
			break
		}
		if at, _, _ := r.fault(err); quote >= 0 && r.lineOf(quote) < r.lineOf(at) {
			r.rep.add(CodeSyntax, quote, quote+1, "the text that begins here does not end on its line; expected the quote that closes it")
		} else {
			r.report(err, "")
		}
		r.s = text
		got, again := r.load(r.s[r.base:])
		if again == nil {
			return got
		}
		err = again
	}
	r.s, r.rep.probs, r.gone = whole, r.rep.probs[:reported], nil
	return r.salvage(docs, first)
}

// mend returns the text without the mistake that err speaks of; "" where it is
// none of those that can be taken out without guessing at the rest. quote is
// the quote that is to blame, -1 for another mistake.
func (r *yamlReader) mend(err error) (text string, quote int) {
	at, from, msg := r.fault(err)
	b := []byte(r.s)
	quote = -1
	switch {
	case r.tabAt(at) >= 0:
		r.untab(b, r.lineOf(at))
	case at < len(b) && b[at] == '*' && strings.Contains(msg, "unknown anchor"):
		b[at] = 'x'
		if r.gone == nil {
			r.gone = map[int]bool{}
		}
		r.gone[at] = true
	case at < len(b) && b[at] == ':' && strings.Contains(msg, "mapping values are not allowed"):
		b[at] = 'x' // part of the value before it
	case strings.Contains(msg, "could not find expected ':'") && from < len(b) && r.onlyOn(from):
		b[from] = '#' // a line that is neither a key nor anything else
	case strings.Contains(msg, "quoted scalar") && from < len(b) && (b[from] == '"' || b[from] == '\''):
		b[from] = 'x'
		if strings.Contains(msg, "end of stream") {
			quote = from
		}
	case strings.Contains(msg, "did not find expected"):
		if quote = r.openQuote(at); quote < 0 {
			return "", -1
		}
		b[quote] = 'x'
	default:
		return "", -1
	}
	if text = string(b); text == r.s {
		return "", -1
	}
	return text, quote
}

// openQuote returns the offset of the quote that is to blame for what the
// parser met at off: one that begins a value of the same line, or of a line not
// far above it on which it does not close. -1 for none.
func (r *yamlReader) openQuote(off int) int {
	const above = 100
	for i, n := r.lineOf(off), 0; i >= 0 && n < above; i, n = i-1, n+1 {
		end := len(r.s)
		if i+1 < len(r.lines) {
			end = r.lines[i+1]
		}
		_, value, ok := strings.Cut(strings.TrimRight(r.s[r.lines[i]:end], " \t\r\n"), ": ")
		value = strings.TrimLeft(value, " ")
		if !ok || value == "" || value[0] != '"' && value[0] != '\'' {
			continue
		}
		quote := r.lines[i] + strings.Index(r.s[r.lines[i]:end], ": ")
		quote += strings.IndexByte(r.s[quote:end], value[0])
		if n == 0 && off > quote && r.closesBefore(quote, off) || strings.IndexByte(value[1:], value[0]) < 0 && n > 0 {
			return quote
		}
	}
	return -1
}

// closesBefore reports whether the quote at i closes before off, so that
// something follows the value.
func (r *yamlReader) closesBefore(i, off int) bool {
	return strings.IndexByte(r.s[i+1:off], r.s[i]) >= 0
}

// onlyOn reports whether nothing but blanks stands before off on its line.
func (r *yamlReader) onlyOn(off int) bool {
	return strings.TrimLeft(r.s[r.lineStart(off):off], " ") == ""
}

// tabAt returns the offset of the tab that indents the line of off, -1 for
// none.
func (r *yamlReader) tabAt(off int) int {
	i := r.lineStart(off)
	for i < len(r.s) && r.s[i] == ' ' {
		i++
	}
	if i < len(r.s) && r.s[i] == '\t' {
		return i
	}
	return -1
}

// untab makes spaces of the tabs that indent a line, and of those on the lines
// behind it that have some too.
func (r *yamlReader) untab(b []byte, line int) {
	for ; line < len(r.lines); line++ {
		some := false
		for i := r.lines[line]; i < len(b) && (b[i] == ' ' || b[i] == '\t'); i++ {
			some = some || b[i] == '\t'
			b[i] = ' '
		}
		if !some {
			return
		}
	}
}

// aliasEnd returns the offset behind the alias at off.
func (r *yamlReader) aliasEnd(off int) int {
	n := strings.IndexAny(r.s[off:], " \t\r\n,]}")
	if n < 0 {
		return len(r.s)
	}
	return off + max(n, 1)
}
