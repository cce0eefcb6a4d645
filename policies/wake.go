package policies

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
)

// wakesOf lists the facts without any of which a shipped rule is silent, as
// kinds or as kinds with a key (see wakeKey): those that the bodies of its
// findings look up themselves. Most rules speak of something that most documents
// do not have, and need not be asked about them. nil is a rule that is always
// asked, as the user's are: a policy may well speak of what is missing. That
// the shipped ones do not is held by a test.
func wakesOf(c *ast.Compiler, r *Rule) []string {
	var out []string
	for _, rule := range c.GetRulesWithPrefix(r.ref(headFindings)) {
		n := len(out)
		ast.WalkRefs(rule.Body, func(ref ast.Ref) bool {
			if key, ok := wakeOf(ref); ok {
				out = append(out, key)
			}
			return false
		})
		if len(out) == n {
			return nil // what it speaks of hangs on no fact that can be seen here
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func wakeOf(ref ast.Ref) (string, bool) {
	if len(ref) < 2 || !ref[0].Equal(ast.InputRootDocument) {
		return "", false
	}
	switch top, _ := ref[1].Value.(ast.String); {
	case top == "prompts":
		return string(fact.Prompt), true
	case len(ref) < 3 || top != "facts" && top != "codes":
		return "", false
	}
	kind, ground := ref[2].Value.(ast.String)
	if !ground {
		return "", false
	}
	if len(ref) > 3 {
		if key, ground := ref[3].Value.(ast.String); ground {
			return wakeKey(fact.Kind(kind), string(key)), true
		}
	}
	return string(kind), true
}

func wakeKey(k fact.Kind, key string) string { return string(k) + " " + key }

// awake returns the rules of a phase that may have something to say of a
// document: those that are on for it and that its facts wake.
func (p *phase) awake(d Document, g *grading) []*Rule {
	there := map[string]bool{}
	for _, f := range d.Facts {
		there[string(f.Kind)] = true
		there[wakeKey(f.Kind, groupKey(f))] = true
		there[wakeKey(f.Kind, f.Code)] = true
	}
	return slices.DeleteFunc(p.on(g), func(r *Rule) bool {
		return r.wakes != nil && !slices.ContainsFunc(r.wakes, func(key string) bool { return there[key] })
	})
}

// on returns the rules of a phase that are on for some documents.
func (p *phase) on(g *grading) []*Rule {
	return slices.DeleteFunc(slices.Clone(p.rules), g.isOff)
}
