package callsite

import (
	"cmp"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// setMembers states which settings of a model a program gives to the members of a
// request that it makes step by step, where nobody sees it sent:
// $params["search_parameters"] = …. It counts in a program that speaks to a vendor
// only, and for names that nothing but such a request has, unless the whole is seen
// to be the arguments of a call: create(**kwargs).
func (r *reader) setMembers() {
	if r.out.Vendor == "" || settingLanguages[r.lang] {
		return
	}
	spread := r.spread()
	for i := range r.u.Assigns {
		a := &r.u.Assigns[i]
		at := strings.LastIndexByte(a.Name, '.')
		if at < 0 || a.Value == nil || a.Value.Kind == value.Null || r.inSite[a.Value.Span] || r.taken[a.Span] {
			continue
		}
		key := a.Name[at+1:]
		vendor, sent := spread[variable{a.Name[:at], a.Func}]
		feature := r.Wire.Params[key]
		if feature == "" && sent {
			feature = r.Wire.Arguments[key]
		}
		if feature == "" || feature == "api-version" || !sent && (!ofSeveralWords(key) || !ofRequest(lastName(a.Name[:at]))) {
			continue
		}
		r.mark(Mark{Feature: feature, Vendor: cmp.Or(vendor, r.out.Vendor), Value: short(a.Value), Span: a.Span, Message: "sets " + key + " of a model"})
	}
}

// spread are the variables whose members are arguments of a call that sends a
// request, though nobody sees all of them, and who serves that call.
func (r *reader) spread() map[variable]string {
	out := map[variable]string{}
	for _, s := range r.out.Sites {
		if s.Call.Named == nil {
			continue
		}
		for i := range s.Call.Named.Entries {
			e := &s.Call.Named.Entries[i]
			if !e.Spread || e.Value == nil || e.Value.Kind != value.Hole || r.u.CallOf(e.Value) != nil {
				continue
			}
			if p, ok := e.Value.Tag.Expr.(expr.Path); ok {
				out[variable{dotted(p), s.Call.Func}] = s.Vendor
			}
		}
	}
	return out
}

// dotted is a path as the name of an assignment is written, "" for one with an
// index.
func dotted(p expr.Path) string {
	names := make([]string, len(p.Steps))
	for i, s := range p.Steps {
		if names[i] = s.Name; s.Index != nil {
			return ""
		}
	}
	return strings.Join(names, ".")
}

// ofSeveralWords reports whether a name is put together: tool_choice, topK. A word
// alone (stop, seed, n) may be said of anything.
func ofSeveralWords(name string) bool {
	return strings.ContainsRune(name, '_') || strings.ToLower(name) != name
}

// requestWords are how variables are called that hold a request, or its settings.
var requestWords = [...]string{"params", "parameters", "payload", "body", "request", "kwargs", "generationconfig", "inferenceconfig", "completionoptions"}

// ofRequest reports whether a variable is called as those that hold a request, and
// not one of a search.
func ofRequest(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(strings.TrimLeft(name, sigils), "_", ""))
	for _, w := range [...]string{"search", "query", "retriev"} {
		if strings.Contains(name, w) {
			return false
		}
	}
	for _, w := range requestWords {
		if strings.HasSuffix(name, w) {
			return true
		}
	}
	return false
}
