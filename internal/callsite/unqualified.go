package callsite

import (
	"slices"
	"strings"
)

// ownPackage lets a program of a library's own package, its tests and samples, use the
// names of that package, which need no import there.
func (r *reader) ownPackage() {
	if r.u.Package == "" {
		return
	}
	s := r.own.libraryOf(r.lang, r.u.Package)
	if s == nil || s.General || !strings.Contains(r.u.Package[:s.Claims(r.u.Package)], s.Separator()) {
		return // a word alone is no address of a library's: namespace OpenAI may be anybody's
	}
	if !slices.Contains(r.sdks, s) {
		r.sdks = append(r.sdks, s)
	}
	r.globs = append(r.globs, r.symbolOf(s, r.u.Package))
}

// extending are the languages in which an imported function may be called on a
// thing of another library: Firebase.ai(…) with the function ai of one of its parts.
var extending = map[string]bool{"kotlin": true}

// extension finds the library's function, or property, that a chain of names calls
// on something that is not the library's.
func (r *reader) extension(names []string) (symbol, bool) {
	if !extending[r.lang] {
		return symbol{}, false
	}
	for i := 1; i < len(names); i++ {
		s, ok := r.names[names[i]]
		if !ok || capital(names[i]) {
			continue
		}
		for _, path := range [...]string{strings.Join(names[:i+1], "."), names[i]} {
			if at := (symbol{sdk: s.sdk, path: path}); at.known() {
				return at.with(names[i+1:]), true
			}
		}
	}
	return symbol{}, false
}

// ofItsOwn reports whether what is imported is a part of the program's own product,
// which begins with the one word that a library goes by: OpenAI.Playground.Helpers
// in a file of OpenAI.Playground.
func (r *reader) ofItsOwn(it imported) bool {
	sep := it.sdk.Separator()
	n := it.sdk.Claims(it.im.Path)
	if r.u.Package == "" || n == 0 || strings.Contains(it.im.Path[:n], sep) {
		return false
	}
	rest, ok := strings.CutPrefix(it.im.Path[n:], sep)
	first, _, _ := strings.Cut(rest, sep)
	own := it.im.Path[:n] + sep + first
	return ok && (r.u.Package == own || strings.HasPrefix(r.u.Package, own+sep))
}
