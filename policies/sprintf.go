package policies

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// maxPadding is how many characters the widths and precisions of one format may
// add up to.
const maxPadding = 1 << 20

// OPA's sprintf fills a string in one go and cannot be stopped meanwhile, and
// "%999999d" a thousand times is a gigabyte. OPA keeps its builtins by name in
// one table for the whole process, so the bound is put around the one there.
var _ = func() bool {
	name := ast.Sprintf.Name
	sprintf := topdown.GetBuiltin(name)
	topdown.RegisterBuiltinFunc(name, func(ctx topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
		if format, ok := operands[0].Value.(ast.String); ok && padding(string(format)) > maxPadding {
			// Stopped, not only undefined as what is wrong with operands is.
			return topdown.Halt{Err: &topdown.Error{
				Code: topdown.BuiltinErr, Location: ctx.Location,
				Message: fmt.Sprintf("the format asks for more than %d characters of padding", maxPadding),
			}}
		}
		return sprintf(ctx, operands, iter)
	})
	return true
}()

// padding is the most that the widths and precisions of a format ask for,
// counted no further than is of interest.
func padding(format string) int {
	sum := 0
	for i := 0; i < len(format) && sum <= maxPadding; i++ {
		if format[i] != '%' {
			continue
		}
		n, index := 0, false // the number being read; inside the [n] that chooses an argument
		for i++; i < len(format) && strings.IndexByte("0123456789.*+-# []", format[i]) >= 0; i++ {
			switch c := format[i]; {
			case c == '[' || c == ']':
				index = c == '['
			case c == '.':
				sum, n = sum+n, 0
			case c == '*': // given by an argument, of which fmt takes a million at most
				n = maxPadding/2 + 1
			case '0' <= c && c <= '9' && !index:
				n = min(10*n+int(c-'0'), maxPadding+1)
			}
		}
		sum += n
	}
	return sum
}
