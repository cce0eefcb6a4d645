package typescript

import (
	"html"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// opensElement reports whether a sign is <name or <>.
func opensElement(t string) bool {
	return len(t) > 1 && t[0] == '<' && t[1] != '<' && t[1] != '=' && t[1] != '/'
}

// markup reads an element with all that is in it: the code in its braces and
// the texts of its attributes. Elements within elements cost no recursion.
func (p *program) markup(r *read.Reader) *value.Node {
	at := r.Cursor()
	attr := ""
	for depth := 0; r.Left() > 0; {
		k, t := r.Tok(0)
		switch {
		case k == lang.String:
			r.Str(attribute(r), lang.Value, attr)
		case k == lang.Ident:
			attr = t
			r.Skip(1)
		case t == "{" && r.Match(0) > 0:
			p.braces(r, attr)
			attr = ""
		case t == "/>" || strings.HasPrefix(t, "</"):
			depth--
			r.Skip(1)
		case opensElement(t):
			depth++
			attr = ""
			r.Skip(1)
		case t == ">":
			attr = ""
			r.Skip(1)
		case t == "=":
			r.Skip(1)
		default: // it was no element after all
			depth = 0
			if r.Cursor() == at {
				r.Skip(1)
			}
		}
		if depth <= 0 {
			break
		}
	}
	return r.Hole(at-r.Cursor(), 0)
}

// braces reads the code of {…} in an element.
func (p *program) braces(r *read.Reader, attr string) {
	end := r.Cursor() + r.Match(0)
	r.Skip(1)
	if r.Sign(0) == "..." {
		r.Skip(1)
	}
	if r.Cursor() < end {
		r.Str(r.Element(end-r.Cursor()), lang.Value, attr)
	}
	if left := end - r.Cursor(); left > 0 {
		r.Statements(left)
	}
	r.Skip(end + 1 - r.Cursor())
}

// attribute reads the text of an attribute, which has no escapes but the
// entities of HTML.
func attribute(r *read.Reader) *value.Node {
	start, end := r.OffsetOf(0)
	v := r.View()
	sp := r.SpanOf(0, 1)
	r.Skip(1)
	quote := v.Text[start]
	if quote == '`' {
		r.Skip(-1)
		return r.Literal()
	}
	if start++; end > start && v.Text[end-1] == quote {
		end--
	}
	text := v.Text[start:end]
	layer := entities{quote: quote}
	if strings.IndexByte(text, '&') < 0 {
		w := v.ChildAt(start, end, layer)
		return &value.Node{Kind: value.String, Str: w.Text, View: w, Span: sp}
	}
	var d decoder
	from := 0
	for i := 0; i < len(text); i++ {
		j := strings.IndexByte(text[i:min(len(text), i+12)], ';')
		if text[i] != '&' || j < 0 {
			continue
		}
		if c := html.UnescapeString(text[i : i+j+1]); c != text[i:i+j+1] {
			d.plain(text[from:i], start+from)
			d.escape(c, start+i, j+1)
			from = i + j + 1
			i += j
		}
	}
	d.plain(text[from:], start+from)
	w := v.Child(d.out.String(), d.segs, layer)
	return &value.Node{Kind: value.String, Str: w.Text, View: w, Span: sp}
}

// entities is the layer of an attribute.
type entities struct{ quote byte }

// Encode implements source.Layer.
func (e entities) Encode(_ *source.View, _, _ int, text string) (string, bool) {
	text = strings.ReplaceAll(text, "&", "&amp;")
	if e.quote == '"' {
		return strings.ReplaceAll(text, `"`, "&quot;"), true
	}
	return strings.ReplaceAll(text, "'", "&apos;"), true
}

// Whole implements source.Layer.
func (e entities) Whole(v *source.View, text string) (start, end int, enc string, ok bool) {
	enc, ok = e.Encode(v, 0, 0, text)
	start, end = v.ParentRange(0, len(v.Text))
	return start, end, enc, ok
}
