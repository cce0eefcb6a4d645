package policies

import (
	"slices"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
)

// Most rules speak of something that most documents do not have. A document
// asks only the rules that one of its facts wakes, and shows them only facts
// that they can use; on a large repository that is the difference between all
// rules × all documents and what there is to find.
//
// What wakes a rule is read off its compiled body: a look-up of facts that
// stands in the body itself must find one for the body to hold, and so must the
// comparisons with constants that the body makes of it. What is not understood
// is no condition, so a rule may be woken in vain but never sleeps over
// something. A rule that looks up nothing outright, such as one that speaks of
// what is missing, is always awake; of the shipped ones, which a test holds to
// have nothing to say of nothing, also what they look up indirectly counts.

// An asking is one head of one rule: what a phase asks.
type asking struct {
	*Rule
	number int // in the phase
	// wakes are the look-ups of which one must find something; nil is an
	// asking that is always awake.
	wakes []trigger
	// whole is what it uses of the input besides the facts of its triggers.
	whole reads
	// answer is the compiled term whose value is what it answers.
	answer func() (*ast.Term, error)
	// stopped is set once it ran away: then it has failed the run, and would
	// only make it last.
	stopped atomic.Bool
}

// A trigger is a look-up of facts with conditions that the body makes of them.
type trigger struct {
	kind  fact.Kind
	codes bool            // in input.codes, not input.facts
	keys  map[string]bool // nil: under any key
	tests []test
	// closed is set where the body sees no more of the facts than those for
	// which tests hold, so that others need not be shown.
	closed bool
}

// matches reports whether a fact of the trigger's kind may make the body hold.
func (t *trigger) matches(f *fact.Fact) bool {
	key := f.Code
	if !t.codes {
		key = groupKey(f)
	} else if key == "" {
		return false
	}
	if t.keys != nil && !t.keys[key] {
		return false
	}
	for i := range t.tests {
		if !t.tests[i].holds(f, key) {
			return false
		}
	}
	return true
}

// A watcher is a trigger and who it wakes.
type watcher struct {
	*trigger
	of *asking
}

// A waking is what a document needs of a phase.
type waking struct {
	asked []*asking
	shown []bool // by the index of a fact: a look-up found it
}

// awake returns what a phase is to be asked about a document.
func (p *phase) awake(d Document, g *grading) waking {
	w := waking{shown: make([]bool, len(d.Facts))}
	up := make([]bool, len(p.askings))
	for i, f := range d.Facts {
		for j := range p.watchers[f.Kind] {
			t := &p.watchers[f.Kind][j]
			if up[t.of.number] && (w.shown[i] || !t.closed) || !t.matches(f) {
				continue
			}
			up[t.of.number] = true
			w.shown[i] = w.shown[i] || t.closed
		}
	}
	for _, a := range p.askings {
		if (a.wakes == nil || up[a.number]) && !g.isOff(a.Rule) {
			w.asked = append(w.asked, a)
		}
	}
	return w
}

// on returns what a phase may ask of some documents at all.
func (p *phase) on(g *grading) []*asking {
	return slices.DeleteFunc(slices.Clone(p.askings), func(a *asking) bool { return g.isOff(a.Rule) })
}

// attend reads off the compiled rule what wakes an asking and what else it
// uses.
func (a *asking) attend(c *ast.Compiler, head string) {
	found := map[**ast.Term]bool{} // look-ups, by where their reference begins
	always := false
	for _, body := range c.GetRulesWithPrefix(a.ref(head)) {
		l := lookupOf(c, body)
		switch {
		case l != nil:
			a.wakes = append(a.wakes, l.trigger)
			if l.closed {
				found[&l.ref[0]] = true
			}
		case a.Shipped && head == headFindings:
			indirect := kindsIn(body)
			a.wakes = append(a.wakes, indirect...)
			always = always || indirect == nil
		default:
			always = true
		}
	}
	if always {
		a.wakes = nil
	}
	a.whole = readsOf(c, a.ref(head), found)
}

// kindsIn returns triggers without conditions for the facts that a body looks
// up somewhere.
func kindsIn(body *ast.Rule) []trigger {
	var out []trigger
	ast.WalkRefs(body.Body, func(ref ast.Ref) bool {
		if t, ok := triggerOf(ref); ok {
			out = append(out, t)
		} else if len(ref) > 1 && ref[0].Equal(ast.InputRootDocument) && ref[1].Equal(kPrompts) {
			out = append(out, trigger{kind: fact.Prompt})
		}
		return false
	})
	return out
}

// triggerOf reads a reference into input.facts or input.codes.
func triggerOf(ref ast.Ref) (trigger, bool) {
	if len(ref) < 3 || !ref[0].Equal(ast.InputRootDocument) {
		return trigger{}, false
	}
	t := trigger{codes: ref[1].Equal(kCodes)}
	kind, ground := ref[2].Value.(ast.String)
	if !ground || !t.codes && !ref[1].Equal(kFacts) {
		return trigger{}, false
	}
	t.kind = fact.Kind(kind)
	if len(ref) > 3 {
		if key, ground := ref[3].Value.(ast.String); ground {
			t.keys = map[string]bool{string(key): true}
		}
	}
	return t, true
}
