package lang

import (
	"slices"
	"strings"

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

// A tally is how many assignments there are, and the index of the last one.
type tally struct{ n, last int }

func (t *tally) add(i int) { t.n, t.last = t.n+1, i }

// few is how many of a kind are looked through each time; more are sorted once.
const few = 16

// assignedIn counts the assignments of a name in a function.
func (u *Unit) assignedIn(name, fn string) (t tally) {
	found := u.named[name]
	if len(found) > few {
		if all := u.sorted(name)[fn]; len(all) > 0 {
			t = tally{len(all), all[len(all)-1]}
		}
		return t
	}
	for _, i := range found {
		if u.Assigns[i].Func == fn {
			t.add(i)
		}
	}
	return t
}

// within are the assignments to a name in a function, in the order in which they
// stand.
func (u *Unit) within(name, fn string) (all []int) {
	found := u.named[name]
	if len(found) > few {
		return u.sorted(name)[fn]
	}
	for _, i := range found {
		if u.Assigns[i].Func == fn {
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, u.byPlace)
	return all
}

// sorted are the assignments to a name that is assigned all over a program, such as
// err, by the functions that they stand in, in the order in which they stand.
func (u *Unit) sorted(name string) map[string][]int {
	in := u.many[name]
	if in == nil {
		in = map[string][]int{}
		for _, i := range u.named[name] {
			fn := u.Assigns[i].Func
			in[fn] = append(in[fn], i)
		}
		for _, all := range in {
			slices.SortStableFunc(all, u.byPlace)
		}
		if u.many == nil {
			u.many = map[string]map[string][]int{}
		}
		u.many[name] = in
	}
	return in
}

// inClasses counts the assignments of a name that stand in classes, and in none of
// their methods: fields of their objects.
func (u *Unit) inClasses(name string) tally {
	found := u.named[name]
	t, ok := u.fields[name]
	if ok {
		return t
	}
	for _, i := range found {
		if u.classes[u.Assigns[i].Func] {
			t.add(i)
		}
	}
	if len(found) > few {
		if u.fields == nil {
			u.fields = map[string]tally{}
		}
		u.fields[name] = t
	}
	return t
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
		switch t := u.assignedIn(name, in); {
		case t.n == 1:
			return u.Assigns[t.last].Value, in, true
		case t.n > 1:
			return nil, "", true
		}
	}
	return nil, "", false
}
