package format

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// entities are the characters that XML has names for.
var entities = [][2]string{{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}, {"&apos;", "'"}, {"&#39;", "'"}}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// EscapeXML returns s as the text of an XML element.
func EscapeXML(s string) string { return escaper.Replace(s) }

// UnescapeXML returns v with the named characters of XML decoded: v itself
// where it has none.
func UnescapeXML(v *source.View) *source.View {
	if !strings.Contains(v.Text, "&") {
		return v
	}
	var b strings.Builder
	var segs []source.Seg
	plain := func(from, to int) {
		if to > from {
			segs = append(segs, source.Seg{Out: b.Len(), OutEnd: b.Len() + to - from, In: from, InEnd: to, Verbatim: true})
			b.WriteString(v.Text[from:to])
		}
	}
	at := 0
	for i := 0; i < len(v.Text); {
		name, char := entityAt(v.Text[i:])
		if name == "" {
			i++
			continue
		}
		plain(at, i)
		segs = append(segs, source.Seg{Out: b.Len(), OutEnd: b.Len() + len(char), In: i, InEnd: i + len(name)})
		b.WriteString(char)
		i += len(name)
		at = i
	}
	if at == 0 {
		return v
	}
	plain(at, len(v.Text))
	return v.Child(b.String(), segs, xmlText{})
}

func entityAt(s string) (name, char string) {
	if s[0] != '&' {
		return "", ""
	}
	for _, e := range entities {
		if strings.HasPrefix(s, e[0]) {
			return e[0], e[1]
		}
	}
	return "", ""
}

// xmlText is the layer of the text of an element.
type xmlText struct{}

// Encode implements source.Layer.
func (xmlText) Encode(_ *source.View, _, _ int, text string) (string, bool) {
	return EscapeXML(text), true
}

// Whole implements source.Layer.
func (xmlText) Whole(v *source.View, text string) (int, int, string, bool) {
	start, end := v.ParentRange(0, len(v.Text))
	return start, end, EscapeXML(text), true
}
