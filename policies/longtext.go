package policies

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// maxText is the longest text in bytes that one call may make. While a builtin
// makes its text OPA looks at nothing but the time, and a buffer that grows by
// doubling is several times the memory that a guard allows before it is seen.
const maxText = 64 << 20

// The builtins that make more text than they are given, and how much at most.
var _ = func() bool {
	for name, size := range map[string]func([]*ast.Term) int{
		ast.Sprintf.Name:      printed,
		ast.Concat.Name:       func(ops []*ast.Term) int { return bytesIn(ops[1]) + elements(ops[1])*len(textOf(ops[0])) },
		ast.Replace.Name:      func(ops []*ast.Term) int { return replaced(textOf(ops[0]), textOf(ops[1]), textOf(ops[2])) },
		ast.ReplaceN.Name:     replacedByAll,
		ast.RegexReplace.Name: func(ops []*ast.Term) int { return times(len(textOf(ops[0]))+1, 2*len(textOf(ops[2]))+1) },
	} {
		bound(name, fmt.Sprintf("%s would make a text of more than %d MiB", name, maxText>>20), func(ops []*ast.Term) bool { return size(ops) > maxText })
	}
	for name, pieces := range map[string]func([]*ast.Term) int{
		ast.Split.Name:                      func(ops []*ast.Term) int { return strings.Count(textOf(ops[0]), textOf(ops[1])) },
		ast.IndexOfN.Name:                   func(ops []*ast.Term) int { return strings.Count(textOf(ops[0]), textOf(ops[1])) },
		ast.RegexSplit.Name:                 func(ops []*ast.Term) int { return len(textOf(ops[1])) },
		ast.RegexFind.Name:                  func(ops []*ast.Term) int { return len(textOf(ops[1])) },
		ast.RegexFindAllStringSubmatch.Name: func(ops []*ast.Term) int { return len(textOf(ops[1])) },
		ast.JSONUnmarshal.Name:              func(ops []*ast.Term) int { return len(textOf(ops[0])) },
		ast.YAMLUnmarshal.Name:              func(ops []*ast.Term) int { return len(textOf(ops[0])) },
	} {
		bound(name, fmt.Sprintf("%s would take a text apart into more than %d million pieces", name, maxPieces>>20), func(ops []*ast.Term) bool { return pieces(ops) > maxPieces })
	}
	for _, name := range []string{ast.JSONMarshal.Name, ast.JSONMarshalWithOptions.Name, ast.YAMLMarshal.Name} {
		bound(name, fmt.Sprintf("%s would make a text of more than %d MiB", name, maxText>>20), func(ops []*ast.Term) bool { return written(ops[0], maxText) < 0 })
	}
	return true
}()

// tooMuchErr is the code of the errors that stop a call.
const tooMuchErr = "too_much_error"

// maxPieces is into how many pieces one call may take a text apart. Each is a
// term of its own, of some hundred bytes.
const maxPieces = 2 << 20

// written is what is left of room when a value has been written out, below 0
// where it does not fit. A value may hold another many times over, and so on,
// which takes no memory until it is written.
func written(t *ast.Term, room int) int {
	room -= 16 // what holds a value takes more than the shortest texts
	each := func(x *ast.Term) bool {
		room = written(x, room)
		return room < 0
	}
	switch v := t.Value.(type) {
	case ast.String:
		return room - len(v)
	case *ast.Array:
		v.Until(each)
	case ast.Set:
		v.Until(each)
	case ast.Object:
		v.Until(func(k, x *ast.Term) bool { return each(k) || each(x) })
	}
	return room
}

// bound puts a limit around a builtin. OPA keeps its builtins by name in one
// table for the whole process, so it is put around the one there.
func bound(name, message string, beyond func([]*ast.Term) bool) {
	inner := topdown.GetBuiltin(name)
	topdown.RegisterBuiltinFunc(name, func(ctx topdown.BuiltinContext, ops []*ast.Term, iter func(*ast.Term) error) error {
		if beyond(ops) {
			// Stopped, not only undefined as what is wrong with operands is.
			return topdown.Halt{Err: &topdown.Error{
				Code: tooMuchErr, Location: ctx.Location,
				Message: message,
			}}
		}
		return inner(ctx, ops, iter)
	})
}

func textOf(t *ast.Term) string {
	s, _ := t.Value.(ast.String)
	return string(s)
}

// each visits the elements of a list or a set.
func each(t *ast.Term, visit func(*ast.Term)) {
	switch v := t.Value.(type) {
	case *ast.Array:
		v.Foreach(visit)
	case ast.Set:
		v.Foreach(visit)
	}
}

func elements(t *ast.Term) (n int) {
	each(t, func(*ast.Term) { n++ })
	return n
}

// bytesIn is the length of the texts in a list or a set.
func bytesIn(t *ast.Term) (n int) {
	each(t, func(x *ast.Term) { n += len(textOf(x)) })
	return n
}

// printed is no less than the length of what a format gives; "%999999d" a
// thousand times is a gigabyte.
func printed(ops []*ast.Term) int {
	format := textOf(ops[0])
	if padding(format) > maxPadding {
		return maxText + 1
	}
	args := bytesIn(ops[1])
	if strings.Contains(format, "[") { // %[1]s takes an argument as often as it stands there
		args = times(args, strings.Count(format, "%"))
	}
	room := maxText - len(format) - maxPadding - args
	if list, ok := ops[1].Value.(*ast.Array); ok { // a value that is no text is written out
		list.Until(func(x *ast.Term) bool {
			if _, plain := x.Value.(ast.String); !plain {
				room = written(x, room)
			}
			return room < 0
		})
	}
	return maxText - room
}

// replaced is the length of s with old replaced by new.
func replaced(s, old, new string) int {
	return len(s) + times(strings.Count(s, old), max(0, len(new)-len(old)))
}

// replacedByAll is no less than the length of a text in which many are replaced.
func replacedByAll(ops []*ast.Term) int {
	s, sum := textOf(ops[1]), 0
	sum = len(s)
	if pairs, ok := ops[0].Value.(ast.Object); ok {
		pairs.Foreach(func(old, new *ast.Term) {
			sum = min(sum+times(strings.Count(s, textOf(old)), len(textOf(new))), maxText+1)
		})
	}
	return sum
}

// times is a product, counted no further than is of interest.
func times(a, b int) int {
	if a != 0 && b > (maxText+1)/a {
		return maxText + 1
	}
	return a * b
}
