package callsite

import (
	"cmp"
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
	if vendor == "" || slices.Contains(r.Wire.SharedEnv, name) && !r.spokenOf(vendor) && !r.prefixed(vendor) && !(settingLanguages[r.lang] && isKey(name) && r.amongKeys(vendor)) && !(isKey(name) && r.ofClient(at)) && !(!isKey(name) && r.ownVariable(vendor)) {
		return false
	}
	r.mark(Mark{Feature: "api-key-env", Vendor: vendor, Value: name, Span: at, Message: "names the environment variable " + name + " of " + vendor})
	return true
}

// vendorOfEnv is the vendor whose environment variable a name is, "" for none.
func (r *reader) vendorOfEnv(name string) string {
	if len(name) < 5 || len(name) > 60 || hasSmall(name) || name != strings.ToUpper(name) {
		return ""
	}
	if v, ok := r.Catalog.VendorOfEnv(name); ok {
		return v.ID
	}
	return r.Wire.EnvVendor(name)
}

// hasSmall reports whether one of the letters a to z stands in a text, as in most.
func hasSmall(s string) bool {
	for i := range len(s) {
		if 'a' <= s[i] && s[i] <= 'z' {
			return true
		}
	}
	return false
}

// ownEnv is vendorOfEnv for variables that no other service reads.
func (r *reader) ownEnv(name string) string {
	if slices.Contains(r.Wire.SharedEnv, name) {
		return ""
	}
	return r.vendorOfEnv(name)
}

// amongKeys reports whether a file of settings is about models: a variable that is
// one vendor's alone stands in it, or a remark names the vendor.
func (r *reader) amongKeys(vendor string) bool {
	found, ok := r.among[vendor]
	if ok {
		return found
	}
	eachName(string(r.u.View.File().Data), func(word string) bool {
		found = r.ownEnv(word) != "" || strings.EqualFold(word, vendor)
		return !found
	})
	if r.among == nil {
		r.among = map[string]bool{}
	}
	r.among[vendor] = found
	return found
}

// ofClient reports whether a place is among the arguments of a client that the
// program makes: what a client is given is for models.
func (r *reader) ofClient(at source.Span) bool {
	if r.clients == nil {
		r.clients = []source.Span{}
		for _, k := range r.u.Calls {
			if o := r.made[k]; o != nil && o.call == k && o.spec != nil && (o.spec.Feature == "" || o.spec.Feature == "sdk-client") {
				r.clients = append(r.clients, k.Span)
			}
		}
		slices.SortFunc(r.clients, func(a, b source.Span) int { return cmp.Compare(a.Start, b.Start) })
		merged := r.clients[:0]
		for _, s := range r.clients {
			if n := len(merged); n > 0 && s.Start <= merged[n-1].End { // one within another
				merged[n-1].End = max(merged[n-1].End, s.End)
				continue
			}
			merged = append(merged, s)
		}
		r.clients = merged
	}
	i, _ := slices.BinarySearchFunc(r.clients, at.Start+1, func(s source.Span, pos int) int { return cmp.Compare(s.Start, pos) })
	return i > 0 && r.clients[i-1].Contains(at)
}

// ownVariable reports whether a program that speaks to a vendor also names a variable
// that is this one's alone: GOOGLE_GENAI_USE_VERTEXAI beside GOOGLE_CLOUD_PROJECT.
func (r *reader) ownVariable(vendor string) bool {
	if r.out.Vendor == "" || settingLanguages[r.lang] {
		return false
	}
	if r.ownNamed == nil {
		r.ownNamed = map[string]bool{}
		for i := range r.u.Strings {
			if n := r.u.Strings[i].Node; n.IsString() {
				r.ownNamed[r.ownEnv(n.Str)] = true
			}
		}
		for i := range r.u.Reads {
			r.ownNamed[r.ownEnv(r.u.Reads[i].Last())] = true
		}
	}
	return r.ownNamed[vendor]
}

// isKey reports whether a variable's name says that it gives access to an interface,
// rather than to a cloud of many.
func isKey(name string) bool {
	return strings.Contains(name, "API_") || strings.HasSuffix(name, "TOKEN")
}

// prefixed reports whether a text of the program begins with the word that
// frameworks put before a vendor's models: azure/my-deployment.
func (r *reader) prefixed(vendor string) bool {
	if r.prefixes == nil {
		r.prefixes = map[string]bool{}
		for i := range r.u.Strings {
			n := r.u.Strings[i].Node
			if at := strings.IndexByte(n.Str, '/'); n.IsString() && at > 0 && at < maxWord && len(n.Str) < maxURL {
				r.prefixes[r.provider(n.Str[:at])] = true
			}
		}
	}
	return r.prefixes[vendor]
}

// maxWord is longer than any word for a vendor.
const maxWord = 24

// spokenOf reports whether anything in the program speaks for a vendor.
func (r *reader) spokenOf(vendor string) bool {
	return slices.ContainsFunc(r.spoken, func(s spoken) bool { return s.vendor == vendor })
}

// classConstants are the languages in which a name behind a class's is a constant
// of the program's own, and variables of the environment are read by functions.
var classConstants = map[string]bool{"php": true}

// envRead finds variables that are read as members: process.env.OPENAI_API_KEY.
func (r *reader) envRead(c *lang.Chain) {
	n := len(c.Steps)
	if n == 0 || n == 1 && c.Recv == nil || r.ofClass(c) { // env(c).OPENAI_API_KEY is one
		return
	}
	r.env(c.Steps[n-1].Name, c.Steps[n-1].Span)
}

// ofClass reports whether a chain of names is that of a class's constant.
func (r *reader) ofClass(c *lang.Chain) bool {
	return classConstants[r.lang] && len(c.Steps) > 1 && c.Steps[0].Name != "" && c.Steps[0].Name[0] != '$'
}

// envHoles finds the variables that a text is put together with: -H "key: $NAME".
func (r *reader) envHoles(n *value.Node) {
	switch {
	case n == nil:
	case n.Kind == value.Hole: // [ -z "$NAME" ]
		r.envHole(n.Tag)
	case n.Kind == value.Text:
		for i := range n.Text {
			r.envHole(n.Text[i].Tag)
		}
	}
}

func (r *reader) envHole(tag *expr.Tag) {
	if tag == nil {
		return
	}
	name := ""
	at := tag.Span
	switch e := tag.Expr.(type) {
	case expr.Path:
		if len(e.Steps) == 1 {
			name = e.Steps[0].Name
		}
	case expr.Opaque: // ${NAME:?not set}
		rest, ok := strings.CutPrefix(tag.Src, "${")
		if i := strings.IndexAny(rest, ":-?+=}"); ok && i > 0 {
			name = rest[:i]
			if text, found := otherwise(rest[i:]); found && len(tag.Src) == at.End-at.Start {
				from := at.Start + strings.Index(tag.Src, text)
				r.defaulted(name, &value.Node{Kind: value.String, Str: text, Span: source.Span{Start: from, End: from + len(text)}})
			}
		}
	}
	if name == "" {
		return
	}
	if j := strings.Index(r.u.View.File().Slice(at), name); j >= 0 {
		at = source.Span{Start: at.Start + j, End: at.Start + j + len(name)}
	}
	r.env(name, at)
}
