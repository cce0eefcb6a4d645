package callsite

import (
	"strings"
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
// import of its own: in some languages one file imports for all of them. A name
// says whose it is where it holds its vendor's and is no mere word for a client.
func (r *reader) unimported() {
	if r.lang != "csharp" {
		return
	}
	for _, k := range r.u.Calls {
		name := k.Callee.Last()
		if !k.New || len(k.Callee.Steps) != 1 || k.Callee.Recv != nil {
			continue
		}
		if _, known := r.resolve([]string{name}); known {
			continue
		}
		for _, s := range r.libs {
			if s.Vendor == "" || !r.ends[s][name] || !speaksOf(name, s.Vendor) {
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

// speaksOf reports whether a client's name holds its vendor's, and more than that.
func speaksOf(name, vendor string) bool {
	own := vendor[strings.LastIndexByte(vendor, '-')+1:]
	low := strings.ToLower(name)
	rest, ok := strings.CutSuffix(low, "client")
	return ok && strings.Contains(rest, own) && rest != own
}
