package liquid

import (
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// neutralNames are the filters that another name says the same with.
var neutralNames = map[string]string{
	"upcase": "upper", "downcase": "lower", "size": "length", "json": "tojson", "uniq": "unique", "strip": "trim",
	"default": "default", "join": "join", "first": "first", "last": "last", "replace": "replace", "reverse": "reverse",
	"capitalize": "capitalize", "abs": "abs", "escape": "escape",
}

// liquidNames are the same the other way round.
var liquidNames = func() map[string]string {
	out := map[string]string{"d": "default", "count": "size", "e": "escape"}
	for liquid, name := range neutralNames {
		out[name] = liquid
	}
	return out
}()

// ownName is what stands before a filter that only Liquid has.
const ownName = ID + ":"

// loopNames are the members of forloop and what others call them.
var loopNames = map[string]string{
	"index": "index", "index0": "index0", "first": "first", "last": "last", "length": "length", "rindex": "revindex", "rindex0": "revindex0",
}

// neutral gives an expression that was read the names of the neutral form.
func neutral(e expr.Expr) expr.Expr {
	switch e := e.(type) {
	case expr.Path:
		return neutralPath(e)
	case expr.Compare:
		l, r := neutral(e.L), neutral(e.R)
		if e.Op == "contains" {
			return expr.Compare{Op: "in", L: r, R: l}
		}
		return expr.Compare{Op: e.Op, L: l, R: r}
	case expr.Logic:
		return expr.Logic{Op: e.Op, Args: each(e.Args)}
	case expr.Call:
		return neutralCall(expr.Call{Name: e.Name, Args: each(e.Args), Named: named(e.Named), Filter: e.Filter})
	}
	return e
}

func each(es []expr.Expr) []expr.Expr {
	out := make([]expr.Expr, len(es))
	for i, e := range es {
		out[i] = neutral(e)
	}
	return out
}

func named(ns []expr.Named) []expr.Named {
	var out []expr.Named
	for _, n := range ns {
		out = append(out, expr.Named{Name: n.Name, Value: neutral(n.Value)})
	}
	return out
}

func neutralPath(p expr.Path) expr.Expr {
	steps := make([]expr.Step, 0, len(p.Steps))
	key := false // the last step is a key in brackets
	for _, s := range p.Steps {
		key = s.Index != nil
		if l, ok := s.Index.(expr.Lit); ok && l.Kind == expr.Str {
			s = expr.Step{Name: l.Text}
		} else if key {
			s.Index = neutral(s.Index)
		}
		steps = append(steps, s)
	}
	if len(steps) == 2 && steps[0].Name == "forloop" && loopNames[steps[1].Name] != "" {
		return expr.Path{Steps: []expr.Step{{Name: "loop"}, {Name: loopNames[steps[1].Name]}}}
	}
	// size, first and last belong to lists and texts before they are members.
	n := len(steps) - 1
	if name := steps[n].Name; n > 0 && !key && ofLists(name) {
		if name == "size" {
			name = "length"
		}
		return expr.Call{Name: name, Args: []expr.Expr{expr.Path{Steps: steps[:n]}}, Filter: true}
	}
	return expr.Path{Steps: steps}
}

// operations are the filters that are operators elsewhere.
var operations = map[string]string{"plus": "+", "minus": "-", "times": "*", "append": "~"}

func neutralCall(c expr.Call) expr.Expr {
	switch {
	case c.Name == callRange:
		return expr.Call{Name: "range", Args: []expr.Expr{c.Args[0], sum(c.Args[1], expr.Lit{Kind: expr.Num, Text: "1"})}}
	case !c.Filter:
		return c
	case operations[c.Name] != "" && len(c.Args) == 2 && len(c.Named) == 0:
		return expr.Compare{Op: operations[c.Name], L: c.Args[0], R: c.Args[1]}
	case c.Name == "prepend" && len(c.Args) == 2:
		return expr.Compare{Op: "~", L: c.Args[1], R: c.Args[0]}
	case c.Name == "split" && len(c.Args) == 2:
		return expr.Call{Name: ".split", Args: c.Args}
	case c.Name == "map" && len(c.Args) == 2:
		return expr.Call{Name: "map", Args: c.Args[:1], Named: []expr.Named{{Name: "attribute", Value: c.Args[1]}}, Filter: true}
	}
	name, ok := neutralNames[c.Name]
	switch {
	case !ok, c.Name == "default" && len(c.Named) > 0, len(c.Named) > 0 && c.Name == "json":
		c.Name = ownName + c.Name
		return c
	case c.Name == "join" && len(c.Args) == 1:
		c.Args = append(c.Args, expr.Lit{Kind: expr.Str, Text: " "})
	case c.Name == "default" && len(c.Args) == 2:
		// It takes the place of what is false or empty, too.
		c.Args = append(c.Args, expr.Lit{Kind: expr.True})
	}
	c.Name = name
	return c
}

// sum adds two expressions, at once where both are known.
func sum(a, b expr.Expr) expr.Expr {
	x, ok1 := whole(a)
	y, ok2 := whole(b)
	if ok1 && ok2 {
		return expr.Lit{Kind: expr.Num, Text: strconv.Itoa(x + y)}
	}
	return expr.Compare{Op: "+", L: a, R: b}
}

func whole(e expr.Expr) (int, bool) {
	l, ok := e.(expr.Lit)
	if !ok || l.Kind != expr.Num || len(l.Text) > 9 || strings.Contains(l.Text, ".") {
		return 0, false
	}
	n, err := strconv.Atoi(l.Text)
	return n, err == nil
}
