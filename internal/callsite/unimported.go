package callsite

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// bareModule is a module's own name where a path says where it is loaded from, and
// in which version: npm:openai@4, https://esm.sh/openai@4.
func bareModule(path string) string {
	rest, ok := strings.CutPrefix(path, "npm:")
	if !ok {
		if rest, ok = strings.CutPrefix(path, "https://"); !ok {
			return path
		}
		_, rest, _ = strings.Cut(rest, "/")
		for _, folder := range [...]string{"npm/", "x/", "v135/"} {
			rest = strings.TrimPrefix(rest, folder)
		}
	}
	scope := 0 // of @scope/name
	if strings.HasPrefix(rest, "@") {
		scope = strings.IndexByte(rest, '/') + 1
	}
	if i := strings.IndexByte(rest[scope:], '@'); i >= 0 {
		version := rest[scope+i:]
		rest = rest[:scope+i]
		if j := strings.IndexByte(version, '/'); j >= 0 {
			rest += version[j:]
		}
	}
	return strings.TrimPrefix(rest, "/")
}

// unimported learns the clients of libraries that the program makes without an
// import of its own: in some languages one file imports for all of them, in others
// a module of the program's own brings all that it has imported itself. A name says
// whose it is where it holds its vendor's; where nothing hints at an import, it
// must be no mere word for a client either.
func (r *reader) unimported() {
	r.byKey()
	borrowed := r.borrows()
	if r.lang != "csharp" && !borrowed {
		return
	}
	for _, k := range r.u.Calls {
		name := k.Callee.Last()
		if !k.New && !borrowed || len(k.Callee.Steps) != 1 || k.Callee.Recv != nil || !capital(name) {
			continue
		}
		if _, known := r.resolve([]string{name}); known || borrowed && r.ownName(name) {
			continue
		}
		for _, s := range slices.Concat(r.sdks, r.libs) { // of an imported one first
			if s.Vendor == "" || !r.ends[s][name] || !borrowed && !speaksOf(name, s.Vendor) || borrowed && !holdsVendor(name, s.Vendor) {
				continue
			}
			sym := symbol{sdk: s, path: name}
			if sym.known() {
				r.names[name], r.heads[name] = sym, true
				r.sdks = append(r.sdks, s)
				break
			}
		}
	}
}

// byKey learns the clients that a Python program makes without an import, as a part
// of an example does, where a variable for the key of their vendor stands among the
// arguments: Together(api_key=os.environ.get("TOGETHER_API_KEY")).
func (r *reader) byKey() {
	if r.lang != "python" {
		return
	}
	var keys []*value.Node
	for i := range r.u.Strings {
		if n := r.u.Strings[i].Node; n.IsString() && isKey(n.Str) && r.ownEnv(n.Str) != "" {
			keys = append(keys, n)
		}
	}
	if len(keys) == 0 {
		return
	}
	for _, k := range r.u.Calls {
		name := k.Callee.Last()
		if len(k.Callee.Steps) != 1 || k.Callee.Recv != nil || k.Named == nil || !capital(name) {
			continue
		}
		if _, known := r.resolve([]string{name}); known || r.ownName(name) {
			continue
		}
		i, _ := slices.BinarySearchFunc(keys, k.Span.Start, func(n *value.Node, at int) int { return cmp.Compare(n.Span.Start, at) })
		if i == len(keys) || keys[i].Span.End > k.Span.End {
			continue
		}
		if s := r.maker(name, r.ownEnv(keys[i].Str)); s != nil {
			r.names[name], r.heads[name] = symbol{sdk: s, path: name}, true
			r.sdks = append(r.sdks, s)
		}
	}
}

// maker is the vendor's own library that has a client of a name: the one with the
// most calls, as frameworks call their classes alike. It is nil for none.
func (r *reader) maker(name, vendor string) *catalog.SDK {
	var best *catalog.SDK
	for _, s := range r.libs {
		if s.Vendor == vendor && !s.General && r.ends[s][name] && (symbol{sdk: s, path: name}).client() && (best == nil || len(s.Calls) > len(best.Calls)) {
			best = s
		}
	}
	return best
}

// borrows reports whether the program takes all names of a Python module of nobody
// known: those that the module has imported are among them.
func (r *reader) borrows() bool {
	return r.lang == "python" && slices.ContainsFunc(r.u.Imports, func(im lang.Import) bool {
		return im.Glob && r.own.libraryOf(r.lang, im.Path) == nil
	})
}

// ownName reports whether a name is one that the program declares, or imports from
// elsewhere.
func (r *reader) ownName(name string) bool {
	for i := range r.u.Funcs {
		if lastName(r.u.Funcs[i].Name) == name {
			return true
		}
	}
	for i := range r.u.Imports {
		if slices.ContainsFunc(r.u.Imports[i].Names, func(n lang.Name) bool { return n.Local() == name }) {
			return true
		}
	}
	return false
}

// holdsVendor reports whether a name holds the word for a vendor.
func holdsVendor(name, vendor string) bool {
	own := vendor[strings.LastIndexByte(vendor, '-')+1:]
	return len(own) > 3 && strings.Contains(strings.ToLower(name), own)
}

// speaksOf reports whether a client's name holds its vendor's, and more than that.
func speaksOf(name, vendor string) bool {
	own := vendor[strings.LastIndexByte(vendor, '-')+1:]
	low := strings.ToLower(name)
	rest, ok := strings.CutSuffix(low, "client")
	return ok && strings.Contains(rest, own) && rest != own
}
