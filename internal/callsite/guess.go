package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// guess finds what a call on something of unknown origin most likely is: a
// client that is a parameter, or that another file makes. Its whole path must be
// a library's, and its arguments must be there, unless nobody else has such a path.
func (r *reader) guess(k *lang.Call, path []string) (*catalog.SDK, *catalog.SDKCall) {
	if len(path) < 2 {
		return nil, nil
	}
	var best candidate
	rank := 0
	evidence, asked := "", false
	var spaces []string // the vendors whose namespace it may be called on
	for _, c := range r.byLast[path[len(path)-1]] {
		imported := slices.Contains(r.sdks, c.sdk)
		named := c.call.On == "" && calledAfter(path, c)
		own := named && strings.Contains(c.call.Path, ".") || (c.call.Own || imported && (c.call.Known || ofNamespace(k, path, c))) && !itsOwn(path) || strings.Count(c.call.Path, ".") >= distinct
		if c.call.On == onModule || len(c.call.Needs) == 0 && !own {
			continue
		}
		have := r.path(c.sdk, path[1:])
		// One name alone says nothing, unless the program imports the library.
		if !fits(c.call.Path, have) || !own && !strings.Contains(c.call.Path, ".") && !imported && !holds(c.call.Needs) {
			continue
		}
		if lead := len(path) - 2 - strings.Count(c.call.Path, "."); lead > 0 && r.spacesOf(c.sdk)[path[lead]] != nil {
			continue // vectorStores.files.create is no files.create
		}
		if c.call.Known && c.call.Body != nil && len(k.Args) == 0 { // a method of the program that is called as the library's
			continue
		}
		if !r.has(k, c.sdk, c.call) && !own && !(imported && open(k, strings.Contains(c.call.Path, "."))) {
			continue
		}
		if imported && len(c.call.Needs) == 0 && ofNamespace(k, path, c) && !slices.Contains(spaces, c.sdk.Vendor) {
			spaces = append(spaces, c.sdk.Vendor)
		}
		n := 1
		if imported {
			n += 4
		}
		if named {
			n += 6
		}
		if c.sdk.Like == "" {
			n++ // the library whose path it is
		}
		if len(c.call.Needs) > 0 {
			n++
		}
		if c.sdk.Vendor != "" {
			n++         // rather than a framework's
			if !asked { // few calls have any candidate
				evidence, asked = r.evidence(k), true
			}
			if c.sdk.Vendor == evidence {
				n += 2
			}
		}
		if n > rank || n == rank && len(c.call.Needs) < len(best.call.Needs) { // the one that asks for less is the usual one
			best, rank = c, n
		}
	}
	if len(spaces) > 1 && !calledAfter(path, best) && len(best.call.Needs) == 0 && strings.Count(best.call.Path, ".") < distinct {
		return nil, nil // files.list of which of them, nobody can tell
	}
	return best.sdk, best.call
}

// calledAfter reports whether what a call is called on is called after the vendor
// of a candidate: togetherClient.chat.completions.create, where another file makes
// the client.
func calledAfter(path []string, c candidate) bool {
	lead := len(path) - 1 - strings.Count(c.call.Path, ".")
	vendor := c.sdk.Vendor[strings.LastIndexByte(c.sdk.Vendor, '-')+1:]
	if lead < 1 || len(vendor) < 4 || c.sdk.General {
		return false
	}
	long := strings.Count(c.call.Path, ".") >= distinct
	return slices.ContainsFunc(path[:lead], func(name string) bool {
		if long {
			return strings.Contains(strings.ToLower(strings.ReplaceAll(name, "_", "")), vendor)
		}
		name = clientName(name)
		return name == vendor || strings.TrimSuffix(name, "ai") == vendor
	})
}

// holds reports whether a call needs members of an argument: chat(parameters:
// {messages: …}) is nobody else's, whatever it is called on.
func holds(needs []string) bool {
	return slices.ContainsFunc(needs, func(n string) bool { return strings.Contains(n, ".") })
}

// distinct is how many dots a library's path must have to be nobody else's:
// chat.completions.create.
const distinct = 2

// ofNamespace reports whether a candidate is a method of a client's namespace that
// is called on the name of a client: client.files.upload, self.client.files.upload.
func ofNamespace(k *lang.Call, path []string, c candidate) bool {
	dots := strings.Count(c.call.Path, ".")
	if dots == 0 || k.Callee.Recv != nil || c.sdk.General || len(path) <= dots+1 || len(path) > dots+3 {
		return false
	}
	on := strings.ToLower(path[len(path)-dots-2])
	return strings.Contains(on, "client") || strings.HasSuffix(on, "ai")
}

// itsOwn reports whether a path is that of a method of the object itself.
func itsOwn(path []string) bool {
	return len(path) == 2 && (path[0] == "self" || path[0] == "this" || path[0] == "cls" || path[0] == "$this")
}

// open reports whether a call's arguments may be any: **params or, where holes
// count as well, a variable that holds them.
func open(k *lang.Call, holes bool) bool {
	if k.Named != nil && k.Named.Open() {
		return true
	}
	return slices.ContainsFunc(k.Args, func(e value.Entry) bool {
		return e.Spread || e.Value != nil && (holes && e.Value.Kind == value.Hole || e.Value.Kind == value.Object && e.Value.Open())
	})
}

// evidence is the vendor of the model that a call names.
func (r *reader) evidence(k *lang.Call) string {
	for _, name := range []string{"model", "modelId", "model_name", "Model"} {
		if v := r.argument(k, name, nil); v.IsString() {
			return r.modelVendor(v.Str)
		}
	}
	return ""
}

// servedIn is the vendor whose word a function's name holds, where that one serves
// the model that it is told: RunAsOllama("phi4"). It is "" for none.
func (r *reader) servedIn(function, id string) string {
	if len(id) < 2 || len(id) > maxWord || len(function) > maxMember || !idLike(id) || !strings.ContainsAny(id, "0123456789") {
		return ""
	}
	for _, v := range r.Catalog.Vendors() {
		if !strings.Contains(v.ID, "-") && holdsVendor(function, v.ID) && r.idOf(v.ID, id) {
			return v.ID
		}
	}
	return ""
}
