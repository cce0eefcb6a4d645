package value

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// column returns the column of entry i of a block collection, and where the
// entry begins with its dash.
func (ed Editor) column(parent *Node, i int) (start, col int, ok bool) {
	s := ed.View.Text
	start, _, ok = ed.find(parent.Entries[i].Span)
	if !ok {
		return 0, 0, false
	}
	if parent.Kind == Array {
		dash := strings.LastIndexByte(s[:start], '-')
		if dash < 0 || strings.TrimSpace(s[dash+1:start]) != "" {
			return 0, 0, false
		}
		start = dash
	}
	return start, start - lineStart(s, start), true
}

// lineStart returns the offset of the line that holds off; a byte order mark
// belongs to no line.
func lineStart(s string, off int) int {
	start := strings.LastIndexByte(s[:off], '\n') + 1
	if start == 0 && strings.HasPrefix(s, bom) {
		return min(off, len(bom))
	}
	return start
}

// replaceBlock puts v in the place of [start, end) in a block collection.
func (ed Editor) replaceBlock(parent *Node, start, end int, v *Node) (source.Edit, error) {
	col := 0
	for i := range parent.Entries {
		if _, c, ok := ed.column(parent, i); ok && parent.Entries[i].Block == nil {
			col = c
			break
		}
	}
	text, err := blockText(v, col, parent.Kind == Array)
	if err != nil {
		return source.Edit{}, err
	}
	s := ed.View.Text
	// The line break behind the last line stays.
	for end > start && (s[end-1] == '\n' || s[end-1] == '\r') {
		end--
	}
	text = lastLine(s, end, text)
	if parent.Kind == Object {
		// The text begins behind the colon: with a space, or on the next line.
		for start > 0 && strings.IndexByte(" \t\r\n", s[start-1]) >= 0 {
			start--
		}
		if start > 0 && s[start-1] != ':' {
			return source.Edit{}, source.ErrDisplayOnly // an anchor, a tag or a comment
		}
	} else {
		text = ed.spaced(start, text)
	}
	return ed.View.Edit(start, end, text)
}

// blockText returns v as it follows a colon, or a dash and a space, in a
// collection at column col, without its last line break.
func blockText(v *Node, col int, inline bool) (string, error) {
	if !v.Literal() {
		return "", ErrHoles
	}
	var w yamlWriter
	if err := w.value(v, col, inline); err != nil {
		return "", err
	}
	if v != nil && v.Kind == String && trailing(v.Str) > 1 {
		// Its blank lines would join those that follow.
		return " " + string(appendYAMLQuoted(nil, v.Str)), nil
	}
	return strings.TrimSuffix(w.String(), "\n"), nil
}

// lastLine ends text with a line break where it becomes the end of a text that
// has none: a literal scalar needs the one it ends with.
func lastLine(s string, end int, text string) string {
	if end == len(s) && strings.Contains(text, "\n") {
		return text + "\n"
	}
	return text
}

// deleteBlock removes the lines of entry i at [start, end).
func (ed Editor) deleteBlock(parent *Node, i, start, end int) (source.Edit, error) {
	s := ed.View.Text
	if len(parent.Entries) == 1 {
		start, end, ok := ed.find(parent.Span)
		if !ok {
			return source.Edit{}, source.ErrDisplayOnly
		}
		for end > start && (s[end-1] == '\n' || s[end-1] == '\r') {
			end--
		}
		empty := " {}"
		if parent.Kind == Array {
			empty = " []"
		}
		return ed.View.Edit(start, end, empty)
	}
	begin, col, ok := ed.column(parent, i)
	if !ok {
		return source.Edit{}, source.ErrDisplayOnly
	}
	if strings.TrimLeft(s[begin-col:begin], " ") != "" {
		// Behind the dash of the list around: the next entry moves up.
		next, _, ok := ed.column(parent, i+1)
		if !ok {
			return source.Edit{}, source.ErrDisplayOnly
		}
		return ed.View.Edit(begin, next, "")
	}
	if end > start && s[end-1] == '\n' {
		return ed.View.Edit(begin-col, end, "")
	}
	if nl := strings.IndexByte(s[end:], '\n'); nl >= 0 {
		return ed.View.Edit(begin-col, end+nl+1, "")
	}
	return ed.View.Edit(begin-col, len(s), "")
}

// insertBlock puts e on lines of its own before entry i.
func (ed Editor) insertBlock(parent *Node, i int, e Entry) (source.Edit, error) {
	if len(parent.Entries) == 0 {
		return source.Edit{}, source.ErrDisplayOnly
	}
	at, col, ok := ed.column(parent, max(0, i-1))
	if !ok {
		return source.Edit{}, source.ErrDisplayOnly
	}
	text, err := blockText(e.Value, col, parent.Kind == Array)
	if err != nil {
		return source.Edit{}, err
	}
	if parent.Kind == Array {
		text = "- " + text
	} else {
		text = flowScalar(e.Key, false) + ":" + text
	}
	s := ed.View.Text
	nl := "\n"
	if strings.Contains(s, "\r\n") {
		nl = "\r\n"
		text = strings.ReplaceAll(text, "\n", nl)
	}
	pad := strings.Repeat(" ", col)
	if i == 0 {
		return ed.View.Edit(at, at, text+nl+pad)
	}
	_, end, ok := ed.find(parent.Entries[i-1].Span)
	if !ok {
		return source.Edit{}, source.ErrDisplayOnly
	}
	if s[end-1] == '\n' {
		return ed.View.Edit(end, end, pad+text+nl)
	}
	if k := strings.IndexAny(s[end:], "\r\n"); k >= 0 {
		end += k
	} else {
		end = len(s)
		text = lastLine(s, end, text)
	}
	return ed.View.Edit(end, end, nl+pad+text)
}
