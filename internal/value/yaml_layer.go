package value

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// displayOnly is the layer of text that cannot be written back: what stands
// there stands for several places.
type displayOnly struct{}

func (displayOnly) Encode(*source.View, int, int, string) (string, bool) { return "", false }

func (displayOnly) Whole(*source.View, string) (int, int, string, bool) { return 0, 0, "", false }

// yamlPlain is the layer of a scalar without quotes.
type yamlPlain struct {
	multi, flow bool
	start, end  int
}

func (l yamlPlain) Encode(v *source.View, start, end int, text string) (string, bool) {
	if l.multi {
		return "", false
	}
	whole := v.Text[:start] + text + v.Text[end:]
	return text, plainSafe(whole, l.flow)
}

func (l yamlPlain) Whole(_ *source.View, text string) (int, int, string, bool) {
	return l.start, l.end, flowScalar(text, l.flow), true
}

// flowScalar writes text on one line: plain where that is safe.
func flowScalar(text string, flow bool) string {
	if plainSafe(text, flow) {
		return text
	}
	return string(appendYAMLQuoted(nil, text))
}

// yamlQuoted is the layer of a single- or double-quoted scalar.
type yamlQuoted struct {
	double, multi bool
	start, end    int
}

func (l yamlQuoted) Encode(_ *source.View, _, _ int, text string) (string, bool) {
	switch {
	case l.multi:
		// Blanks beside a folded line break are not text; what may stand next
		// to one is not ours to know.
		return "", false
	case l.double:
		return string(appendYAMLEscaped(nil, text)), true
	case !printable(text) || strings.ContainsAny(text, "\r\n"):
		return "", false
	}
	return strings.ReplaceAll(text, "'", "''"), true
}

func (l yamlQuoted) Whole(_ *source.View, text string) (int, int, string, bool) {
	return l.start, l.end, string(appendYAMLQuoted(nil, text)), true
}

// yamlBlock is the layer of a literal or folded scalar.
type yamlBlock struct {
	folded   bool
	explicit bool   // the header names the indentation
	crlf     bool   // lines end in CR LF
	header   string // what follows the indicators on the header's line
	comment  int
	start    int // the | or >
	body     int // the first line of content
	end      int // the end of the content
	tail     int // the end of the blank lines behind it
	indent   int // indentation of the content
	outer    int // indentation of the collection that holds the scalar
}

func (l yamlBlock) Encode(v *source.View, start, end int, text string) (string, bool) {
	whole := v.Text[:start] + text + v.Text[end:]
	if l.indent == 0 || !blockSafe(text) || trailing(whole) != trailing(v.Text) {
		return "", false
	}
	if strings.Trim(whole, " \t\n") == "" || strings.Trim(v.Text, " \t\n") == "" || len(v.Text) > 0 && end == len(v.Text) && trailing(v.Text) > 0 {
		return "", false
	}
	if first := firstText(whole); !l.explicit && start <= firstTextEnd(v.Text) && (first == "" || first[0] == ' ' || first[0] == '\t') {
		return "", false
	}
	if l.folded {
		return text, l.foldedSafe(v, start, end, text)
	}
	pad := strings.Repeat(" ", l.indent)
	nl := "\n"
	if l.crlf {
		nl = "\r\n"
	}
	lines := strings.Split(text, "\n")
	var b strings.Builder
	for i, line := range lines {
		atStart := i > 0
		if i > 0 {
			b.WriteString(nl)
		} else {
			atStart = l.unpadded(v, start)
		}
		last := i == len(lines)-1
		empty := line == "" && (!last || end == len(v.Text) || v.Text[end] == '\n')
		if atStart && !empty {
			b.WriteString(pad)
		}
		b.WriteString(line)
	}
	return b.String(), true
}

// unpadded reports whether off is the start of a line that has no indentation
// of its own: an empty one.
func (l yamlBlock) unpadded(v *source.View, off int) bool {
	if off > 0 && v.Text[off-1] != '\n' {
		return false
	}
	at, _ := v.ParentRange(off, off)
	parent := v.Parent().Text
	n := 0
	for at-n > 0 && parent[at-n-1] == ' ' {
		n++
	}
	return n < l.indent
}

// foldedSafe reports whether an edit stays within one line of a folded scalar
// and leaves its ends alone.
func (l yamlBlock) foldedSafe(v *source.View, start, end int, text string) bool {
	if strings.Contains(text, "\n") || start == 0 || end >= len(v.Text) {
		return false
	}
	a, b := v.ParentRange(start-1, end+1)
	raw := v.Parent().Text[a:b]
	return raw == v.Text[start-1:end+1] && !strings.ContainsAny(raw[:1]+raw[len(raw)-1:], " \t\n") && !strings.Contains(raw, "\n")
}

func (l yamlBlock) Whole(v *source.View, text string) (int, int, string, bool) {
	if l.indent == 0 || text == "" || !blockSafe(text) || strings.Trim(text, " \t\n") == "" {
		if strings.TrimSpace(l.header) != "" {
			return l.start, l.end, string(appendYAMLQuoted(nil, text)) + l.header + l.lastBreak(v), true
		}
		return l.start, l.end, string(appendYAMLQuoted(nil, text)) + l.lastBreak(v), true
	}
	end := l.end
	if trailing(text) > 1 {
		end = l.tail
	}
	out := blockScalar(text, l.indent, l.indent-l.outer, l.header)
	// The last line break belongs to the line structure, not to the scalar.
	// At the end of the text there may be none yet.
	parent := v.Parent().Text
	if !strings.HasSuffix(parent[l.start:end], "\n") && (end < len(parent) || trailing(text) == 0) {
		out = strings.TrimSuffix(out, "\n")
	}
	if l.crlf {
		out = strings.ReplaceAll(out, "\n", "\r\n")
	}
	return l.start, end, out, true
}

// lastBreak returns the line break that the content ends with, if any.
func (l yamlBlock) lastBreak(v *source.View) string {
	raw := v.Parent().Text[l.start:l.end]
	switch {
	case strings.HasSuffix(raw, "\r\n"):
		return "\r\n"
	case strings.HasSuffix(raw, "\n"):
		return "\n"
	}
	return ""
}

// blockScalar writes text as a literal scalar from its header on, content
// indented by indent columns, step of them below the parent. It ends in the
// line break of its last line.
func blockScalar(text string, indent, step int, header string) string {
	var b strings.Builder
	b.WriteByte('|')
	if first := firstText(text); first == "" || first[0] == ' ' || first[0] == '\t' || text[0] == '\n' {
		fmt.Fprintf(&b, "%d", step)
	}
	switch trailing(text) {
	case 0:
		b.WriteByte('-')
		text += "\n"
	case 1:
	default:
		b.WriteByte('+')
	}
	b.WriteString(header)
	b.WriteByte('\n')
	pad := strings.Repeat(" ", indent)
	for _, line := range strings.SplitAfter(text, "\n") {
		if line != "\n" && line != "" {
			b.WriteString(pad)
		}
		b.WriteString(line)
	}
	return b.String()
}
