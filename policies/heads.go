package policies

import (
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
)

// The rules of a package that promptglot asks for. All are sets.
const (
	headFindings   = "findings"            // on one document
	headCollect    = "collect"             // what the repository phase is to know of one document
	headRepository = "repository_findings" // on all documents together
)

var headNames = []string{headFindings, headCollect, headRepository}

func isHead(name string) bool { return slices.Contains(headNames, name) }

// has notes which heads a module adds to the rule.
func (r *Rule) has(heads []*ast.Rule) {
	for _, h := range heads {
		r.add(headName(h))
	}
}

func (r *Rule) add(head string) {
	if !slices.Contains(r.heads, head) {
		r.heads = append(r.heads, head)
		slices.Sort(r.heads)
	}
	r.Repository = slices.Contains(r.heads, headRepository)
}

// ref is the reference to one of the rule's heads.
func (r *Rule) ref(head string) ast.Ref { return r.pkg.Append(ast.StringTerm(head)) }

// yamlDay undoes that YAML reads a day without quotes as the midnight it
// begins with.
func yamlDay(s string) string { return strings.TrimSuffix(s, "T00:00:00Z") }

// validDay accepts a day and "".
func validDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return s == "" || err == nil
}
