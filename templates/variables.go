package templates

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// The types that the use of a variable hints at.
const (
	TypeUnknown = ""        // its use tells nothing, or contradicts itself
	TypeList    = "list"    // it is looped over
	TypeObject  = "object"  // its members are used, or its pairs looped over
	TypeBoolean = "boolean" // it stands alone in conditions and nowhere else
)

// A Variable is a name that a text expects from outside.
type Variable struct {
	Name  string
	Spans []source.Span // the tags that use it, in order
	Type  string        // one of the Type constants
}

// Variables returns the variables of t in the order of their first use: not
// the variables of loops, nor what the text itself defines.
func Variables(t expr.Text) []Variable {
	var ignored []Problem
	c := &collector{at: map[string]int{}, local: map[string]int{}, uses: map[string]use{}}
	c.text(resolveSections("", t, &ignored))
	for i := range c.vars {
		v := &c.vars[i]
		switch u := c.uses[v.Name]; {
		case u.list && !u.object:
			v.Type = TypeList
		case u.object && !u.list:
			v.Type = TypeObject
		case u.condition && !u.value && !u.object && !u.list:
			v.Type = TypeBoolean
		}
	}
	return c.vars
}

// A use tells in which ways a variable is used.
type use struct{ list, object, condition, value bool }

type collector struct {
	vars  []Variable
	at    map[string]int // index in vars
	local map[string]int // names bound by open loops, and by the text for good
	uses  map[string]use
}

func (c *collector) text(t expr.Text) {
	for i := range t {
		s := &t[i]
		if s.Tag != nil {
			c.tag(s.Tag)
			if s.Tag.Kind == expr.TagOther {
				for _, v := range s.Tag.Vars {
					c.local[v]++
				}
			}
		}
		if s.Block == nil {
			continue
		}
		for j := range s.Block.Arms {
			a := &s.Block.Arms[j]
			var bound []string
			if a.Tag.Kind == expr.TagFor {
				bound = append(a.Tag.Vars[:len(a.Tag.Vars):len(a.Tag.Vars)], "loop")
			}
			// The filter of a loop sees its variables, what is looped over does
			// not; a variable that shadows itself is rarer than a filter.
			if w, ok := a.Tag.Expr.(expr.Call); ok && w.Name == CallWhere && len(w.Args) == 2 {
				c.over(a.Tag, w.Args[0])
				c.bind(bound, 1)
				c.expr(w.Args[1], a.Tag.Span, true)
			} else {
				c.over(a.Tag, a.Tag.Expr)
				c.bind(bound, 1)
			}
			c.text(a.Body)
			c.bind(bound, -1)
		}
	}
}

func (c *collector) bind(names []string, n int) {
	for _, v := range names {
		c.local[v] += n
	}
}

func (c *collector) tag(t *expr.Tag) {
	if t.Kind != expr.TagEnd {
		c.expr(t.Expr, t.Span, false)
	}
}

// over notes what an arm's tag uses.
func (c *collector) over(t expr.Tag, e expr.Expr) {
	if p, ok := e.(expr.Path); ok && t.Kind == expr.TagFor && len(p.Steps) == 1 {
		c.note(p.Steps[0].Name, t.Span, use{list: len(t.Vars) < 2, object: len(t.Vars) == 2})
		return
	}
	c.expr(e, t.Span, t.Kind == expr.TagIf || t.Kind == expr.TagElseIf)
}

// expr notes the variables of e; alone is true where e decides a condition.
func (c *collector) expr(e expr.Expr, at source.Span, alone bool) {
	switch e := e.(type) {
	case expr.Path:
		if len(e.Steps) == 0 {
			return
		}
		u := use{condition: alone, value: !alone}
		if len(e.Steps) > 1 {
			u = use{object: e.Steps[1].Index == nil, list: e.Steps[1].Index != nil}
		}
		c.note(e.Steps[0].Name, at, u)
		for _, s := range e.Steps[1:] {
			c.expr(s.Index, at, false)
		}
	case expr.Logic:
		for _, a := range e.Args {
			c.expr(a, at, alone)
		}
	case expr.Cond:
		c.expr(e.Then, at, false)
		c.expr(e.If, at, true)
		c.expr(e.Else, at, false)
	default:
		expr.Vars(e, func(name string) { c.note(name, at, use{value: true}) })
	}
}

func (c *collector) note(name string, at source.Span, u use) {
	if name == Here || c.local[name] > 0 {
		return
	}
	i, ok := c.at[name]
	if !ok {
		i = len(c.vars)
		c.at[name] = i
		c.vars = append(c.vars, Variable{Name: name})
	}
	v := &c.vars[i]
	if n := len(v.Spans); n == 0 || v.Spans[n-1] != at {
		v.Spans = append(v.Spans, at)
	}
	old := c.uses[name]
	c.uses[name] = use{old.list || u.list, old.object || u.object, old.condition || u.condition, old.value || u.value}
}
