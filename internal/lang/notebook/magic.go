package notebook

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// program is the text of a cell as its language reads it: lines that speak to
// IPython or to a shell become comments, by a # that stands nowhere in the file.
func program(l lang.Language, v *source.View) *source.View {
	if l.ID() != "python" || strings.IndexByte(v.Text, '%') < 0 && strings.IndexByte(v.Text, '!') < 0 {
		return v
	}
	marks := magics(l, v.Text)
	if len(marks) == 0 {
		return v
	}
	var parts []lang.Piece
	at := 0
	for _, m := range marks {
		if m > at {
			parts = append(parts, lang.Piece{View: v.Slice(at, m)})
		}
		parts = append(parts, lang.Piece{Text: "#"})
		at = m
	}
	if at < len(v.Text) {
		parts = append(parts, lang.Piece{View: v.Slice(at, len(v.Text))})
	}
	return lang.Join(v, parts)
}

// python are the magics of a whole cell whose lines are Python still.
var python = map[string]bool{"%%time": true, "%%timeit": true, "%%capture": true, "%%prun": true, "%%python": true, "%%python3": true, "%%debug": true}

// magics returns where the lines begin that are not Python: those that a magic
// of the whole cell takes, and those where % or ! begins a statement.
func magics(l lang.Language, text string) []int {
	var out []int
	first := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	if strings.HasPrefix(text[first:], "%%") {
		if name, _, _ := strings.Cut(strings.SplitN(text[first:], "\n", 2)[0], " "); !python[strings.TrimSpace(name)] {
			return append(out, starts(text, first, len(text))...)
		}
	}
	depth, fresh, magic := 0, true, -1
	for _, t := range l.Lex(text) {
		sign := text[t.Start:t.End]
		switch {
		case t.Kind == lang.Newline:
			if magic >= 0 {
				out = append(out, starts(text, magic, int(t.Start))...)
			}
			fresh, magic = true, -1
		case magic >= 0 || t.Kind == lang.Space:
		case fresh && depth == 0 && t.Kind == lang.Punct && (sign[0] == '%' || sign[0] == '!'):
			magic = int(t.Start)
		default:
			fresh = false
			switch {
			case t.Kind != lang.Punct:
			case strings.Contains("([{", sign):
				depth++
			case strings.Contains(")]}", sign):
				depth = max(0, depth-1)
			}
		}
	}
	if magic >= 0 {
		out = append(out, starts(text, magic, len(text))...)
	}
	return out
}

// starts returns where the lines of text[from:to] begin.
func starts(text string, from, to int) []int {
	out := []int{from}
	for i := from; i < to-1; i++ {
		if text[i] == '\n' {
			out = append(out, i+1)
		}
	}
	return out
}
