package modelfile

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// A layer writes an argument back: in place where its quotes allow it, else
// within triple quotes. An argument has no escapes.
type layer struct {
	quotes     string
	start, end int // the argument with its quotes, in the parent's text
}

// Encode implements source.Layer.
func (l layer) Encode(v *source.View, start, end int, text string) (string, bool) {
	return text, fits(v.Text[:start]+text+v.Text[end:], l.quotes)
}

// Whole implements source.Layer.
func (l layer) Whole(_ *source.View, text string) (int, int, string, bool) {
	s, ok := quote(text)
	return l.start, l.end, s, ok
}

// fits reports whether text reads back as it is between the quotes.
func fits(text, quotes string) bool {
	switch quotes {
	case "":
		return text != "" && text == strings.Trim(text, " \t") && text[0] != '"' && !strings.ContainsAny(text, "\r\n")
	case `"`:
		// Without the line ends only the last quote closes.
		return !strings.HasPrefix(text, `"`) && !(strings.Contains(text, `"`) && strings.ContainsAny(text, "\r\n"))
	}
	return !strings.Contains(text, quotes)
}

// quote returns text as an argument; ok is false where no quotes can hold it.
func quote(text string) (s string, ok bool) {
	for _, quotes := range []string{"", `"`, `"""`} {
		if fits(text, quotes) {
			return quotes + text + quotes, true
		}
	}
	return text, false
}
