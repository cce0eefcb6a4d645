package value

import (
	"iter"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// A Member is a key of an object and its value. A member that stands in a
// condition comes as a Choice whose other arms are absent (nil), so a reader
// need not know that blocks exist.
type Member struct {
	Key     string
	Value   *Node
	KeySpan source.Span
	Span    source.Span
	Spread  bool
}

// Members returns the members of n in document order, conditional ones as
// choices. Members inside a repetition come as a Hole-like Choice of one arm.
func (n *Node) Members() []Member {
	if n == nil || n.Kind != Object {
		return nil
	}
	out := make([]Member, 0, len(n.Entries))
	if n.Blocks() {
		return n.blockMembers(out)
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		out = append(out, Member{Key: e.Key, Value: e.Value, KeySpan: e.KeySpan, Span: e.Span, Spread: e.Spread})
	}
	return out
}

// All is Members one after the other; it makes no list of them where the object
// has neither conditions nor loops.
func (n *Node) All() iter.Seq[Member] {
	return func(yield func(Member) bool) { n.each(yield) }
}

func (n *Node) each(yield func(Member) bool) {
	if n == nil || n.Kind != Object {
		return
	}
	if n.Blocks() {
		for _, m := range n.Members() {
			if !yield(m) {
				return
			}
		}
		return
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		if !yield(Member{Key: e.Key, Value: e.Value, KeySpan: e.KeySpan, Span: e.Span, Spread: e.Spread}) {
			return
		}
	}
}

// Blocks reports whether conditions or loops stand among the entries of n.
func (n *Node) Blocks() bool {
	for i := range n.Entries {
		if n.Entries[i].Block != nil {
			return true
		}
	}
	return false
}

// blockMembers is Members for objects with conditions or loops in them.
func (n *Node) blockMembers(out []Member) []Member {
	collect(n.Entries, func(v *Node) *Node { return v }, func(m Member) {
		if !m.Spread {
			for i := range out {
				if out[i].Key == m.Key && !out[i].Spread && out[i].Value.Kind == Choice && m.Value.Kind == Choice {
					if merged := mergeChoice(out[i].Value, m.Value); merged != nil {
						out[i].Value = merged
						return
					}
				}
			}
		}
		out = append(out, m)
	})
	return out
}

func collect(es []Entry, wrap func(*Node) *Node, add func(Member)) {
	for i := range es {
		e := &es[i]
		if e.Block == nil {
			add(Member{Key: e.Key, Value: wrap(e.Value), KeySpan: e.KeySpan, Span: e.Span, Spread: e.Spread})
			continue
		}
		for j := range e.Block.Arms {
			arm := j
			collect(e.Block.Arms[j].Body, func(v *Node) *Node {
				c := &expr.Block[*Node]{Close: e.Block.Close}
				for k := range e.Block.Arms {
					a := expr.Arm[*Node]{Tag: e.Block.Arms[k].Tag}
					if k == arm {
						a.Body = v
					}
					c.Arms = append(c.Arms, a)
				}
				return wrap(&Node{Kind: Choice, Choice: c, Span: v.Span})
			}, add)
		}
	}
}

// mergeChoice joins two choices over the same block (if → 1, else → 2).
func mergeChoice(a, b *Node) *Node {
	if len(a.Choice.Arms) != len(b.Choice.Arms) || a.Choice.Close.Span != b.Choice.Close.Span ||
		a.Choice.Arms[0].Tag.Span != b.Choice.Arms[0].Tag.Span {
		return nil
	}
	out := &expr.Block[*Node]{Close: a.Choice.Close}
	for i := range a.Choice.Arms {
		arm := a.Choice.Arms[i]
		if arm.Body == nil {
			arm.Body = b.Choice.Arms[i].Body
		} else if b.Choice.Arms[i].Body != nil {
			return nil
		}
		out.Arms = append(out.Arms, arm)
	}
	return &Node{Kind: Choice, Choice: out, Span: a.Span.Cover(b.Span)}
}

// Pointer appends a reference token to a JSON pointer (RFC 6901).
func Pointer(base, key string) string {
	if strings.ContainsAny(key, "~/") {
		key = strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
	}
	return base + "/" + key
}

// IndexPointer appends an array index to a JSON pointer.
func IndexPointer(base string, i int) string { return base + "/" + strconv.Itoa(i) }

// Walk calls f for n and every node below it with its JSON pointer, in
// document order. Elements inside blocks are counted in document order over
// all arms, so every element has a pointer of its own.
func (n *Node) Walk(pointer string, f func(pointer string, n *Node)) {
	if n == nil {
		return
	}
	f(pointer, n)
	if n.Kind == Choice {
		for i := range n.Choice.Arms {
			if v := n.Choice.Arms[i].Body; v != nil {
				v.Walk(pointer, f)
			}
		}
	}
	i := 0
	walkEntries(n.Entries, n.Kind, pointer, &i, f)
}

func walkEntries(es []Entry, kind Kind, pointer string, i *int, f func(string, *Node)) {
	for k := range es {
		e := &es[k]
		if e.Block != nil {
			for j := range e.Block.Arms {
				walkEntries(e.Block.Arms[j].Body, kind, pointer, i, f)
			}
			continue
		}
		p := Pointer(pointer, e.Key)
		if kind == Array || e.Spread {
			p = IndexPointer(pointer, *i)
		}
		*i++
		e.Value.Walk(p, f)
	}
}

// memberBlock is a member whose value is a choice with absent arms, as a
// condition around the member.
func memberBlock(key string, v *Node) *expr.Block[[]Entry] {
	b := &expr.Block[[]Entry]{Close: v.Choice.Close}
	for i := range v.Choice.Arms {
		a := v.Choice.Arms[i]
		arm := expr.Arm[[]Entry]{Tag: a.Tag}
		switch {
		case a.Body == nil:
		case a.Body.Kind == Choice && absentArm(a.Body):
			arm.Body = []Entry{{Block: memberBlock(key, a.Body)}}
		default:
			arm.Body = []Entry{{Key: key, Value: a.Body}}
		}
		b.Arms = append(b.Arms, arm)
	}
	return b
}

// Otherwise fills the cases of the conditional member key in which it is absent
// with fallback, so that the member is always there. It reports whether it had
// anything to fill.
func (n *Node) Otherwise(key string, fallback func() *Node) bool {
	v := n.Get(key)
	if v == nil || v.Kind != Choice || !absentArm(v) {
		return false
	}
	kept := n.Entries[:0:0]
	for _, e := range n.Entries {
		if e.Block == nil || len(blockKeys(e.Block, key)) == 0 {
			kept = append(kept, e)
		}
	}
	n.Entries = append(kept, Entry{Key: key, Value: fillAbsent(v, fallback)})
	return true
}

// blockKeys returns the members called key that stand in a block.
func blockKeys(b *expr.Block[[]Entry], key string) []*Node {
	var out []*Node
	for _, a := range b.Arms {
		for _, e := range a.Body {
			switch {
			case e.Block != nil:
				out = append(out, blockKeys(e.Block, key)...)
			case e.Key == key:
				out = append(out, e.Value)
			}
		}
	}
	return out
}

func fillAbsent(v *Node, fallback func() *Node) *Node {
	if v == nil {
		return fallback()
	}
	if v.Kind != Choice {
		return v
	}
	c := *v
	b := &expr.Block[*Node]{Close: v.Choice.Close}
	for _, a := range v.Choice.Arms {
		b.Arms = append(b.Arms, expr.Arm[*Node]{Tag: a.Tag, Body: fillAbsent(a.Body, fallback)})
	}
	if n := len(b.Arms); n > 0 && b.Arms[n-1].Tag.Kind != expr.TagElse {
		b.Arms = append(b.Arms, expr.Arm[*Node]{Tag: expr.Tag{Kind: expr.TagElse, Lang: b.Arms[0].Tag.Lang}, Body: fallback()})
	}
	c.Choice = b
	return &c
}

// absentArm reports whether v is missing in some case: an arm without a value,
// or a condition without else.
func absentArm(v *Node) bool {
	arms := v.Choice.Arms
	if len(arms) == 0 || arms[len(arms)-1].Tag.Kind != expr.TagElse {
		return true
	}
	for i := range arms {
		b := arms[i].Body
		if b == nil || b.Kind == Choice && absentArm(b) {
			return true
		}
	}
	return false
}
