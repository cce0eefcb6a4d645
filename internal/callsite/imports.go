package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// Global is the module whose names need no import: JSON.stringify, Map.of.
const Global = "@global"

// A symbol is a name of a library: the dotted path below its module, "" for the
// module.
type symbol struct {
	sdk  *catalog.SDK
	path string
	any  bool // it may as well be a name of the program's own
}

// An imported is an import of a library, for its mark.
type imported struct {
	sdk  *catalog.SDK
	im   *lang.Import
	span source.Span
	// names are what is taken of it, by which its vendor may be told: AzureOpenAI.
	names []string
}

// imports learns which names of the program are a library's.
func (r *reader) imports() {
	for i := range r.u.Imports {
		im := &r.u.Imports[i]
		if bare := bareModule(im.Path); bare != im.Path {
			c := *im
			c.Path, im = bare, &c
		}
		var names []string
		var of []*catalog.SDK
		for _, n := range im.Names {
			if s := r.learn(n.Local(), r.join(im.Path, n.Name)); s != nil {
				names = append(names, n.Name[strings.LastIndexByte(n.Name, s.Separator()[0])+1:])
				if !slices.Contains(of, s) {
					of = append(of, s)
				}
			}
		}
		s := r.own.libraryOf(r.lang, im.Path)
		if s == nil && len(of) > 0 {
			s = of[len(of)-1]
			for _, o := range of[:len(of)-1] { // use rig::providers::{openai, gemini}
				r.sdks = append(r.sdks, o)
				r.items = append(r.items, imported{o, im, im.Span, nil})
			}
		}
		if s == nil {
			continue
		}
		if !slices.Contains(r.sdks, s) {
			r.sdks = append(r.sdks, s)
		}
		r.items = append(r.items, imported{s, im, im.Span, names})
		switch {
		case im.Glob:
			r.globs = append(r.globs, r.symbolOf(s, im.Path))
		case im.Alias != "":
			r.learn(im.Alias, im.Path)
		case len(im.Names) == 0:
			r.learn(im.Path, im.Path)
		}
	}
	r.ownPackage()
	r.derived()
	r.sole = r.soleGlob()
	r.unimported()
}

// derived learns the classes of the program that are clients of a library because
// they are derived from one.
func (r *reader) derived() {
	for i := range r.u.Funcs {
		f := &r.u.Funcs[i]
		for _, base := range f.Bases {
			s, ok := r.resolve(strings.Split(base, "."))
			if !ok || r.heads[f.Name] || strings.Contains(f.Name, ".") || !s.client() {
				continue
			}
			r.names[f.Name], r.heads[f.Name] = s, true
			break
		}
	}
}

// client reports whether the name is that of a class which sends requests itself.
func (s symbol) client() bool {
	for i := range s.sdk.Clients {
		if c := &s.sdk.Clients[i]; c.On == "" && c.Feature == "" && fits(c.Name, s.path) {
			return true
		}
	}
	return false
}

// join puts a name behind a module's path.
func (r *reader) join(module, name string) string {
	if len(r.libs) > 0 {
		return module + r.libs[0].Separator() + name
	}
	return module + "." + name
}

// learn notes what a local name stands for, if that is a library's.
func (r *reader) learn(local, module string) *catalog.SDK {
	s := r.own.libraryOf(r.lang, module)
	if s != nil && local != "" {
		r.names[local] = r.symbolOf(s, module)
		head, _, _ := strings.Cut(local, ".")
		r.heads[head] = true
	}
	return s
}

func (r *reader) symbolOf(s *catalog.SDK, module string) symbol {
	path := strings.TrimPrefix(module[s.Claims(module):], s.Separator())
	path = strings.ReplaceAll(path, s.Separator(), ".")
	if path == "default" {
		path = s.Default
	}
	return symbol{sdk: s, path: path}
}

// resolve finds the library's name that a chain of names begins with.
func (r *reader) resolve(names []string) (symbol, bool) {
	if len(names) == 0 {
		return symbol{}, false
	}
	if r.heads[names[0]] {
		found, ok := symbol{}, false
		for i, at := range beginnings(names) {
			if s, is := r.names[at]; is {
				found, ok = s.with(names[i+1:]), true
			}
		}
		if ok {
			return found, true
		}
	}
	last := names[len(names)-1]
	if len(names) > 1 && len(r.globs) > 0 && capital(names[0]) {
		if s := r.qualified(names, last); s.sdk != nil {
			return s, true
		}
	}
	for _, g := range r.globs {
		if !r.mayKnow(g.sdk, last) {
			continue
		}
		s := g.with(names)
		if s.known() || len(names) == 2 && s.union() {
			return s, true
		}
		if len(names) == 2 && g.sdk == r.sole && capital(names[0]) && s.anyBuilder() && !r.foreign(names[0]) {
			s.any = true
			return s, true
		}
	}
	for _, g := range r.global {
		if !r.mayKnow(g, last) {
			continue
		}
		if s := (symbol{sdk: g, path: strings.Join(names, ".")}); s.known() && (g.Vendor == "" || !r.elsewhere(names[0])) {
			return s, true
		}
	}
	return symbol{}, false
}

// qualified finds the name that stands behind its whole namespace, which another
// library may share the end of: OpenAI.OpenAIClient beside Azure.AI.OpenAI.
func (r *reader) qualified(names []string, last string) symbol {
	for _, g := range r.globs {
		for _, path := range g.sdk.Imports {
			if path == names[0] && r.ends[g.sdk][last] {
				if s := (symbol{sdk: g.sdk, path: strings.Join(names[1:], ".")}); s.known() {
					return s
				}
			}
		}
	}
	return symbol{}
}

// mayKnow reports whether a library has a name that ends like this.
func (r *reader) mayKnow(s *catalog.SDK, last string) bool {
	return len(s.Models) > 0 || r.ends[s][last]
}

// maxModule bounds how many names an import may be called by: import a.b.c.
const maxModule = 6

func (s symbol) with(rest []string) symbol {
	for _, n := range rest {
		if s.path == "" {
			s.path = n
		} else {
			s.path += "." + n
		}
	}
	return s
}

// known reports whether the library's signatures have the name.
func (s symbol) known() bool {
	for i := range s.sdk.Clients {
		if fits(s.sdk.Clients[i].Name, s.path) {
			return true
		}
	}
	for i := range s.sdk.Makes {
		if fits(s.sdk.Makes[i].Name, s.path) {
			return true
		}
	}
	for i := range s.sdk.Calls {
		if c := &s.sdk.Calls[i]; c.On == onModule && fits(c.Path, s.path) {
			return true
		}
	}
	if _, is := textOf(s); is {
		return true
	}
	return s.model()
}

// union reports whether the name is that of a helper that any type of the library
// has, and hardly a type of another: ContentBlockParam.ofImage.
func (s symbol) union() bool {
	for i := range s.sdk.Makes {
		if m := &s.sdk.Makes[i]; strings.HasSuffix(m.Name, "*") && matches(m.Name, s.path) {
			return true
		}
	}
	return false
}

// anyBuilder reports whether the name is that of a builder which every type of the
// library has.
func (s symbol) anyBuilder() bool {
	for i := range s.sdk.Makes {
		if m := &s.sdk.Makes[i]; m.Builder && strings.HasPrefix(m.Name, "*.") && matches(m.Name, s.path) {
			return true
		}
	}
	return false
}

// soleGlob is the only library any of whose types may be in use without an import
// of its own; nil where there are several, or none.
func (r *reader) soleGlob() (sole *catalog.SDK) {
	for _, g := range r.globs {
		switch {
		case g.sdk == sole || !(symbol{sdk: g.sdk, path: anyBuilder}).anyBuilder():
		case sole != nil:
			return nil
		default:
			sole = g.sdk
		}
	}
	return sole
}

// foreign reports whether a name is imported from elsewhere.
func (r *reader) foreign(name string) bool {
	for i := range r.u.Imports {
		if im := &r.u.Imports[i]; !im.Glob && (lastName(im.Path) == name || im.Alias == name) {
			return true
		}
	}
	return false
}

// elsewhere reports whether a name is taken from a module of nobody known.
func (r *reader) elsewhere(name string) bool {
	for i := range r.u.Imports {
		im := &r.u.Imports[i]
		own := im.Alias == name || strings.TrimSuffix(im.Path, name) != im.Path && strings.ContainsAny(im.Path[:len(im.Path)-len(name)], `./\:`)
		if (own || slices.ContainsFunc(im.Names, func(n lang.Name) bool { return n.Local() == name })) && r.own.libraryOf(r.lang, im.Path) == nil {
			return true
		}
	}
	return false
}

// model reports whether the name is that of a model's constant.
func (s symbol) model() bool {
	for _, m := range s.sdk.Models {
		if strings.HasPrefix(s.path, m) || strings.Contains(s.path, "."+m) {
			return true
		}
	}
	return false
}

// fits reports whether a path is the given name, or ends with it as a whole.
func fits(name, path string) bool {
	return path == name || strings.HasSuffix(path, name) && strings.HasSuffix(path[:len(path)-len(name)], ".")
}

// importMarks states which libraries of vendors are imported: once for a
// statement.
func (r *reader) importMarks() {
	for _, it := range r.items {
		s := it.sdk
		vendor := r.importVendor(it)
		if vendor == "" || s.General && !r.partOf(it) || r.ofItsOwn(it) {
			continue
		}
		at := it.im.PathSpan
		if at.IsZero() {
			at = it.span
		}
		r.say(vendor, 2)
		r.mark(Mark{Feature: "sdk-import", Vendor: vendor, Value: it.im.Path, Span: at, Message: "imports a library of " + vendor})
		if s.Retired != nil {
			r.retired(s.Retired, s.Vendor, it.im.Path, at)
		}
	}
}

// partOf reports whether a general library is imported for its part that is a
// vendor's.
func (r *reader) partOf(it imported) bool {
	for _, n := range it.names {
		path := r.symbolOf(it.sdk, r.join(it.im.Path, n)).path
		for i := range it.sdk.Clients {
			if c := &it.sdk.Clients[i]; c.Vendor != "" && (c.Name == n || c.Name == path || strings.HasPrefix(c.Name, n+".")) {
				return true
			}
		}
	}
	return false
}

// importVendor is the library's vendor, unless all that is taken of it is for
// another one.
func (r *reader) importVendor(it imported) string {
	vendor := ""
	for _, n := range it.names {
		v, path := "", r.symbolOf(it.sdk, r.join(it.im.Path, n)).path
		for i := range it.sdk.Clients {
			if c := &it.sdk.Clients[i]; fits(c.Name, n) || c.Name == path || strings.HasPrefix(c.Name, n+".") && c.Vendor != "" {
				v = c.Vendor
			}
		}
		switch {
		case v == "" && it.sdk.Vendor == "" || v != "" && vendor != "" && it.sdk.Vendor == "":
			continue // a framework's other names, or a second vendor's
		case v == "" || vendor != "" && v != vendor:
			return it.sdk.Vendor
		}
		vendor = v
	}
	if vendor == "" {
		return it.sdk.Vendor
	}
	return vendor
}

func (r *reader) retired(x *catalog.Retired, vendor, what string, at source.Span) {
	msg := what + " is no longer maintained; use " + x.Replace
	if x.On != "" {
		msg = what + " ends on " + x.On + "; use " + x.Replace
	}
	r.mark(Mark{Feature: "api-deprecated", Vendor: vendor, Value: what, Span: at, Message: msg, Ends: x.On})
}
