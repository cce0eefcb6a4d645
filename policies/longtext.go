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
		bound(name, size)
	}
	return true
}()

// bound puts a limit around a builtin. OPA keeps its builtins by name in one
// table for the whole process, so it is put around the one there.
func bound(name string, size func([]*ast.Term) int) {
	inner := topdown.GetBuiltin(name)
	topdown.RegisterBuiltinFunc(name, func(ctx topdown.BuiltinContext, ops []*ast.Term, iter func(*ast.Term) error) error {
		if size(ops) > maxText {
			// Stopped, not only undefined as what is wrong with operands is.
			return topdown.Halt{Err: &topdown.Error{
				Code: topdown.BuiltinErr, Location: ctx.Location,
				Message: fmt.Sprintf("%s would make a text of more than %d MiB", name, maxText>>20),
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
	return len(format) + maxPadding + args
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
