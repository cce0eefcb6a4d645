package callsite

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// adding are methods of a member that is a list, which put their arguments at its
// end.
var adding = map[string]bool{"Add": true, "AddRange": true, "add": true, "addAll": true}

// afterwards returns what a program gives to the members of an object of a
// library's type once it is made and kept in a variable: request.Seed = …,
// options.Tools.Add(…), body.setStop(…). It is in the order of the program, and
// without the members that have holds already.
func (r *reader) afterwards(k *lang.Call, have []value.Entry) []value.Entry {
	if r.added++; !k.New || k.Into == "" || r.added > maxAdded {
		return nil
	}
	var out []value.Entry
	key := k.Into + "\x00" + k.Func
	until := r.u.Until(k.Into, k.Func, k.Span.End)
	for _, a := range between(r.put()[key], k.Span.End, until, assignAt) {
		if r.choosing && r.depth(a.Span.Start) > r.depth(k.Span.End) {
			continue // under a condition
		}
		name := a.Name[len(k.Into)+1:]
		out = append(out, value.Entry{Key: name, KeySpan: source.Span{Start: a.Span.End - min(len(name), a.Span.End-a.Span.Start), End: a.Span.End}, Value: r.value(a.Value, a.Func), Span: a.Span.Cover(a.Value.Span)})
	}
	for _, c := range between(r.linked().on[key], k.Span.End, until, callAt) {
		if name, ok := strings.CutPrefix(c.Callee.Last(), "set"); ok && capital(name) && len(c.Args) == 1 && c.Named == nil {
			out = append(out, value.Entry{Key: strings.ToLower(name[:1]) + name[1:], KeySpan: c.NameSpan, Value: r.value(c.Arg(0), c.Func), Span: c.Span})
		}
	}
	for _, c := range between(r.linked().member[key], k.Span.End, until, callAt) {
		out = r.appended(out, c)
	}
	return slices.DeleteFunc(out, func(e value.Entry) bool {
		return slices.ContainsFunc(have, func(h value.Entry) bool { return h.Block == nil && h.Key == e.Key })
	})
}

// between are those of a list in the order of the program that begin in a part of
// it, the first maxChain of them.
func between[T any](all []T, from, until int, start func(T) int) []T {
	at := func(x T, at int) int { return cmp.Compare(start(x), at) }
	i, _ := slices.BinarySearchFunc(all, from, at)
	k, _ := slices.BinarySearchFunc(all[i:], until, at)
	return all[i : i+min(k, maxChain)]
}

// assignAt and callAt are where an assignment and a call begin.
func assignAt(a *lang.Assign) int { return a.Span.Start }
func callAt(c *lang.Call) int     { return c.Span.Start }

// maxAdded bounds how often a program's objects are looked after: one that is given
// to several members of another, which is again, would be made over and over.
const maxAdded = 20000

// appended adds what a call puts at the end of a member's list, which begins with
// the first such call.
func (r *reader) appended(out []value.Entry, c *lang.Call) []value.Entry {
	at := c.Callee.Steps[1]
	i := slices.IndexFunc(out, func(e value.Entry) bool { return e.Key == at.Name })
	if i < 0 {
		i = len(out)
		out = append(out, value.Entry{Key: at.Name, KeySpan: at.Span, Value: &value.Node{Kind: value.Array, Span: c.Span}, Span: c.Span})
	}
	list := out[i].Value
	if list == nil || list.Kind != value.Array {
		return out
	}
	for j := range c.Args {
		e := c.Args[j]
		e.Value = r.value(e.Value, c.Func)
		if e.Value != nil && e.Value.Kind == value.Array && c.Callee.Last() != "Add" && c.Callee.Last() != "add" {
			list.Entries = append(list.Entries, e.Value.Entries...)
			continue
		}
		list.Entries = append(list.Entries, e)
	}
	return out
}

// depth is how many braces are open at an offset of the file.
func (r *reader) depth(at int) int {
	if r.braces == nil {
		r.braces = []brace{{}}
		open := 0
		for i, b := range r.u.View.File().Data {
			switch b {
			case '{':
				open++
			case '}':
				open--
			default:
				continue
			}
			r.braces = append(r.braces, brace{i + 1, open})
		}
	}
	i, _ := slices.BinarySearchFunc(r.braces, at+1, func(b brace, at int) int { return cmp.Compare(b.end, at) })
	return r.braces[i-1].open
}

// A brace is where one ends, and how many are open behind it.
type brace struct{ end, open int }
