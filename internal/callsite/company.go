package callsite

import (
	"cmp"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
)

// enough is how many models must stand under one key before a text under the
// same key is taken for another by what it looks like alone.
const enough = 2

// inCompany states that texts name models because others under the same key do:
// the third of {label, value} pairs whose values are models.
func (r *reader) inCompany() {
	for _, s := range r.doubtful {
		if r.keyed[keyOf(s)] < enough || r.taken[s.Node.Span] || !r.looksLikeModel(s.Node.Str) {
			continue
		}
		r.modelMark(s.Node, cmp.Or(r.modelVendor(s.Node.Str), openWeight))
	}
}

// looksLikeModel reports whether a text is the id of a known model, or one that a
// family of models would have.
func (r *reader) looksLikeModel(id string) bool {
	if vendor := r.modelVendor(id); vendor != "" && r.isListed(vendor, id) {
		return true
	}
	return strings.ContainsAny(id, "-:/") && r.Catalog.Lookup("", id).Family != ""
}

// doubt keeps a text that may be a model's id, if others under its key are.
func (r *reader) doubt(s *lang.Str) {
	if keyOf(s) != "" && s.Use != lang.Key {
		r.doubtful = append(r.doubtful, s)
	}
}

// keyOf is what texts stand under together: the name that they are given to, or
// the function that returns a list of them.
func keyOf(s *lang.Str) string {
	if s.Name == "" && s.Use == lang.Value && s.Func != "" {
		return s.Func + "()"
	}
	return s.Name
}

// gatewayFamily reports whether an id is a provider's or a maker's word and, behind
// it, a name of a known family: anthropic/claude-next, Qwen/Qwen9-7B.
func (r *reader) gatewayFamily(id string) bool {
	i := strings.IndexByte(id, '/')
	if i <= 0 || strings.Contains(id[i+1:], "/") || r.Catalog.Lookup("", id[i+1:]).Family == "" {
		return false
	}
	return r.provider(id[:i]) != "" || strings.ContainsAny(id, "0123456789") && !strings.Contains(r.Catalog.PlainName(id), "/")
}
