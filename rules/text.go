package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/rules/text"
)

var _ = register(texts, fact.Text, fact.Feature)

// texts looks for words and marks that only some models understand, in what is
// sent as it stands: not in template tags and comments, and not where the text
// shows code or quotes somebody.
func texts(c *collector) {
	seen := map[source.Span]bool{} // YAML aliases show one text several times
	for _, t := range c.doc.Texts {
		if all := t.View.All(); !seen[all] {
			seen[all] = true
			c.text(t)
		}
	}
}

func (c *collector) text(t compose.Text) {
	s := literal(t)
	var code [][2]int
	known := false
	spans := func() [][2]int {
		if !known {
			known = true
			for _, r := range codeSpans(s) {
				code = append(code, [2]int{r.Start, r.End})
			}
		}
		return code
	}
	wanted := func(p *text.Pattern) bool {
		if p.Feature == "vendor-prose" {
			return c.o.VendorProse && c.o.needs(fact.Feature)
		}
		return c.o.needs(fact.Text)
	}
	for _, h := range text.Find(s, spans, wanted) {
		shown := short(s[h.Start:h.End])
		f := fact.Fact{
			Kind: fact.Text, Code: h.Pattern.Code, Feature: h.Pattern.Feature, Vendor: h.Vendor, Value: shown,
			Message: h.Pattern.Message + ": " + shown,
		}
		if f.Code == "" {
			f.Kind = fact.Feature
		}
		c.add(f, t.View.Span(h.Start, h.End))
	}
	if !c.o.needs(fact.Feature) {
		return
	}
	for _, h := range text.Sections(s, spans) {
		c.feature("xml-tags", "any", s[h.Start:h.End], t.View.Span(h.Start, h.End), "a section of the prompt in tags: "+s[h.Start:h.End])
	}
}

// literal returns a text with its template tags blanked out, byte for byte.
func literal(t compose.Text) string {
	if t.Node.Kind != value.Text {
		return t.View.Text
	}
	m := masker{s: t.View.Text}
	m.text(t.Node.Text)
	if m.b == nil {
		return m.s
	}
	return string(m.b)
}

// A masker blanks out tags. It finds them by their source, in order: their
// offsets may be those of a text around this one.
type masker struct {
	s  string
	b  []byte
	at int // -1: a tag was not found, the text is not its source
}

func (m *masker) text(t expr.Text) {
	for i := range t {
		m.tag(t[i].Tag)
		if b := t[i].Block; b != nil {
			for j := range b.Arms {
				m.tag(&b.Arms[j].Tag)
				m.text(b.Arms[j].Body)
			}
			m.tag(&b.Close)
		}
	}
}

func (m *masker) tag(t *expr.Tag) {
	if t == nil || t.Src == "" || m.at < 0 {
		return
	}
	i := strings.Index(m.s[m.at:], t.Src)
	if i < 0 {
		m.at = -1
		return
	}
	if m.b == nil {
		m.b = []byte(m.s)
	}
	m.at += i
	for end := m.at + len(t.Src); m.at < end; m.at++ {
		if m.b[m.at] != '\n' {
			m.b[m.at] = text.Blank
		}
	}
}

// short cuts what is shown of a long text, at a character and at a line end.
func short(s string) string {
	const most = 80
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	if len(s) <= most {
		return s
	}
	end := most
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
