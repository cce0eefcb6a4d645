package compose

import (
	"sort"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A shape is what the use of a variable tells of its value.
type shape struct {
	name    string
	fields  map[string]*shape
	elem    *shape // it is looped over, or indexed by numbers
	pairs   bool   // the loop takes keys and values
	section bool   // a Mustache section: a list, or a condition
	sample  any    // nil: made from the shape
}

func (s *shape) field(name string) *shape {
	if s.fields == nil {
		s.fields = map[string]*shape{}
	}
	f := s.fields[name]
	if f == nil {
		f = &shape{name: name}
		s.fields[name] = f
	}
	return f
}

func (s *shape) element() *shape {
	if s.elem == nil {
		s.elem = &shape{name: s.name}
	}
	return s.elem
}

// A fork is a place where a text may go several ways: an arm's condition, or a
// loop, with the forks that lead to it.
type fork struct {
	cond  expr.Expr // nil for a loop
	loop  *shape
	scope *scope
	up    *fork
	want  bool // what the fork above must be for this one to be reached
}

// A scope is the variables of a loop; the outermost holds those of the prompt.
type scope struct {
	vars map[string]*shape
	up   *scope
	// item is the context of a section, in which names are looked up first.
	item *shape
}

// A surveyor collects the variables and forks of a text.
type surveyor struct {
	root  *shape
	forks []*fork
}

func survey(t expr.Text) *surveyor {
	s := &surveyor{root: &shape{}}
	s.text(t, &scope{}, nil, true)
	return s
}

func (s *surveyor) text(t expr.Text, in *scope, up *fork, want bool) {
	for i := range t {
		switch {
		case t[i].Tag != nil && t[i].Tag.Kind != expr.TagEnd:
			s.expr(t[i].Tag.Expr, in)
		case t[i].Block != nil && t[i].Block.IsLoop():
			s.loop(t[i].Block, in, up, want)
		case t[i].Block != nil:
			s.condition(t[i].Block, in, up, want)
		}
	}
}

func (s *surveyor) condition(b *expr.Block[expr.Text], in *scope, up *fork, want bool) {
	at, is := up, want
	for i := range b.Arms {
		a := &b.Arms[i]
		if a.Tag.Kind == expr.TagElse || a.Tag.Expr == nil {
			s.text(a.Body, in, at, is)
			return
		}
		s.expr(a.Tag.Expr, in)
		f := &fork{cond: a.Tag.Expr, scope: in, up: at, want: is}
		s.forks = append(s.forks, f)
		s.text(a.Body, in, f, true)
		at, is = f, false // the next arm is reached where this one is not taken
	}
}

func (s *surveyor) loop(b *expr.Block[expr.Text], in *scope, up *fork, want bool) {
	a := &b.Arms[0]
	over, where := a.Tag.Expr, expr.Expr(nil)
	if c, ok := over.(expr.Call); ok && c.Name == templates.CallWhere && len(c.Args) == 2 {
		over, where = c.Args[0], c.Args[1]
	}
	s.expr(over, in)
	list := s.find(firstPath(over), in)
	inner := &scope{vars: map[string]*shape{}, up: in}
	f := &fork{loop: list, scope: in, up: up, want: want}
	if list != nil {
		elem := list.element()
		if vs := a.Tag.Vars; len(vs) == 1 && vs[0] == templates.Here {
			list.section, inner.item = true, elem
		} else if len(vs) > 0 {
			inner.vars[vs[len(vs)-1]] = elem
			list.pairs = list.pairs || len(vs) == 2
		}
		for _, v := range a.Tag.Vars {
			if inner.vars[v] == nil {
				inner.vars[v] = &shape{name: v}
			}
		}
		s.forks = append(s.forks, f)
	}
	inner.vars["loop"] = &shape{name: "loop"}
	if where != nil {
		s.expr(where, inner)
		s.forks = append(s.forks, &fork{cond: where, scope: inner, up: f, want: true})
	}
	s.text(a.Body, inner, f, true)
	if len(b.Arms) > 1 {
		s.text(b.Arms[1].Body, in, f, false)
	}
}

// expr notes the paths of an expression.
func (s *surveyor) expr(e expr.Expr, in *scope) {
	switch e := e.(type) {
	case expr.Path:
		s.find(e, in)
		for _, st := range e.Steps {
			s.expr(st.Index, in)
		}
	case expr.Call:
		for _, a := range e.Args {
			s.expr(a, in)
		}
		if list := s.find(firstPath(e), in); list != nil && e.Filter && takesList[e.Name] {
			list.element()
		}
		for _, a := range e.Named {
			s.expr(a.Value, in)
		}
	case expr.Compare:
		s.expr(e.L, in)
		if e.Op != "is" && e.Op != "is not" { // the right side names a test
			s.expr(e.R, in)
		}
	case expr.Logic:
		for _, a := range e.Args {
			s.expr(a, in)
		}
	case expr.Cond:
		s.expr(e.If, in)
		s.expr(e.Then, in)
		s.expr(e.Else, in)
	case expr.List:
		for _, a := range e.Items {
			s.expr(a, in)
		}
	}
}

// takesList names filters whose input is a list.
var takesList = map[string]bool{
	"join": true, "sort": true, "map": true, "select": true, "reject": true, "selectattr": true, "rejectattr": true,
	"sum": true, "unique": true, "batch": true, "groupby": true,
}

// find returns the shape that a path leads to, nil for no path.
func (s *surveyor) find(e expr.Expr, in *scope) *shape {
	p, ok := e.(expr.Path)
	if !ok || len(p.Steps) == 0 {
		return nil
	}
	at := s.variable(p.Steps[0].Name, in)
	for _, st := range p.Steps[1:] {
		switch lit, isLit := st.Index.(expr.Lit); {
		case st.Index == nil:
			at = at.field(st.Name)
		case isLit && lit.Kind == expr.Str:
			at = at.field(lit.Text)
		default:
			at = at.element()
		}
	}
	return at
}

func (s *surveyor) variable(name string, in *scope) *shape {
	for c := in; c != nil; c = c.up {
		switch {
		case c.vars[name] != nil:
			return c.vars[name]
		case c.item != nil && name == templates.Here:
			return c.item
		case c.item != nil && s.root.fields[name] == nil:
			return c.item.field(name)
		}
	}
	return s.root.field(name)
}

// firstPath returns the path that an expression is about: the input of its
// filters.
func firstPath(e expr.Expr) expr.Expr {
	switch e := e.(type) {
	case expr.Call:
		if len(e.Args) > 0 {
			return firstPath(e.Args[0])
		}
	case expr.Logic:
		return firstPath(e.Args[0])
	case expr.Cond:
		return firstPath(e.Then)
	case expr.Compare:
		return firstPath(e.L)
	}
	return e
}

// names returns the fields of a shape in order.
func (s *shape) names() []string {
	out := make([]string, 0, len(s.fields))
	for n := range s.fields {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}
