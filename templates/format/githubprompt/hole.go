package githubprompt

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// lang is the template language that the holes are handed on as. A plain
// {{name}} means the same in Jinja: the value, not escaped. Names that Jinja
// would take apart keep their own language, so that they are never printed as
// they stand.
const lang = "jinja"

// holes makes a text of a string with {{name}} in it. The format knows no other
// tag, so {{ name }} with spaces, {% if %} and {{#if}} stay text.
func (r *reader) holes(n *value.Node) {
	var out expr.Text
	at := 0
	lit := func(end int) {
		if end > at {
			out = append(out, expr.Seg{Lit: n.Str[at:end], Span: n.View.Span(at, end)})
		}
	}
	for i := 0; ; {
		j := strings.Index(n.Str[i:], "{{")
		if j < 0 {
			break
		}
		i += j
		name := i + 2
		end := name
		for end < len(n.Str) && nameByte(n.Str[end]) {
			end++
		}
		if end == name || !strings.HasPrefix(n.Str[end:], "}}") {
			i++
			continue
		}
		lit(i)
		t := &expr.Tag{
			Kind: expr.TagHole, Raw: true, Expr: expr.Var(n.Str[name:end]), Lang: lang, Src: n.Str[i : end+2],
			Span: n.View.Span(i, end+2), Start: i, End: end + 2,
		}
		if strings.ContainsAny(n.Str[name:end], ".-") || n.Str[name] <= '9' {
			t.Lang = "github-prompt"
		}
		out = append(out, expr.Seg{Tag: t, Span: t.Span})
		at, i = end+2, end+2
	}
	if out == nil {
		return
	}
	lit(len(n.Str))
	n.Kind, n.Str, n.Text = value.Text, "", out
	r.Lang = lang
}

func nameByte(c byte) bool {
	return c == '_' || c == '.' || c == '-' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
