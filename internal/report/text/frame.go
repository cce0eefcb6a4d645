package text

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report/term"
	"github.com/promptglot/promptglot/internal/source"
)

// A frame is the code that a finding speaks of.
type frame struct {
	file        *source.File
	severity    finding.Severity
	span        source.Span // within file
	first, last int         // lines that the span touches
}

// newFrame returns the frame of f, false when f has no range or the range is
// not in the file (which has changed, or could not be read).
func newFrame(f *finding.Finding, file *source.File) (frame, bool) {
	if file == nil || f.Start == nil || f.Start.Line < 1 || f.Start.Line > file.Lines() {
		return frame{}, false
	}
	fr := frame{file: file, severity: f.Severity, first: f.Start.Line, last: f.Start.Line}
	fr.span.Start = offset(file, *f.Start)
	fr.span.End = fr.span.Start
	if f.End != nil && f.End.Line >= f.Start.Line {
		fr.last = min(f.End.Line, file.Lines())
		fr.span.End = max(fr.span.Start, offset(file, *f.End))
		// An end at the start of a line marks nothing of that line.
		if fr.last > fr.first && fr.span.End <= file.LineSpan(fr.last).Start {
			fr.last--
		}
	}
	return fr, true
}

// offset trusts the byte offset of a place that lies in its line, and
// otherwise counts columns: a finding may have been made by line alone.
func offset(file *source.File, p source.Pos) int {
	line := file.LineSpan(p.Line)
	if line.Start <= p.Offset && p.Offset <= line.End {
		return p.Offset
	}
	at := line.Start
	for col := 1; col < p.Column && at < line.End; col++ {
		at++
		for at < line.End && file.Data[at]&0xC0 == 0x80 {
			at++
		}
	}
	return at
}

// gutter returns the columns of the largest line number shown.
func (fr frame) gutter() int { return len(strconv.Itoa(fr.last)) }

// bytes returns a line without its end, not copied: it may be huge.
func (fr frame) bytes(line int) []byte {
	s := fr.file.LineSpan(line)
	return fr.file.Data[s.Start:s.End]
}

// maxLines is how many lines of a long range are shown: its first ones and
// its last. The range itself is in the heading line and in other formats.
const maxLines = 6

// frame prints the lines of fr with the one before them.
func (p *printer) frame(fr frame) {
	if before := fr.first - 1; before >= 1 && len(bytes.TrimSpace(fr.bytes(before))) > 0 {
		p.line(fr, before, false)
	}
	for n := fr.first; n <= fr.last; n++ {
		if hidden := fr.last - n; fr.last-fr.first >= maxLines && n == fr.first+maxLines-2 {
			fmt.Fprintf(p, "%*s %s %s\n", fr.gutter(), "", p.paint.frame("·"), p.paint.faint(fmt.Sprintf("%d lines more", hidden)))
			n = fr.last
		}
		p.line(fr, n, true)
	}
}

// line prints one line and, when it is marked, carets below it. Of a range
// over many lines only the first and the last have carets; the bar of all of
// them is heavier.
func (p *printer) line(fr frame, n int, marked bool) {
	span := fr.file.LineSpan(n)
	text := fr.bytes(n)
	from, to := 0, 0
	if marked {
		from, to = max(fr.span.Start-span.Start, 0), min(fr.span.End, span.End)-span.Start
		if n > fr.first {
			from = len(text) - len(bytes.TrimLeft(text, " \t"))
		}
	}
	s := term.Show(text, from, max(from, to), p.width-fr.gutter()-3)
	bar := "│"
	if marked && fr.first < fr.last {
		bar = "┃"
	}
	number := p.paint.frame(fmt.Sprintf("%*d %s", fr.gutter(), n, bar))
	fmt.Fprintln(p, strings.TrimRight(number+" "+s.Text, " "))
	if marked && (n == fr.first || n == fr.last) {
		carets := strings.Repeat("^", max(1, s.MarkEnd-s.Mark))
		fmt.Fprintf(p, "%*s %s %s%s\n", fr.gutter(), "", p.paint.frame(bar),
			strings.Repeat(" ", s.Mark), p.paint.severity(fr.severity, carets))
	}
}
