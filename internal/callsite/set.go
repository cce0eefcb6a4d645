package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// setMembers states which settings of a model a program gives to the members of a
// request that it makes step by step, where nobody sees it sent:
// $params["search_parameters"] = …. It counts in a program that speaks to a vendor
// only, and for names that nothing but such a request has.
func (r *reader) setMembers() {
	if r.out.Vendor == "" || settingLanguages[r.lang] {
		return
	}
	for i := range r.u.Assigns {
		a := &r.u.Assigns[i]
		at := strings.LastIndexByte(a.Name, '.')
		if at < 0 || a.Value == nil || a.Value.Kind == value.Null || r.inSite[a.Value.Span] {
			continue
		}
		key := a.Name[at+1:]
		feature := r.Wire.Params[key]
		if feature == "" || feature == "api-version" || !ofSeveralWords(key) || !ofRequest(lastName(a.Name[:at])) {
			continue
		}
		r.mark(Mark{Feature: feature, Vendor: r.out.Vendor, Value: short(a.Value), Span: a.Span, Message: "sets " + key + " of a model"})
	}
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
