package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// maxListed bounds a text that lists models.
const maxListed = 2000

// list states which models a text names that lists them with commas or blanks
// between, MODELS=gpt-4o,o3, and reports whether it is such a list: with commas each
// part must be known, with blanks, which prose has too, most of them.
func (r *reader) list(s *lang.Str) bool {
	n := s.Node
	if len(n.Str) > maxListed || n.View == nil || len(n.View.Text) != len(n.Str) {
		return false
	}
	var parts []string
	switch {
	case strings.Contains(n.Str, ","):
		parts = strings.Split(n.Str, ",")
	case strings.ContainsAny(n.Str, " \n") && strings.ContainsAny(n.Str, "-:/"):
		parts = strings.Fields(n.Str)
	default:
		return false
	}
	known := 0
	for _, p := range parts {
		if r.knownModel(strings.Trim(p, " ")) {
			known++
		}
	}
	if known < enough || strings.Contains(n.Str, ",") && known < len(parts) || 4*known < 3*len(parts) {
		return false
	}
	at := 0
	for _, p := range parts {
		id := strings.Trim(p, " ")
		from := at + strings.Index(n.Str[at:], id)
		if at = from + len(id); r.knownModel(id) {
			r.modelMark(&value.Node{Kind: value.String, Str: id, Span: n.View.Span(from, at), View: n.View.Slice(from, at)}, r.modelVendor(id))
		}
	}
	return true
}

// otherwiseIn states which model the expression of a workflow falls back to:
// ${{ vars.MODEL || 'gpt-4o' }}.
func (r *reader) otherwiseIn(n *value.Node) {
	if n.View == nil || !strings.Contains(n.View.Text, "${{") {
		return
	}
	text := n.View.Text
	for at := 0; ; {
		i := strings.Index(text[at:], "|| '")
		if i < 0 {
			return
		}
		from := at + i + len("|| '")
		end := strings.IndexByte(text[from:], '\'')
		if end < 0 {
			return
		}
		at = from + end
		v := &value.Node{Kind: value.String, Str: text[from:at], Span: n.View.Span(from, at), View: n.View.Slice(from, at)}
		if r.knownModel(v.Str) {
			r.modelMark(v, r.modelVendor(v.Str))
		} else {
			r.text(&lang.Str{Node: v}) // an address
		}
	}
}

// knownModel reports whether a text is nothing but a model's id: one of a table, or
// one of a known family behind the word for who serves it, and perhaps before one
// of a program's own (openai:gpt-5:high).
func (r *reader) knownModel(id string) bool {
	if !idLike(id) || !strings.ContainsAny(id, "-:/") && !strings.ContainsAny(id, "0123456789") {
		return false
	}
	vendor := r.modelVendor(id)
	if vendor == "" {
		return false
	}
	if r.isListed(vendor, id) || r.gatewayFamily(id) {
		return true
	}
	word, rest, ok := strings.Cut(id, ":")
	if !ok || r.provider(word) == "" {
		return false
	}
	rest, _, _ = strings.Cut(rest, ":")
	return r.idOf(vendor, rest)
}
