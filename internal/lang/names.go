package lang

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// Const returns the value of a name that is assigned once, nil for any other.
// The names of function fn hide those of the whole program; a field of the
// object (self.model, this.model) belongs to all functions.
func (u *Unit) Const(name, fn string) *value.Node {
	v, _ := u.lookup(name, fn)
	return v
}

// lookup is Const, and the function that the value stands in.
func (u *Unit) lookup(name, fn string) (v *value.Node, in string) {
	u.index()
	if v, in, ok := u.around(name, fn); ok {
		return v, in
	}
	all := u.named[name]
	var t tally
	field, isField := fieldOf(name)
	if isField {
		for _, i := range all[:min(len(all), 2)] {
			t.add(i)
		}
		if in := u.inClasses(field); in.n > 0 {
			t = tally{t.n + in.n, in.last}
		}
	} else if t = u.assignedIn(name, fn); t.n == 0 {
		t = u.assignedIn(name, "")
	}
	if t.n == 0 && len(all) == 1 && u.classes[u.Assigns[all[0]].Func] && strings.ToUpper(name) == name {
		t.add(all[0]) // a constant of a class, which needs no word before it in Ruby
	}
	if t.n != 1 {
		return nil, ""
	}
	a := &u.Assigns[t.last]
	if isField && a.Value != nil && a.Value.Kind == value.Null {
		return nil, "" // a field that is empty at first is filled from elsewhere
	}
	return a.Value, a.Func
}

// fieldOf returns the name of a field of the object itself.
func fieldOf(name string) (field string, ok bool) {
	for _, self := range []string{"self.", "this.", "cls.", "$this."} {
		if field, ok = strings.CutPrefix(name, self); ok && !strings.Contains(field, ".") {
			return field, true
		}
	}
	return "", false
}

// growing are methods that change what they are called on.
var growing = map[string]bool{
	"append": true, "extend": true, "insert": true, "update": true, "setdefault": true, "pop": true, "popitem": true, "clear": true, "remove": true,
	"push": true, "unshift": true, "splice": true, "shift": true, "add": true, "addAll": true, "put": true, "putAll": true, "Add": true, "AddRange": true,
}

// index keeps assignments by their names, those to members by the name of the
// whole, and the names whose values grow.
func (u *Unit) index() {
	if u.named != nil {
		return
	}
	u.many, u.fields, u.wholes = nil, nil, nil
	u.named, u.classes, u.grow, u.remade, u.inside = map[string][]int{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	u.parts, u.merged = map[scoped][]int{}, map[scoped][]*Call{}
	u.left = resolvedAtLeast
	if u.View != nil {
		u.left += resolvedPerByte * len(u.View.File().Data)
	}
	for i := range u.Assigns {
		name := u.Assigns[i].Name
		u.named[name] = append(u.named[name], i)
		if list, _, ok := strings.Cut(name, "."+AnyIndex); ok {
			u.remade[list] = true
		} else if k := strings.LastIndexByte(name, '.'); k > 0 {
			whole := scoped{name[:k], u.Assigns[i].Func}
			u.parts[whole] = append(u.parts[whole], i)
		}
	}
	for _, f := range u.Funcs {
		if f.Class {
			u.classes[f.Name] = true
		}
	}
	for _, c := range u.Calls {
		if n := len(c.Callee.Steps); c.Callee.Recv == nil && n > 1 && n < maxResolvedDepth && growing[c.Callee.Last()] {
			whole := Chain{Steps: c.Callee.Steps[:n-1]}
			name := whole.keyed()
			if u.merge(name, c) {
				continue
			}
			u.grow[name] = true
			if k := strings.LastIndexByte(name, '.'); k > 0 {
				u.inside[name[:k]] = true
			}
		}
	}
	for _, all := range u.parts {
		slices.SortStableFunc(all, u.byPlace)
	}
	for _, all := range u.merged {
		slices.SortStableFunc(all, func(a, b *Call) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	}
}

// byPlace orders assignments as they stand in the program.
func (u *Unit) byPlace(i, k int) int {
	return cmp.Compare(u.Assigns[i].Span.Start, u.Assigns[k].Span.Start)
}

// A scoped name is one in a function.
type scoped struct{ name, fn string }

// maxGiven bounds the values of a name that Given returns.
const maxGiven = 8

// Given returns all values that the function fn gives to the name that n is, nil
// where n is no name, or one of very many values.
func (u *Unit) Given(n *value.Node, fn string) (out []*value.Node) {
	if n == nil || n.Kind != value.Hole || u.calls[n] != nil {
		return nil
	}
	p, ok := n.Tag.Expr.(expr.Path)
	if !ok {
		return nil
	}
	u.index()
	all := u.within(pathName(p), fn)
	if len(all) > maxGiven {
		return nil
	}
	for _, i := range all {
		out = append(out, u.Assigns[i].Value)
	}
	return out
}
