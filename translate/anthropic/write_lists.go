package anthropic

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// whole returns the value of a member that is a variable, in every case that
// has it, rather than a list.
func whole[T any](c *writer, l prompt.List[T], key string) *value.Node {
	v := member(c.p.Node, key)
	if !variable(v) {
		return nil
	}
	spreads(c, l, "message-shape", key)
	return c.Carry(v)
}

func variable(n *value.Node) bool {
	if n == nil || n.Kind != value.Choice {
		return n != nil && n.Kind == value.Hole
	}
	some := false
	for i := range n.Choice.Arms {
		if b := n.Choice.Arms[i].Body; b != nil {
			if !variable(b) {
				return false
			}
			some = true
		}
	}
	return some
}

// member returns the value of a member, a choice where it is conditional.
func member(n *value.Node, key string) *value.Node {
	for _, m := range n.Members() {
		if m.Key == key && !m.Spread {
			return m.Value
		}
	}
	return nil
}

// spreads enters what variables of another vendor's shape bring into a list.
func spreads[T any](c *writer, l prompt.List[T], feature, what string) {
	if c.own {
		return
	}
	for i := range l {
		if s := l[i].Spread; s != nil {
			c.Warn(s, feature, translate.Approximate, "the variable must bring "+what+" of this dialect", translate.Maybe(translate.HoleText(s)))
		}
		if b := l[i].Block; b != nil {
			for j := range b.Arms {
				spreads(c, b.Arms[j].Body, feature, what)
			}
		}
	}
}

// setList sets a member to a list. A condition around all of it goes around
// the member, unless the source, an object of this dialect, has it inside.
func (c *writer) setList(n, src *value.Node, key string, entries []value.Entry) {
	if was := src.Get(key); c.Same && was != nil && was.Kind == value.Array {
		n.Set(key, &value.Node{Kind: value.Array, Entries: entries})
		return
	}
	translate.SetList(n, key, entries)
}

func hasKey(n *value.Node, key string) bool {
	for _, m := range n.Members() {
		if m.Key == key {
			return true
		}
	}
	return false
}

// first returns the list up to its first unconditional item and gives the
// items behind it to over.
func first[T any](l prompt.List[T], over func(*T)) prompt.List[T] {
	for i := range l {
		if l[i].Item != nil {
			l[i+1:].Walk(over)
			return l[:i+1]
		}
	}
	return l
}
