package notebook

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// program is the text of a cell as its language reads it: lines that speak to
// IPython or to a shell become comments, by a # that stands nowhere in the file.
// commands are what a shell is told.
func program(l lang.Language, v *source.View) (text *source.View, commands []*source.View) {
	if l.ID() != "python" || strings.IndexByte(v.Text, '%') < 0 && strings.IndexByte(v.Text, '!') < 0 {
		return v, nil
	}
	marks, told := magics(l, v.Text)
	for _, s := range told {
		commands = append(commands, v.Slice(s.Start, s.End))
	}
	if len(marks) == 0 {
		return v, commands
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
	return lang.Join(v, parts), commands
}

// python are the magics of a whole cell whose lines are Python still; those of
// shells are the commands of a script.
var (
	python = map[string]bool{"%%time": true, "%%timeit": true, "%%capture": true, "%%prun": true, "%%python": true, "%%python3": true, "%%debug": true}
	shells = map[string]bool{"%%bash": true, "%%sh": true, "%%zsh": true, "%%!": true, "%%sx": true, "%%system": true, "%%script bash": true, "%%script sh": true, "%%script zsh": true}
)

// writing are the magics that write the cell to the file whose name follows.
var writing = map[string]bool{"%%writefile": true, "%%file": true}

// magics returns where the lines begin that are not Python: those that a magic
// of the whole cell takes, and those where % or ! begins a statement. commands
// are the texts among them that a shell is told.
func magics(l lang.Language, text string) (out []int, commands []source.Span) {
	first := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	body := first // where a magic of the whole cell has its lines
	if strings.HasPrefix(text[first:], "%%") {
		line, _, _ := strings.Cut(text[first:], "\n")
		body = min(first+len(line)+1, len(text))
		words := strings.Fields(line)
		switch name := words[0]; {
		case python[name]:
			body = first
		case writing[name] && l.Match(words[len(words)-1], nil):
			out = append(out, first)
		case shells[name] || len(words) > 1 && shells[name+" "+words[1]]:
			return starts(text, first, len(text)), []source.Span{{Start: body, End: len(text)}}
		default:
			return starts(text, first, len(text)), nil
		}
	}
	depth, fresh, magic := 0, true, -1
	end := func(at int) {
		if magic < 0 {
			return
		}
		out = append(out, starts(text, magic, at)...)
		if text[magic] == '!' {
			commands = append(commands, source.Span{Start: magic + 1, End: at})
		}
	}
	for _, t := range l.Lex(text) {
		if int(t.Start) < body {
			continue
		}
		sign := text[t.Start:t.End]
		switch {
		case t.Kind == lang.Newline:
			end(int(t.Start))
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
	end(len(text))
	return out, commands
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
