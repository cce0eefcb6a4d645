package policies

import (
	"maps"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Rego orders values of any types: every number comes before every text, so that
// f.tokens.high > "1000" is false for good. An author means something else by it,
// as by a comparison for equality, whose types OPA does check.

// orderings are the comparisons by order.
var orderings = map[string]bool{ast.GreaterThan.Name: true, ast.GreaterThanEq.Name: true, ast.LessThan.Name: true, ast.LessThanEq.Name: true}

// checkOrder refuses comparisons by order with constants of another type: it has
// those of the user's compiled again as comparisons for equality.
func checkOrder(modules, user map[string]*ast.Module, data map[string]any) error {
	changed := map[string]*ast.Module{}
	for name, m := range user {
		if c := asEqualities(m); c != nil {
			changed[name] = c
		}
	}
	if len(changed) == 0 {
		return nil
	}
	all := maps.Clone(modules)
	maps.Copy(all, changed)
	_, err := compile(all, data)
	return err
}

// asEqualities returns a copy of a module in which what is compared by order with
// a text is compared for equality; nil where nothing is. Comparisons with numbers
// stay: compiling all modules twice is not worth those.
func asEqualities(m *ast.Module) *ast.Module {
	found := false
	c := m.Copy()
	ast.WalkExprs(c, func(x *ast.Expr) bool {
		if x.IsCall() && orderings[x.Operator().String()] && len(x.Operands()) == 2 && (isText(x.Operand(0)) || isText(x.Operand(1))) {
			found = true
			x.Terms.([]*ast.Term)[0] = ast.NewTerm(ast.Equal.Ref())
		}
		return false
	})
	if !found {
		return nil
	}
	return c
}

func isText(t *ast.Term) bool {
	_, ok := t.Value.(ast.String)
	return ok
}
