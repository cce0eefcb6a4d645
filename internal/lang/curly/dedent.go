package curly

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A Line is a line of a text: text[Start:End] is what is kept of it, and Next is
// where the next one begins.
type Line struct{ Start, End, Next int }

// Lines returns the lines of text without their ends.
func Lines(text string) []Line {
	var out []Line
	for i := 0; ; {
		j := strings.IndexByte(text[i:], '\n')
		if j < 0 {
			return append(out, Line{i, len(text), len(text)})
		}
		end := i + j
		if end > i && text[end-1] == '\r' {
			end--
		}
		out = append(out, Line{i, end, i + j + 1})
		i += j + 1
	}
}

// Indent returns the number of bytes of white space that all lines with text
// begin with; lines of white space count where last says so for the last one.
func Indent(text string, lines []Line, last bool) int {
	least := -1
	for i, l := range lines {
		n := Blank(text[l.Start:l.End])
		if l.Start+n == l.End && !(last && i == len(lines)-1) {
			continue
		}
		if least < 0 || n < least {
			least = n
		}
	}
	return max(least, 0)
}

// Blank returns how many bytes of white space s begins with.
func Blank(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\f\v")) }

// Trimmed returns the text of a literal of several lines without a blank first
// and last line and without its indentation: up to the margin sign where one is
// given, else what all lines share. It returns nil where n has no view.
func Trimmed(n *value.Node, margin string) *value.Node {
	if n == nil || n.View == nil || n.Kind != value.String && n.Kind != value.Text {
		return nil
	}
	text := n.View.Text
	lines := Lines(text)
	if l := lines[0]; len(lines) > 1 && strings.TrimSpace(text[l.Start:l.End]) == "" {
		lines = lines[1:]
	}
	if l := lines[len(lines)-1]; len(lines) > 1 && strings.TrimSpace(text[l.Start:l.End]) == "" {
		lines = lines[:len(lines)-1]
	}
	indent := Indent(text, lines, false)
	var d Decoder
	for i, l := range lines {
		from := min(l.Start+indent, l.End)
		if margin != "" {
			from = l.Start
			if b := Blank(text[l.Start:l.End]); strings.HasPrefix(text[l.Start+b:l.End], margin) {
				from += b + len(margin)
			}
		}
		d.Plain(text[from:l.End], from)
		if i < len(lines)-1 {
			d.Escape("\n", l.End, l.Next-l.End)
		}
	}
	if len(d.segs) == 0 {
		d.segs = []source.Seg{{In: 0, InEnd: 0, Verbatim: true}}
	}
	first := lines[0]
	prefix := text[first.Start:min(first.Start+indent, first.End)]
	if margin != "" {
		prefix = text[first.Start:first.Start+Blank(text[first.Start:first.End])] + margin
	}
	v := n.View.Child(d.out.String(), d.segs, Verbatim("\r", prefix, ""))
	return &value.Node{Kind: n.Kind, Str: v.Text, View: v, Span: n.Span, Text: moved(n, v, d.segs)}
}

// moved returns the pieces of n as they lie in v.
func moved(n *value.Node, v *source.View, segs []source.Seg) expr.Text {
	if n.Kind != value.Text {
		return nil
	}
	var out expr.Text
	at := 0
	k := 0
	for _, s := range n.Text {
		if s.Tag == nil {
			continue
		}
		for k < len(segs) && segs[k].InEnd < s.Tag.End {
			k++
		}
		if k == len(segs) || segs[k].In > s.Tag.Start || !segs[k].Verbatim {
			continue
		}
		start := segs[k].Out + s.Tag.Start - segs[k].In
		if start > at {
			out = append(out, expr.Seg{Lit: v.Text[at:start], Span: v.Span(at, start)})
		}
		t := *s.Tag
		t.Start, t.End = start, start+t.End-t.Start
		out = append(out, expr.Seg{Tag: &t, Span: s.Span})
		at = t.End
	}
	if at < len(v.Text) {
		out = append(out, expr.Seg{Lit: v.Text[at:], Span: v.Span(at, len(v.Text))})
	}
	return out
}
