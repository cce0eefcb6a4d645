package policies

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/promptglot/promptglot/internal/fact"
)

// reads is what policies use of the input.
type reads struct {
	kind    map[fact.Kind]bool
	at      map[string]*ast.Location // first use of a top-level key
	prompts bool                     // the inventory
}

// readsOf follows the rule at ref through whatever rules and functions it uses,
// but for references that begin at one of the places in but. A reference that
// does not name a kind of fact may mean any.
func readsOf(c *ast.Compiler, ref ast.Ref, but map[**ast.Term]bool) reads {
	out := reads{kind: map[fact.Kind]bool{}, at: map[string]*ast.Location{}}
	seen := map[util.T]bool{}
	var visit func(util.T)
	visit = func(n util.T) {
		if seen[n] {
			return
		}
		seen[n] = true
		ast.WalkRefs(n, func(r ast.Ref) bool {
			if !but[&r[0]] {
				out.ref(r)
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
	if out.prompts { // viability is made from these
		out.kind[fact.Prompt], out.kind[fact.Loss] = true, true
	}
	return out
}

// ref notes what a reference can reach.
func (u *reads) ref(r ast.Ref) {
	if !r[0].Equal(ast.InputRootDocument) {
		return
	}
	top, ground := ast.String(""), false
	if len(r) > 1 {
		top, ground = r[1].Value.(ast.String)
	}
	switch {
	case !ground:
		u.prompts = true
	case top == "prompts":
		u.prompts = true
	}
	if ground {
		if old := u.at[string(top)]; old == nil || earlier(r[0].Location, old) {
			u.at[string(top)] = r[0].Location
		}
		if top != "facts" && top != "codes" {
			return
		}
	}
	if len(r) > 2 {
		if kind, ground := r[2].Value.(ast.String); ground {
			u.kind[fact.Kind(kind)] = true
			return
		}
	}
	for _, k := range fact.Kinds {
		u.kind[k] = true
	}
}

func earlier(a, b *ast.Location) bool {
	return a != nil && (b == nil || cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row)) < 0)
}

func (u *reads) add(o reads) {
	if u.kind == nil {
		u.kind, u.at = map[fact.Kind]bool{}, map[string]*ast.Location{}
	}
	maps.Copy(u.kind, o.kind)
	maps.Copy(u.at, o.at)
	u.prompts = u.prompts || o.prompts
}

func (u *reads) kinds() []fact.Kind { return inReportOrder(slices.Collect(maps.Keys(u.kind))) }

// inputOf names the keys of the input that only one of the phases has.
var inputOf = map[string]string{
	"facts": headFindings, "codes": headFindings, "file": headFindings,
	"scope": headRepository, "collected": headRepository,
}

// fits refuses a policy that reads what its phase does not have: it would be
// silent for ever.
func (u *reads) fits(r *Rule, head string) error {
	whole := head == headRepository
	for _, key := range slices.Sorted(maps.Keys(u.at)) {
		of, some := inputOf[key]
		if !some || whole == (of == headRepository) {
			continue
		}
		le := &LoadError{File: r.File, Line: r.line, Message: fmt.Sprintf("%s reads input.%s, which only findings and collect of a document see; collect what is needed, and read it as input.collected[%q]", head, key, r.ID)}
		if !whole {
			le.Message = fmt.Sprintf("%s reads input.%s, which only repository_findings see: a document is judged without the others", head, key)
		}
		if at := u.at[key]; at != nil && !strings.HasPrefix(at.File, shippedPrefix) {
			le.File, le.Line = at.File, at.Row
		}
		return le
	}
	return nil
}

func inReportOrder(kinds []fact.Kind) []fact.Kind {
	return slices.DeleteFunc(slices.Clone(fact.Kinds), func(k fact.Kind) bool { return !slices.Contains(kinds, k) })
}

// checkKeys refuses look-ups by a feature or code that does not exist: they
// would be silent for ever.
// The shipped rules are held to it by a test.
func checkKeys(c *ast.Compiler, modules map[string]*ast.Module, features []string, rules []*Rule) error {
	var errs LoadErrors
	for file, m := range modules {
		ast.WalkRefs(c.Modules[file], func(r ast.Ref) bool {
			errs = collect(errs, checkKey(r, features, m))
			errs = collect(errs, checkSetting(r, rules, m))
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

// checkSetting refuses a look-up of a setting that no rule has.
func checkSetting(r ast.Ref, rules []*Rule, m *ast.Module) error {
	if len(r) < 4 || !r[0].Equal(ast.InputRootDocument) || r[1].Value.Compare(ast.String("config")) != 0 {
		return nil
	}
	id, ground := r[2].Value.(ast.String)
	name, both := r[3].Value.(ast.String)
	if !ground || !both {
		return nil
	}
	at := r[0].Location
	if at == nil {
		at = m.Package.Location
	}
	for _, rule := range rules {
		if rule.ID != string(id) {
			continue
		}
		var valid []string
		for _, p := range rule.Params {
			if p.Name == string(name) {
				return nil
			}
			valid = append(valid, p.Name)
		}
		return &LoadError{File: at.File, Line: at.Row, Message: fmt.Sprintf("%v: %s has no setting %q%s; its METADATA custom.params has %s", r[:4], rule.ID, string(name), didYouMean(string(name), valid), orNone(valid))}
	}
	if ids := knownIDs(rules); !slices.Contains(ids, string(id)) {
		return &LoadError{File: at.File, Line: at.Row, Message: fmt.Sprintf("%v: there is no rule %q%s", r[:4], string(id), didYouMean(string(id), ids))}
	}
	return nil
}
