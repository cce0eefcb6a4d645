package policies

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/promptglot/promptglot/internal/finding"
)

// A Remark is something about a policy that compiles and is hardly meant.
type Remark struct {
	Code     string           `json:"code"` // unused, shadowed, replaces
	Severity finding.Severity `json:"severity"`
	File     string           `json:"file"`
	Line     int              `json:"line"` // 1-based
	Message  string           `json:"message"`
}

// Remarks returns what is hardly meant in the user's policies, in order of
// place: rules that nothing uses, variables and arguments that hide a rule, and
// packages that take the place of a shipped rule. Load the engine with
// Options.Tests, so that what only tests use is used.
func (e *Engine) Remarks() []Remark {
	out := slices.Concat(e.unused(), e.shadowed(), e.replaced())
	slices.SortFunc(out, func(a, b Remark) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(out)
}

// unused finds rules that neither what promptglot asks for nor a test comes to.
func (e *Engine) unused() (out []Remark) {
	reached := map[util.T]bool{}
	var visit func(util.T)
	visit = func(n util.T) {
		if reached[n] {
			return
		}
		reached[n] = true
		for d := range e.compiler.Graph.Dependencies(n) {
			visit(d)
		}
	}
	for file, m := range e.compiler.Modules {
		for _, r := range m.Rules {
			if isTest(file) || isHead(headName(r)) {
				visit(r)
			}
		}
	}
	for file := range e.user {
		m := e.compiler.Modules[file]
		used := map[string]bool{}
		for _, r := range m.Rules {
			used[headName(r)] = used[headName(r)] || reached[r]
		}
		for _, r := range m.Rules {
			if name := headName(r); !used[name] && !isTest(file) {
				used[name] = true // said once
				out = append(out, Remark{"unused", finding.Warning, file, r.Location.Row, fmt.Sprintf("nothing uses %s; remove it, or use it in %s", name, headFindings)})
			}
		}
	}
	return out
}

// shadowed finds variables by which a rule or an import of the module cannot be
// seen.
func (e *Engine) shadowed() (out []Remark) {
	for file, m := range e.user {
		global := map[ast.Var]string{}
		for _, r := range m.Rules {
			global[ast.Var(headName(r))] = fmt.Sprintf("the rule in line %d", r.Location.Row)
		}
		for _, i := range m.Imports {
			global[i.Name()] = fmt.Sprintf("the import in line %d", i.Location.Row)
		}
		declared := func(at *ast.Location, what string, terms ...*ast.Term) {
			for _, t := range terms {
				if t == nil {
					continue
				}
				ast.WalkVars(t, func(v ast.Var) bool {
					if of, ok := global[v]; ok {
						out = append(out, Remark{"shadowed", finding.Warning, file, at.Row, fmt.Sprintf("%s %s hides %s; give it another name", what, v, of)})
					}
					return false
				})
			}
		}
		for _, r := range m.Rules {
			declared(r.Location, "the argument", r.Head.Args...)
			ast.WalkExprs(r, func(x *ast.Expr) bool {
				switch t := x.Terms.(type) {
				case *ast.SomeDecl:
					declared(x.Location, "the variable", declaredBy(t)...)
				case *ast.Every:
					declared(x.Location, "the variable", t.Key, t.Value)
				default:
					if x.IsAssignment() {
						declared(x.Location, "the variable", x.Operand(0))
					}
				}
				return false
			})
		}
	}
	return out
}

// declaredBy returns what stands for new variables in `some a, b` or
// `some k, v in xs`.
func declaredBy(d *ast.SomeDecl) []*ast.Term {
	var out []*ast.Term
	for _, s := range d.Symbols {
		if call, ok := s.Value.(ast.Call); ok {
			out = append(out, call[1:len(call)-1]...) // the last one is what is looked through
		} else {
			out = append(out, s)
		}
	}
	return out
}

// replaced names the shipped rules whose place a package of the user's takes.
func (e *Engine) replaced() (out []Remark) {
	for _, file := range slices.Sorted(maps.Keys(e.user)) {
		m := e.user[file]
		pkg := packageName(m)
		i := slices.IndexFunc(shippedIndex, func(r Rule) bool { return r.Package == pkg })
		if i >= 0 && !strings.HasSuffix(file, "_test.rego") {
			out = append(out, Remark{"replaces", finding.Info, file, m.Package.Location.Row, "the package takes the place of the shipped rule " + shippedIndex[i].ID})
		}
	}
	return out
}
