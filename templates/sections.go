package templates

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
)

// resolveSections rewrites the sections of Mustache (and of Handlebars) for a
// language that tells loops from conditions. What a section is depends on the
// value, so this is a reading of how it is used, and each one is reported as
// approximate: a section that uses {{.}} or names that occur in no outer place
// is a loop over items that have these names, any other one a condition.
// Sections of the language own stay as they are.
func resolveSections(own string, t expr.Text, problems *[]Problem) expr.Text {
	if !hasSections(own, t) {
		return t
	}
	r := &sections{own: own, problems: problems, outer: map[string]bool{}}
	r.collect(t)
	return r.text(t, "")
}

func isSection(t *expr.Tag) bool {
	return t.Kind == expr.TagFor && len(t.Vars) == 1 && t.Vars[0] == Here
}

func hasSections(own string, t expr.Text) bool {
	found := false
	t.Walk(func(s *expr.Seg) {
		if s.Block != nil {
			tag := &s.Block.Arms[0].Tag
			found = found || isSection(tag) && tag.Lang != own
		}
	})
	return found
}

type sections struct {
	own      string
	problems *[]Problem
	outer    map[string]bool // names used outside of all sections
	depth    int
}

// collect notes the names that are used outside of sections.
func (r *sections) collect(t expr.Text) {
	for i := range t {
		s := &t[i]
		if s.Tag != nil {
			expr.Vars(s.Tag.Expr, func(n string) { r.outer[n] = true })
		}
		if s.Block == nil {
			continue
		}
		for j := range s.Block.Arms {
			a := &s.Block.Arms[j]
			expr.Vars(a.Tag.Expr, func(n string) { r.outer[n] = true })
			if !isSection(&a.Tag) {
				r.collect(a.Body)
			}
		}
	}
}

// text rewrites t, in which names belong to item, or to nothing when item is "".
func (r *sections) text(t expr.Text, item string) expr.Text {
	out := make(expr.Text, len(t))
	for i, s := range t {
		if s.Tag != nil {
			tag := *s.Tag
			tag.Expr = r.expr(tag.Expr, item)
			s.Tag = &tag
		}
		if s.Block != nil {
			b := &expr.Block[expr.Text]{Close: s.Block.Close, Arms: append([]expr.Arm[expr.Text](nil), s.Block.Arms...)}
			for j := range b.Arms {
				b.Arms[j] = r.arm(b.Arms[j], item)
			}
			s.Block = b
		}
		out[i] = s
	}
	return out
}

func (r *sections) arm(a expr.Arm[expr.Text], item string) expr.Arm[expr.Text] {
	section := isSection(&a.Tag) && a.Tag.Lang != r.own
	a.Tag.Expr = r.expr(a.Tag.Expr, item)
	if !section {
		a.Body = r.text(a.Body, item)
		return a
	}
	as := "a condition"
	if r.loops(a.Body) {
		r.depth++
		name := "item"
		for n := 2; r.outer[name] || r.depth >= n; n++ {
			name = fmt.Sprintf("item%d", n)
		}
		as = "a loop over items that have the names used in it"
		a.Tag.Vars = []string{name}
		a.Body = r.text(a.Body, name)
		r.depth--
	} else {
		a.Tag.Kind, a.Tag.Vars = expr.TagIf, nil
		a.Body = r.text(a.Body, item)
	}
	*r.problems = append(*r.problems, Problem{
		Kind: Approximate, Start: a.Tag.Start, End: a.Tag.End, Span: a.Tag.Span, Construct: Clip(a.Tag.Src),
		Message: fmt.Sprintf("%s is a condition or a loop depending on its value; it was taken for %s", Clip(a.Tag.Src), as),
	})
	return a
}

// loops reports whether the body of a section reads like that of a loop.
func (r *sections) loops(t expr.Text) bool {
	found := false
	see := func(n string) { found = found || n == Here || !r.outer[n] }
	for i := range t {
		if t[i].Tag != nil && t[i].Tag.Kind == expr.TagHole {
			expr.Vars(t[i].Tag.Expr, see)
		}
		if b := t[i].Block; b != nil {
			for j := range b.Arms {
				expr.Vars(b.Arms[j].Tag.Expr, see)
				found = found || !isSection(&b.Arms[j].Tag) && r.loops(b.Arms[j].Body)
			}
		}
	}
	return found
}

// expr puts the names of e that are not known outside under item.
func (r *sections) expr(e expr.Expr, item string) expr.Expr {
	if item == "" {
		return e
	}
	switch e := e.(type) {
	case expr.Path:
		if len(e.Steps) == 0 || e.Steps[0].Index != nil {
			return e
		}
		switch root := e.Steps[0].Name; {
		case root == Here:
			return expr.Path{Steps: append([]expr.Step{{Name: item}}, e.Steps[1:]...)}
		case r.outer[root] || root == "loop":
			return e
		}
		return expr.Path{Steps: append([]expr.Step{{Name: item}}, e.Steps...)}
	case expr.Logic:
		args := make([]expr.Expr, len(e.Args))
		for i, a := range e.Args {
			args[i] = r.expr(a, item)
		}
		return expr.Logic{Op: e.Op, Args: args}
	case expr.Compare:
		return expr.Compare{Op: e.Op, L: r.expr(e.L, item), R: r.expr(e.R, item)}
	case expr.Call:
		args := make([]expr.Expr, len(e.Args))
		for i, a := range e.Args {
			args[i] = r.expr(a, item)
		}
		e.Args = args
		return e
	}
	return e
}
