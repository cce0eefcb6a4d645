package lang

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// latest returns the assignment that gives a name its value at an offset, where the
// name has several: the last one before it in the same function, if that is certain
// to be the one. Only what is given anew counts: objects, lists and results of calls
// rather than words, of which a condition chooses one.
func (u *Unit) latest(name, fn string, at int) *Assign {
	if !u.Blocked {
		return nil
	}
	all := u.within(name, fn)
	k, _ := slices.BinarySearchFunc(all, at, func(i, at int) int { return cmp.Compare(u.Assigns[i].Span.Start, at) })
	if k == 0 {
		return nil
	}
	a := &u.Assigns[all[k-1]]
	switch {
	case a.Value == nil || a.Value.Kind != value.Object && a.Value.Kind != value.Array && u.calls[a.Value] == nil:
		return nil
	case u.View == nil || u.adds(a):
		return nil
	}
	outer, ok := u.reaches(a.Span.Start, at)
	if !ok || k < len(all) && u.Assigns[all[k]].Span.Start < outer {
		return nil // a loop around the use may come back with what is given later
	}
	return a
}

// adds reports whether an assignment changes the value that its name has, +=.
func (u *Unit) adds(a *Assign) bool {
	data := u.View.File().Data
	for i := a.Span.End; i < a.Value.Span.Start && i < len(data); i++ {
		if data[i] == '=' {
			return strings.IndexByte("+-*/%&|^@<>", data[i-1]) >= 0
		}
	}
	return false
}

// reaches reports whether what is done at one offset is done whenever the program
// comes to a later one: no block around the first ends before the second. outer is
// where the outermost block ends that holds the second alone, the second itself
// where none does.
func (u *Unit) reaches(from, to int) (outer int, ok bool) {
	outer = to
	k, _ := slices.BinarySearchFunc(u.Blocks, to+1, func(b source.Span, at int) int { return cmp.Compare(b.Start, at) })
	for n := 0; k > 0; n++ {
		b := u.Blocks[k-1]
		k--
		switch {
		case n > maxBlocks:
			return 0, false
		case b.End > to && b.Start <= from:
			return outer, true // holds both, and so does all around it
		case b.End > to:
			outer = max(outer, b.End)
		case b.Start <= from && b.End > from:
			return 0, false
		}
	}
	return outer, true
}

// maxBlocks bounds the blocks that are looked at between an assignment and a use.
const maxBlocks = 200

// Until returns where a function gives a name a new object after an offset, and
// with it an end to what the name had: the largest int where it does not.
func (u *Unit) Until(name, fn string, at int) int {
	u.index()
	all := u.within(name, fn)
	k, _ := slices.BinarySearchFunc(all, at, func(i, at int) int { return cmp.Compare(u.Assigns[i].Span.Start, at) })
	for _, i := range all[k:min(len(all), k+maxBlocks)] {
		if c := u.calls[u.Assigns[i].Value]; c != nil && c.New {
			return u.Assigns[i].Span.Start
		}
	}
	return math.MaxInt
}
