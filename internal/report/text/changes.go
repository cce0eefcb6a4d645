package text

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/report/term"
	"github.com/promptglot/promptglot/internal/source"
)

// maxChanged is how many lines of each side of a change are shown.
const maxChanged = 8

// maxContext is how many bytes of whole lines are read around a change.
const maxContext = 16 << 10

// A change is what the edits of a fix do to one run of neighbouring lines.
type change struct {
	file     *source.File
	lines    source.Span // whole lines, without the last line end
	edits    []source.Edit
	cut      source.Span // smallest span that holds all edits
	name     string
	line     int
	lastLine int
}

// changes prints what a fix would do, line by line. Where the file is not at
// hand, or a line is too long, the bare old and new pieces are shown.
func (p *printer) changes(fix fact.Fix, gutter int) {
	margin := strings.Repeat(" ", gutter+3)
	room := p.width - len(margin) - 2
	for _, c := range p.group(fix.Edits) {
		if c.file == nil {
			for _, e := range c.edits {
				p.side(margin, "+", e.Text, room)
			}
			continue
		}
		if c.cut.Start < c.lines.Start || c.cut.End > c.lines.End || c.lines.Len() > maxContext {
			p.pieces(c, margin, room)
			continue
		}
		old := c.file.Slice(c.lines)
		local := slices.Clone(c.edits)
		for i := range local {
			local[i].Span.Start -= c.lines.Start
			local[i].Span.End -= c.lines.Start
		}
		changed, err := source.Apply([]byte(old), local)
		if err != nil || tooLong(old, room) || tooLong(string(changed), room) {
			p.pieces(c, margin, room)
			continue
		}
		gone, come := trimCommon(old, string(changed))
		p.side(margin, "-", gone, room)
		p.side(margin, "+", come, room)
	}
}

// trimCommon takes the lines off both ends that a change leaves as they are.
func trimCommon(old, changed string) (gone, come string) {
	a, b := strings.Split(old, "\n"), strings.Split(changed, "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return strings.Join(a, "\n"), strings.Join(b, "\n")
}

// pieces prints the replaced and the new text of each edit alone.
func (p *printer) pieces(c change, margin string, room int) {
	for _, e := range c.edits {
		p.side(margin, "-", c.file.Slice(e.Span), room)
		p.side(margin, "+", e.Text, room)
	}
}

// side prints the lines of one side of a change, nothing for empty text.
func (p *printer) side(margin, sign, text string, room int) {
	text = strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if strings.TrimSpace(text) == "" && !strings.Contains(text, "\n") {
		return
	}
	lines := strings.Split(text, "\n")
	paint := p.paint.good
	if sign == "-" {
		paint = p.paint.gone
	}
	for i, line := range lines {
		if i == maxChanged && len(lines) > maxChanged+1 {
			fmt.Fprintf(p, "%s%s\n", margin, p.paint.faint(fmt.Sprintf("· %d lines more", len(lines)-i)))
			return
		}
		fmt.Fprintf(p, "%s%s\n", margin, paint(strings.TrimRight(sign+" "+term.Show(line, 0, 0, room).Text, " ")))
	}
}

// group joins the edits that touch the same or neighbouring lines.
func (p *printer) group(edits []fact.Edit) []change {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b fact.Edit) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		return a.Start.Offset - b.Start.Offset
	})
	var out []change
	for _, e := range sorted {
		edit := source.Edit{Span: source.Span{Start: e.Start.Offset, End: e.End.Offset}, Text: e.Text}
		if n := len(out); n > 0 && out[n-1].name == e.File && e.Start.Line <= out[n-1].lastLine+1 {
			c := &out[n-1]
			c.edits = append(c.edits, edit)
			c.lastLine = max(c.lastLine, e.End.Line)
			c.cut.End = max(c.cut.End, edit.Span.End)
			continue
		}
		out = append(out, change{name: e.File, line: e.Start.Line, lastLine: e.End.Line, edits: []source.Edit{edit}, cut: edit.Span})
	}
	for i := range out {
		c := &out[i]
		if p.run.Source != nil {
			c.file = p.run.Source(c.name)
		}
		if c.file != nil {
			c.lines = source.Span{Start: c.file.LineSpan(c.line).Start, End: c.file.LineSpan(c.lastLine).End}
		}
	}
	return out
}

// tooLong reports whether some line of text needs more than room columns.
func tooLong(text string, room int) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) > 8*room || term.Width(line) > room {
			return true
		}
	}
	return false
}
