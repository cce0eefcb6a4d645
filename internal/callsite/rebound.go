package callsite

import (
	"cmp"
	"slices"
)

// A binding is an object that a variable holds from a place of the program on.
type binding struct {
	at int // raw byte offset
	o  *object
}

// rebind notes that a variable is given an object at a place. A notebook gives the
// name client to one after the other.
func (r *reader) rebind(v variable, at int, o *object) {
	list := r.bindings[v]
	i, found := slices.BinarySearchFunc(list, at, func(b binding, at int) int { return cmp.Compare(b.at, at) })
	if found {
		list[i].o = o
		return
	}
	if r.bindings == nil {
		r.bindings = map[variable][]binding{}
	}
	r.bindings[v] = slices.Insert(list, i, binding{at, o})
}

// heldAt is the object that a variable of the function that asks holds at a
// place: the last one that it was given before. A variable of another function is
// read at any time, and last is what it holds in the end.
func (r *reader) heldAt(v variable, fn string, at int, last *object) *object {
	list := r.bindings[v]
	if len(list) < 2 || v.fn != fn {
		return last
	}
	i, found := slices.BinarySearchFunc(list, at, func(b binding, at int) int { return cmp.Compare(b.at, at) })
	switch {
	case found: // the call whose result it is given is not called on it yet
		return list[max(i-1, 0)].o
	case i == 0:
		return list[0].o
	}
	return list[i-1].o
}
