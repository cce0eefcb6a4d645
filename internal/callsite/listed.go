package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// maxListed bounds a text that lists models.
const maxListed = 2000

// list states which models a text names that lists them with commas between,
// MODELS=gpt-4o,o3, and reports whether it is such a list: each part must be known.
func (r *reader) list(s *lang.Str) bool {
	n := s.Node
	if !strings.Contains(n.Str, ",") || len(n.Str) > maxListed || n.View == nil || len(n.View.Text) != len(n.Str) {
		return false
	}
	parts := strings.Split(n.Str, ",")
	for _, p := range parts {
		if !r.knownModel(strings.Trim(p, " ")) {
			return false
		}
	}
	at := 0
	for _, p := range parts {
		id := strings.Trim(p, " ")
		from := at + strings.Index(p, id)
		r.modelMark(&value.Node{Kind: value.String, Str: id, Span: n.View.Span(from, from+len(id)), View: n.View.Slice(from, from+len(id))}, r.modelVendor(id))
		at += len(p) + 1
	}
	return true
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
