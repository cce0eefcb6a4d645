package value

import (
	"strconv"
	"strings"
)

// A path is where in a tree somebody stands. Walking keeps it at little cost;
// the JSON pointer is made only for those who ask.
type path []step

type step struct {
	key   string
	i     int  // position among the siblings
	array bool // i is the reference token, not key
}

// usualDepth is deeper than most requests are nested.
const usualDepth = 12

func (p path) pointer() string {
	var b []byte
	for i := range p {
		if p[i].array {
			b = strconv.AppendInt(append(b, '/'), int64(p[i].i), 10)
		} else {
			b = append(b, Pointer("", p[i].key)...)
		}
	}
	return string(b)
}

// place names the path in a message.
func (p path) place() string {
	if len(p) == 0 {
		return "the root"
	}
	return strings.ToValidUTF8(p.pointer(), "\ufffd")
}

// Pointers returns the JSON pointers of the wanted nodes below n, as Walk gives
// them; a node that is not there has "", one that is there twice the last. The
// nodes are of a tree that nobody else uses at the same time.
func (n *Node) Pointers(wanted []*Node) []string {
	if len(wanted) == 0 {
		return nil
	}
	f := finder{at: make([]string, len(wanted)), path: make(path, 0, usualDepth)}
	for i, w := range wanted {
		switch {
		case w == nil:
		case w.id == 0:
			w.id = -int32(i) - 1 // no index holds it, so that the number is free
		case w.id > 0:
			if f.held == nil {
				f.held = map[*Node]int{}
			}
			f.held[w] = i
		}
	}
	f.node(n)
	for i, w := range wanted {
		switch {
		case w == nil:
		case w.id < 0:
			f.at[i] = f.at[-w.id-1] // wanted twice, or this one
		default:
			f.at[i] = f.at[f.held[w]]
		}
	}
	for _, w := range wanted {
		if w != nil {
			w.id = max(w.id, 0)
		}
	}
	return f.at
}

// A finder walks a tree and makes pointers only for the nodes asked for.
type finder struct {
	at   []string
	held map[*Node]int // those that an index holds, by their place in at
	path path
}

func (f *finder) node(n *Node) {
	if n == nil {
		return
	}
	if n.id < 0 {
		f.at[-n.id-1] = f.path.pointer()
	} else if n.id > 0 && f.held != nil {
		if i, ok := f.held[n]; ok {
			f.at[i] = f.path.pointer()
		}
	}
	if n.Kind == Choice {
		for i := range n.Choice.Arms {
			f.node(n.Choice.Arms[i].Body)
		}
	}
	if len(n.Entries) > 0 {
		f.path = append(f.path, step{})
		f.entries(n.Entries, n.Kind, 0)
		f.path = f.path[:len(f.path)-1]
	}
}

// entries walks entries the first of which has the position at, and returns the
// position behind the last one.
func (f *finder) entries(es []Entry, kind Kind, at int) int {
	here := len(f.path) - 1
	for k := range es {
		e := &es[k]
		if e.Block != nil {
			for j := range e.Block.Arms {
				at = f.entries(e.Block.Arms[j].Body, kind, at)
			}
			continue
		}
		f.path[here] = step{key: e.Key, i: at, array: kind == Array || e.Spread}
		at++
		f.node(e.Value)
	}
	return at
}
