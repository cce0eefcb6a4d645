package policies

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// A policySet is what was read, before it is compiled.
type policySet struct {
	modules map[string]*ast.Module // all
	user    map[string]*ast.Module // those that are not shipped
	rules   []*Rule
	data    map[string]any
}

// gather reads and parses the policies that opts ask for. The user's come
// first: a package of theirs with the name of a shipped rule replaces it.
func gather(opts Options) (*policySet, error) {
	set := &policySet{modules: map[string]*ast.Module{}, user: map[string]*ast.Module{}, data: map[string]any{}}
	user, err := ReadPaths(opts.Paths)
	if err != nil {
		return nil, err
	}
	var errs LoadErrors
	for _, s := range append(user, opts.Sources...) {
		if isTest(s.Path) && !opts.Tests {
			continue
		}
		if path.Ext(s.Path) != ".rego" {
			err = addData(set.data, s)
		} else {
			err = set.addModule(s, false)
		}
		errs = collect(errs, err)
	}
	taken := map[string]bool{}
	for _, r := range set.rules {
		taken[r.Package] = true
	}
	for _, s := range shippedSources("lib", opts.Tests) {
		if isTest(s.Path) {
			continue // ours
		}
		errs = collect(errs, set.addModule(s, true))
	}
	if !opts.NoDefault {
		for _, s := range shippedSources("rules", false) {
			info := shippedInfo(s.Path)
			if info != nil && (taken[info.Package] || !opts.wantsSomewhere(info)) {
				continue
			}
			errs = collect(errs, set.addModule(s, true))
		}
	}
	if len(errs) > 0 {
		return nil, errs.sorted()
	}
	slices.SortFunc(set.rules, func(a, b *Rule) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.File, b.File))
	})
	for i, r := range set.rules[min(1, len(set.rules)):] {
		if before := set.rules[i]; before.ID == r.ID {
			errs = append(errs, &LoadError{File: r.File, Line: r.line, Message: fmt.Sprintf("the id %s is taken by %s; give the policy an id of its own in METADATA custom.id", r.ID, before.File)})
		}
	}
	if len(errs) > 0 {
		return nil, errs.sorted()
	}
	return set, nil
}

// wants reports whether a shipped rule is on: by its level, unless the
// configuration says otherwise.
func (o *Options) wants(r *Rule) bool {
	c, configured := o.Rules[r.ID]
	switch {
	case !o.sets(r):
		return false
	case configured && c.Off:
		return false
	case configured && (c.On || c.Severity != ""):
		return true
	}
	return o.Level.includes(r.Level)
}

// sets reports whether the setting that a rule cannot do without is made, for
// any document.
func (o *Options) sets(r *Rule) bool {
	if r.NeedsSetting == "" {
		return true
	}
	_, set := o.Rules[r.ID].Config[r.NeedsSetting]
	return set || slices.ContainsFunc(o.Overrides, func(v Override) bool {
		_, set := v.Rules[r.ID].Config[r.NeedsSetting]
		return set
	})
}

// wantsSomewhere reports whether a rule is on for any document.
func (o *Options) wantsSomewhere(r *Rule) bool {
	return o.wants(r) || slices.ContainsFunc(o.Overrides, func(v Override) bool {
		c := v.Rules[r.ID]
		return o.sets(r) && !c.Off && (c.On || c.Severity != "")
	})
}

// shippedPrefix stands before the names of embedded modules.
const shippedPrefix = "(shipped) "

// addModule parses s and notes the rule that it defines.
func (set *policySet) addModule(s Source, isShipped bool) error {
	name := path.Clean(s.Path)
	if isShipped {
		name = shippedPrefix + name // never the name of a user's file
	}
	if _, twice := set.modules[name]; twice {
		return nil // named twice on the command line
	}
	m, err := ast.ParseModuleWithOpts(name, string(s.Data), ast.ParserOptions{
		// What is known of shipped rules stands in their index.
		ProcessAnnotation: !isShipped,
		RegoVersion:       ast.RegoV1,
		Capabilities:      capabilities(),
	})
	if err != nil {
		// The first error of a parser is the one; the rest follow from it.
		if all, ok := loadErrors(err).(LoadErrors); ok && len(all) > 0 {
			return all[0]
		}
		return &LoadError{File: s.Path, Message: oneLine(err.Error())}
	}
	if m == nil {
		return &LoadError{File: s.Path, Message: "this policy is empty; expected a package"}
	}
	set.modules[name] = m
	if isTest(s.Path) {
		return nil
	}
	if isShipped {
		if info := shippedInfo(s.Path); info != nil {
			r := *info
			set.rules = append(set.rules, &r)
		}
		return nil
	}
	for _, ours := range []string{"promptglot.lib", "promptglot.shipped"} {
		if pkg := packageName(m); pkg == ours || strings.HasPrefix(pkg, ours+".") {
			return &LoadError{File: s.Path, Line: m.Package.Location.Row, Message: ours + " is the shipped library; give helpers a package of their own"}
		}
	}
	set.user[name] = m
	r, ok, err := ruleOf(m, s.Path, false)
	if err != nil || !ok {
		return err
	}
	for _, other := range set.rules {
		if other.Package == r.Package {
			for _, h := range r.heads {
				other.add(h)
			}
			return nil // a package in several files is one policy; the first file documents it
		}
	}
	set.rules = append(set.rules, r)
	return nil
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// knownIDs are the ids of the loaded and of all shipped rules.
func knownIDs(loaded []*Rule) []string {
	var ids []string
	for _, r := range loaded {
		ids = append(ids, r.ID)
	}
	for i := range shippedIndex {
		ids = append(ids, shippedIndex[i].ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
