package translate

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// A Renamer replaces names that the target refuses, the same one always by the
// same other one, and never two by one.
type Renamer struct {
	w     *Writer
	trait string // of the target: the pattern that a name must match
	what  string // name of a thing that has nothing usable in its name
	re    *regexp.Regexp
	names map[string]string
	used  map[string]bool
}

// NewRenamer returns a renamer to the pattern that a trait of the target holds.
func NewRenamer(w *Writer, trait, what string) *Renamer {
	return &Renamer{w: w, trait: trait, what: what, names: map[string]string{}, used: map[string]bool{}}
}

// Take notes that a name is in use. It reports whether it was free.
func (r *Renamer) Take(name string) bool {
	free := !r.used[name]
	r.used[name] = true
	return free
}

// Fit returns out, or another name where out's does not fit. src is the node
// that the entry speaks of.
func (r *Renamer) Fit(out, src *value.Node, feature string) *value.Node {
	if r.w.Same || !out.IsString() {
		return out
	}
	if r.re == nil {
		if r.re = Pattern(r.w.Trait(r.trait).Value); r.re == nil {
			return out
		}
	}
	if r.re.MatchString(out.Str) {
		r.used[out.Str] = true
		return out
	}
	name, known := r.names[out.Str]
	if !known {
		name = r.other(out.Str)
		r.names[out.Str], r.used[name] = name, true
	}
	v := value.NewString(name)
	r.w.Note(src, feature, Approximate, fmt.Sprintf("%q does not match %s: renamed", out.Str, r.re), To(v), By(r.w.Trait(r.trait).Ref))
	return v
}

// Known returns the name that Fit gave n the last time, n's own where it fitted.
func (r *Renamer) Known(n *value.Node) *value.Node {
	if name, ok := r.names[n.Str]; ok {
		return value.NewString(name)
	}
	return n.Clone()
}

// maxName is the shortest limit that a vendor sets to its names.
const maxName = 64

// other makes a free name that fits.
func (r *Renamer) other(s string) string {
	name := strings.Map(func(c rune) rune {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-':
			return c
		}
		return '_'
	}, s)
	if name == "" {
		name = r.what
	}
	for base, i := name, 2; r.used[name] || !r.re.MatchString(name); i++ {
		end := fmt.Sprintf("_%d", i)
		name = base[:min(len(base), maxName-len(end))] + end
	}
	return name
}
