package policies

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// shippedByFile finds a shipped rule by the file it stands in.
var shippedByFile = sync.OnceValue(func() map[string]*Rule {
	m := make(map[string]*Rule, len(shippedIndex))
	for i := range shippedIndex {
		r := &shippedIndex[i]
		r.pkg = ast.Ref{ast.DefaultRootDocument}
		for step := range strings.SplitSeq(r.Package, ".") {
			r.pkg = append(r.pkg, ast.StringTerm(step))
		}
		if r.heads == nil { // as of nearly all
			r.heads = []string{headFindings}
		}
		m[r.File] = r
	}
	return m
})

// shippedInfo is what the index knows of the rule in an embedded file; nil
// where there is none.
func shippedInfo(file string) *Rule { return shippedByFile()[file] }

// Ships reports whether a shipped rule has the id, without reading its METADATA.
func Ships(id string) bool {
	return slices.ContainsFunc(shippedIndex, func(r Rule) bool { return r.ID == id })
}

// ShippedRules returns the documentation of every shipped rule, by id, whether
// it is on or not. The first call parses METADATA, which Load does not need.
func ShippedRules() []Rule { return slices.Clone(shippedDocs()) }

var shippedDocs = sync.OnceValue(func() []Rule {
	out, err := readShipped()
	if err != nil {
		panic(err) // embedded, and proven by the tests
	}
	return out
})

func readShipped() ([]Rule, error) {
	var out []Rule
	for _, s := range shippedSources("rules", false) {
		m, err := ast.ParseModuleWithOpts(s.Path, string(s.Data), ast.ParserOptions{
			ProcessAnnotation: true,
			RegoVersion:       ast.RegoV1,
			Capabilities:      capabilities(),
		})
		if err != nil {
			return nil, loadErrors(err)
		}
		r, ok, err := ruleOf(m, s.Path, true)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, *r)
		}
	}
	slices.SortFunc(out, func(a, b Rule) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}
