package baml

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// said returns the text that a token says: decoded, and without the indentation
// that raw text has in common; nil where it is no text.
func (p *parser) said(t token) *source.View {
	switch t.kind {
	case tokString:
		if n, problems := value.ReadJSON(p.view.Slice(t.start, t.end), value.Options{}); len(problems) == 0 && n.IsString() {
			return n.View
		}
		return p.view.Slice(t.inner, t.innerEnd)
	case tokRaw:
		hashes := strings.Repeat("#", t.end-t.innerEnd-1)
		return dedent(p.view.Slice(t.inner, t.innerEnd), `"`+hashes)
	case tokBad:
		return p.view.Slice(t.inner, t.innerEnd)
	}
	return nil
}

// dedent takes away the indentation that all lines of v have in common, as BAML
// does. The line of the opening quotes does not count.
func dedent(v *source.View, closing string) *source.View {
	if v.Text == "" {
		return v
	}
	lines := strings.SplitAfter(v.Text, "\n")
	common := -1
	for _, l := range lines[1:] {
		if n := len(l) - len(strings.TrimLeft(l, " \t")); strings.TrimSpace(l) != "" && (common < 0 || n < common) {
			common = n
		}
	}
	var b strings.Builder
	var segs []source.Seg
	at := 0
	for i, l := range lines {
		cut := 0
		if i > 0 && common > 0 {
			cut = min(common, len(l)-len(strings.TrimLeft(l, " \t")))
		}
		if out := len(l) - cut; out > 0 {
			segs = append(segs, source.Seg{Out: b.Len(), OutEnd: b.Len() + out, In: at + cut, InEnd: at + len(l), Verbatim: true})
			b.WriteString(l[cut:])
		}
		at += len(l)
	}
	return v.Child(b.String(), segs, rawText{indent: strings.Repeat(" ", max(common, 0)), closing: closing})
}

// rawText is the layer of raw text.
type rawText struct{ indent, closing string }

// Encode implements source.Layer. Text that would end the literal, or whose
// lines would change what they all have in common, cannot be said in place.
func (l rawText) Encode(_ *source.View, _, _ int, text string) (string, bool) {
	if strings.Contains(text, l.closing) || strings.Contains(text, "\n") && l.indent == "" {
		return "", false
	}
	return strings.ReplaceAll(text, "\n", "\n"+l.indent), true
}

// Whole implements source.Layer: what cannot be said in place cannot be said.
func (rawText) Whole(*source.View, string) (int, int, string, bool) { return 0, 0, "", false }
