package policies

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/promptglot/promptglot/internal/fact"
)

// kindsRead returns the kinds of fact that the findings at ref are made from,
// through whatever rules and functions they use. A reference that does not name
// a kind may mean any.
func kindsRead(c *ast.Compiler, ref ast.Ref) []fact.Kind {
	read := map[fact.Kind]bool{}
	seen := map[util.T]bool{}
	var visit func(util.T)
	visit = func(n util.T) {
		if seen[n] {
			return
		}
		seen[n] = true
		ast.WalkRefs(n, func(r ast.Ref) bool {
			for _, k := range kindsOf(r) {
				read[k] = true
			}
			return false
		})
		for d := range c.Graph.Dependencies(n) {
			visit(d)
		}
	}
	for _, r := range c.GetRulesWithPrefix(ref) {
		visit(r)
	}
	var out []fact.Kind
	for k := range read {
		out = append(out, k)
	}
	return inReportOrder(out)
}

// kindsOf returns the kinds that a reference can reach.
func kindsOf(r ast.Ref) []fact.Kind {
	if !r[0].Equal(ast.InputRootDocument) {
		return nil
	}
	if len(r) > 1 {
		top, ground := r[1].Value.(ast.String)
		if ground && top != "facts" && top != "codes" {
			return nil
		}
	}
	if len(r) > 2 {
		if kind, ground := r[2].Value.(ast.String); ground {
			return []fact.Kind{fact.Kind(kind)}
		}
	}
	return fact.Kinds
}

func inReportOrder(kinds []fact.Kind) []fact.Kind {
	return slices.DeleteFunc(slices.Clone(fact.Kinds), func(k fact.Kind) bool { return !slices.Contains(kinds, k) })
}

// checkKeys refuses look-ups by a feature or code that does not exist: they
// would be silent for ever.
// The shipped rules are held to it by a test.
func checkKeys(c *ast.Compiler, modules map[string]*ast.Module, features []string) error {
	var errs LoadErrors
	for file, m := range modules {
		ast.WalkRefs(c.Modules[file], func(r ast.Ref) bool {
			errs = collect(errs, checkKey(r, features, m))
			return false
		})
	}
	if len(errs) > 0 {
		return errs.sorted()
	}
	return nil
}

func checkKey(r ast.Ref, features []string, m *ast.Module) error {
	if len(r) < 4 || !r[0].Equal(ast.InputRootDocument) {
		return nil
	}
	top, _ := r[1].Value.(ast.String)
	kind, _ := r[2].Value.(ast.String)
	lit, ground := r[3].Value.(ast.String)
	key := string(lit)
	codes, closed := Codes[fact.Kind(kind)]
	var valid []string
	switch {
	case !ground || kind == "":
		return nil
	case top == "codes" && closed:
		valid = codes
	case top == "facts" && features != nil && kind != ast.String(fact.Parse):
		valid = slices.Concat(features, codes, []string{"_"})
	default:
		return nil
	}
	if slices.Contains(valid, key) {
		return nil
	}
	what, list := "feature", "docs/features.md has them all"
	if top == "codes" {
		what, list = "code", "valid are "+strings.Join(valid, ", ")
	}
	at := r[0].Location
	if at == nil {
		at = m.Package.Location
	}
	return &LoadError{File: at.File, Line: at.Row, Message: fmt.Sprintf("%v: there is no %s %q of %s facts%s; %s", r[:4], what, key, string(kind), didYouMean(key, valid), list)}
}
