package lang

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// Outer returns the function around fn: where functions stand within functions,
// they may be named after both, Chat.send. It is "" for one that stands alone.
func Outer(fn string) string {
	if i := strings.LastIndexByte(fn, '.'); i >= 0 {
		return fn[:i]
	}
	return ""
}

// around finds what a name is assigned to in the functions around fn, the
// nearest first. A field of the object is looked for in classes only. ok is
// false where no function around it, but perhaps the program, knows the name.
func (u *Unit) around(name, fn string) (v *value.Node, in string, ok bool) {
	found := u.named[name]
	_, field := fieldOf(name)
	for in = fn; in != "" && len(found) > 0; in = Outer(in) {
		if field && !u.classes[in] {
			continue
		}
		n := 0
		for _, i := range found {
			if u.Assigns[i].Func == in {
				v = u.Assigns[i].Value
				n++
			}
		}
		switch {
		case n == 1:
			return v, in, true
		case n > 1:
			return nil, "", true
		}
	}
	return nil, "", false
}

// member returns what lies at a path in an object that a name stands for,
// MODELS.fast, and the function that the object stands in; nil where the object
// is not known well enough.
func (r *resolver) member(p expr.Path) (*value.Node, string) {
	if len(p.Steps) < 2 {
		return nil, ""
	}
	name := p.Steps[0].Name
	v, in := r.u.lookup(name, r.fn)
	if v == nil {
		return nil, ""
	}
	v = r.u.whole(name, in, v)
	for _, s := range p.Steps[1:] {
		if v == nil || v.Kind != value.Object || v.Open() {
			return nil, ""
		}
		v = v.Get(s.Name)
	}
	return v, in
}
