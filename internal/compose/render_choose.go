package compose

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// absent stands for a variable that is not in the data.
var absent = any(struct{ absent bool }{true})

// choices are the values that a scenario asks for.
type choices struct {
	s      *surveyor
	set    map[*shape]any
	rounds map[*shape]int
	yes    bool
}

// reach makes f go one way, and the forks above lead to it.
func (c *choices) reach(f *fork, want bool, rounds int) {
	if f.up != nil {
		n := 2
		if !f.want {
			n = 0
		}
		c.reach(f.up, f.want, n)
	}
	if f.cond != nil {
		c.solve(f.cond, f.scope, want)
		return
	}
	c.rounds[f.loop] = rounds
	delete(c.set, f.loop)
}

// solve chooses values that make e true or false, as far as it can tell.
func (c *choices) solve(e expr.Expr, in *scope, want bool) {
	switch e := e.(type) {
	case expr.Path:
		c.truth(c.s.find(e, in), want)
	case expr.Logic:
		for _, a := range e.Args {
			if e.Op == "not" {
				c.solve(a, in, !want)
				return
			}
			c.solve(a, in, want)
		}
	case expr.Compare:
		c.compare(e, in, want)
	case expr.Call:
		c.truth(c.s.find(firstPath(e), in), want)
	}
}

func (c *choices) truth(s *shape, want bool) {
	switch {
	case s == nil:
	case want && s.elem != nil:
		c.rounds[s] = 2
		delete(c.set, s)
	case want:
		delete(c.set, s)
		if s.fields == nil && s.sample != nil && !truthy(s.sample) {
			c.set[s] = opposite(s.sample)
		}
	case s.elem != nil:
		c.rounds[s] = 0
		delete(c.set, s)
	case s.fields != nil:
		c.set[s] = absent
	default:
		c.set[s] = false
	}
}

// either chooses v for s, or whatever it has otherwise.
func (c *choices) either(s *shape, yes bool, v any) {
	if yes {
		c.set[s] = v
		return
	}
	delete(c.set, s)
}

func truthy(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case string:
		return v != ""
	case json.Number:
		n, _ := v.Float64()
		return n != 0
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return v != nil
}

// opposite is a true value of the kind of a false one.
func opposite(v any) any {
	switch v.(type) {
	case string:
		return awkward
	case json.Number:
		return json.Number("1")
	}
	return true
}

// isFlag reports whether a name reads like a yes-or-no question.
func isFlag(name string) bool {
	for _, p := range []string{"is_", "has_", "use_", "allow", "enable", "strict", "json"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

func (c *choices) compare(e expr.Compare, in *scope, want bool) {
	op := e.Op
	switch op {
	case "!=", "not in", "is not":
		want = !want
		op = map[string]string{"!=": "==", "not in": "in", "is not": "is"}[op]
	}
	s := c.s.find(firstPath(e.L), in)
	if s == nil {
		return
	}
	_, counted := e.L.(expr.Call)
	switch op {
	case "is":
		switch test := fmt.Sprint(e.R); {
		case strings.Contains(test, "none"):
			c.either(s, want, nil)
		case strings.Contains(test, "undefined"):
			c.either(s, want, absent)
		default: // defined, and tests of a kind: an absent value passes none
			c.either(s, !want, absent)
		}
	case "in":
		if l, ok := e.R.(expr.List); ok && len(l.Items) > 0 && want {
			c.set[s] = literal(l.Items[0])
		} else if !want {
			c.set[s] = "none of them"
		}
	case "==":
		c.set[s] = "something else"
		if want {
			c.set[s] = literal(e.R)
		}
	case "<", "<=", ">", ">=":
		l, ok := e.R.(expr.Lit)
		if !ok {
			return
		}
		n, _ := json.Number(l.Text).Float64()
		if want == (op == "<" || op == "<=") {
			n--
		} else {
			n++
		}
		if counted {
			c.rounds[s] = max(0, int(n))
			return
		}
		c.set[s] = n
	}
}

// literal returns the value of a literal, a text for anything else.
func literal(e expr.Expr) any {
	l, ok := e.(expr.Lit)
	switch {
	case !ok:
		return "sample"
	case l.Kind == expr.Num:
		return json.Number(l.Text)
	case l.Kind == expr.True:
		return true
	case l.Kind == expr.False:
		return false
	case l.Kind == expr.None:
		return nil
	}
	return l.Text
}
