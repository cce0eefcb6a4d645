package value

import "strconv"

// An Index numbers the nodes of one tree in document order and knows the
// pointer of each. A translation uses it to account for every leaf of its
// source and to say where each piece of its output stands.
//
// Numbers are kept in the nodes, so a tree can be in one index at a time;
// building the same index twice is harmless.
type Index struct {
	all   []indexed
	alias map[*Node]int32
}

// An indexed node and the last reference token of its pointer: a key, or a
// number where num is not negative.
type indexed struct {
	node   *Node
	key    string
	num    int32 // position among its siblings; see also the constants below
	parent int32
	last   int32 // number of the last node of the subtree
}

// What num says where it is no position.
const (
	byKey     = -1 // the token is the key
	sameToken = -2 // the pointer is the parent's: the root, the arm of a choice
)

// NewIndex numbers the tree below root.
func NewIndex(root *Node) *Index {
	var a Arena
	return a.Index(root)
}

func (x *Index) add(n *Node, parent int32, key string, num int32) {
	i := int32(len(x.all))
	n.id = i + 1
	x.all = append(x.all, indexed{node: n, parent: parent, key: key, num: num, last: i})
	if n.Kind == Choice {
		for k := range n.Choice.Arms {
			if v := n.Choice.Arms[k].Body; v != nil {
				x.add(v, i, "", sameToken)
			}
		}
	}
	if len(n.Entries) > 0 {
		x.addEntries(n.Entries, n.Kind, i, 0)
	}
	x.all[i].last = int32(len(x.all) - 1)
}

// addEntries numbers entries the first of which has the position at, and
// returns the position behind the last one.
func (x *Index) addEntries(es []Entry, kind Kind, parent, at int32) int32 {
	for k := range es {
		e := &es[k]
		if e.Block != nil {
			for j := range e.Block.Arms {
				at = x.addEntries(e.Block.Arms[j].Body, kind, parent, at)
			}
			continue
		}
		if e.Value != nil {
			if kind == Array || e.Spread {
				x.add(e.Value, parent, "", at)
			} else {
				x.add(e.Value, parent, e.Key, byKey)
			}
		}
		at++
	}
	return at
}

// Len returns the number of nodes.
func (x *Index) Len() int { return len(x.all) }

// Num returns the number of n, or -1 where n is not in the index.
func (x *Index) Num(n *Node) int {
	if n == nil {
		return -1
	}
	if i := n.id; i >= 1 && int(i) <= len(x.all) && x.all[i-1].node == n {
		return int(i - 1)
	}
	if i, ok := x.alias[n]; ok {
		return int(i)
	}
	return -1
}

// Alias makes every node of clone, a Clone of n that is still unchanged, count
// as the node that it was copied from: a reader that normalises what it reads
// changes a copy, and the account still speaks of the source.
func (x *Index) Alias(clone, n *Node) {
	if x.alias == nil {
		x.alias = map[*Node]int32{}
	}
	var from []int32
	n.Walk("", func(_ string, m *Node) { from = append(from, int32(x.Num(m))) })
	i := 0
	clone.Walk("", func(_ string, m *Node) {
		if from[i] >= 0 {
			x.alias[m] = from[i]
		}
		i++
	})
}

// Node returns the node with number i.
func (x *Index) Node(i int) *Node { return x.all[i].node }

// Parent returns the number of the parent of i, -1 for the root.
func (x *Index) Parent(i int) int { return int(x.all[i].parent) }

// Last returns the number of the last node of the subtree of i.
func (x *Index) Last(i int) int { return int(x.all[i].last) }

// Pointer returns the JSON pointer of node i.
func (x *Index) Pointer(i int) string {
	if i < 0 {
		return ""
	}
	return string(x.appendPointer(nil, i))
}

func (x *Index) appendPointer(b []byte, i int) []byte {
	e := &x.all[i]
	if e.parent >= 0 {
		b = x.appendPointer(b, int(e.parent))
	}
	switch {
	case e.num >= 0:
		b = strconv.AppendInt(append(b, '/'), int64(e.num), 10)
	case e.num == byKey:
		b = append(b, Pointer("", e.key)...)
	}
	return b
}
