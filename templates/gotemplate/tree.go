package gotemplate

import (
	"slices"
	"text/template/parse"
)

// walk calls f with the identifiers of every field and variable below n.
func walk(n parse.Node, f func(idents []string)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, each := range n.Nodes {
			walk(each, f)
		}
	case *parse.ActionNode:
		walk(n.Pipe, f)
	case *parse.TemplateNode:
		walk(n.Pipe, f)
	case *parse.IfNode:
		branch(&n.BranchNode, f)
	case *parse.WithNode:
		branch(&n.BranchNode, f)
	case *parse.RangeNode:
		branch(&n.BranchNode, f)
	case *parse.PipeNode:
		if n == nil {
			return
		}
		for _, c := range n.Cmds {
			for _, a := range c.Args {
				walk(a, f)
			}
		}
	case *parse.ChainNode:
		walk(n.Node, f)
		f(n.Field)
	case *parse.FieldNode:
		f(n.Ident)
	case *parse.VariableNode:
		f(n.Ident)
	}
}

func branch(b *parse.BranchNode, f func(idents []string)) {
	walk(b.Pipe, f)
	walk(b.List, f)
	walk(b.ElseList, f)
}

// A cutter takes away the first hole that prints .Response, and all that stands
// after it in the order of the text; conditions and loops stay as shells.
type cutter struct{ cut bool }

func (c *cutter) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	kept := l.Nodes[:0]
	for _, n := range l.Nodes {
		if c.keeps(n) {
			kept = append(kept, n)
		}
	}
	l.Nodes = kept
}

// keeps reports whether n stays; its bodies are cut.
func (c *cutter) keeps(n parse.Node) bool {
	if c.cut {
		return false
	}
	var b *parse.BranchNode
	switch n := n.(type) {
	case *parse.ActionNode:
		walk(n.Pipe, func(idents []string) { c.cut = c.cut || slices.Contains(idents, "Response") })
		return !c.cut || len(n.Pipe.Decl) > 0
	case *parse.IfNode:
		b = &n.BranchNode
	case *parse.WithNode:
		b = &n.BranchNode
	case *parse.RangeNode:
		b = &n.BranchNode
	}
	if b != nil {
		c.list(b.List)
		c.list(b.ElseList)
	}
	return true
}
