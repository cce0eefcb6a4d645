package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// env states that a text is the name of a vendor's environment variable.
func (r *reader) env(name string, at source.Span) bool {
	vendor := r.vendorOfEnv(name)
	if vendor == "" || slices.Contains(r.Wire.SharedEnv, name) && !r.spokenOf(vendor) {
		return false
	}
	r.mark(Mark{Feature: "api-key-env", Vendor: vendor, Value: name, Span: at, Message: "names the environment variable " + name + " of " + vendor})
	return true
}

// vendorOfEnv is the vendor whose environment variable a name is, "" for none.
func (r *reader) vendorOfEnv(name string) string {
	if len(name) < 5 || len(name) > 60 || name != strings.ToUpper(name) {
		return ""
	}
	if v, ok := r.Catalog.VendorOfEnv(name); ok {
		return v.ID
	}
	return r.Wire.EnvVendor(name)
}

// ownEnv is vendorOfEnv for variables that no other service reads.
func (r *reader) ownEnv(name string) string {
	if slices.Contains(r.Wire.SharedEnv, name) {
		return ""
	}
	return r.vendorOfEnv(name)
}

// spokenOf reports whether anything in the program speaks for a vendor.
func (r *reader) spokenOf(vendor string) bool {
	return slices.ContainsFunc(r.spoken, func(s spoken) bool { return s.vendor == vendor })
}

// envRead finds variables that are read as members: process.env.OPENAI_API_KEY.
func (r *reader) envRead(c *lang.Chain) {
	n := len(c.Steps)
	if n < 2 {
		return
	}
	r.env(c.Steps[n-1].Name, c.Steps[n-1].Span)
}

// envHoles finds the variables that a text is put together with: -H "key: $NAME".
func (r *reader) envHoles(n *value.Node) {
	if n == nil || n.Kind != value.Text {
		return
	}
	for i := range n.Text {
		tag := n.Text[i].Tag
		if tag == nil {
			continue
		}
		if p, ok := tag.Expr.(expr.Path); ok && len(p.Steps) == 1 {
			name, at := p.Steps[0].Name, tag.Span
			if j := strings.Index(r.u.View.File().Slice(at), name); j >= 0 {
				at = source.Span{Start: at.Start + j, End: at.Start + j + len(name)}
			}
			r.env(name, at)
		}
	}
}

// pinned states what a vendor's variable is set to where that ties the program to
// the vendor as well: a version of its interface, or who serves in its place.
func (r *reader) pinned(name string, v *value.Node) {
	if !v.IsString() || v.Str == "" {
		return
	}
	vendor := r.vendorOfEnv(name)
	switch {
	case strings.HasSuffix(name, "_HOST") && forChat(name) && r.provider(v.Str) != "":
		vendor = r.provider(v.Str)
		r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "chooses the vendor " + vendor})
	case vendor == "":
	case strings.HasSuffix(name, "API_VERSION") && '0' <= v.Str[0] && v.Str[0] <= '9':
		for _, d := range r.Wire.DatedVersions {
			if strings.HasPrefix(name, d.Prefix) {
				vendor = d.Vendor
			}
		}
		r.mark(Mark{Feature: "api-version", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "pins the API version " + v.Str})
	case strings.HasSuffix(name, "API_TYPE") && r.provider(v.Str) != "":
		vendor = r.provider(v.Str)
		r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "chooses the vendor " + vendor})
	}
}

// forChat reports whether a variable is about models: OPENAI_CHAT_HOST, LLM_HOST.
func forChat(name string) bool {
	for _, w := range [...]string{"CHAT", "EMBED", "LLM", "OPENAI"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
