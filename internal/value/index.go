package value

// An Index numbers the nodes of one tree in document order and knows the
// pointer of each. A translation uses it to account for every leaf of its
// source and to say where each piece of its output stands.
//
// Numbers are kept in the nodes, so a tree can be in one index at a time;
// building the same index twice is harmless.
type Index struct {
	nodes  []*Node
	parent []int32
	last   []int32  // number of the last node of the subtree
	token  []string // last reference token of the pointer; "" for the root
	alias  map[*Node]int32
}

// NewIndex numbers the tree below root.
func NewIndex(root *Node) *Index {
	x := &Index{}
	if root != nil {
		x.add(root, -1, "")
	}
	return x
}

func (x *Index) add(n *Node, parent int32, token string) {
	i := int32(len(x.nodes))
	n.id = i + 1
	x.nodes = append(x.nodes, n)
	x.parent = append(x.parent, parent)
	x.token = append(x.token, token)
	x.last = append(x.last, i)
	if n.Kind == Choice {
		for k := range n.Choice.Arms {
			if v := n.Choice.Arms[k].Body; v != nil {
				x.add(v, i, sameToken)
			}
		}
	}
	count := 0
	x.addEntries(n.Entries, n.Kind, i, &count)
	x.last[i] = int32(len(x.nodes) - 1)
}

// sameToken marks a node whose pointer is its parent's: the arm of a choice.
const sameToken = "\x00"

func (x *Index) addEntries(es []Entry, kind Kind, parent int32, count *int) {
	for k := range es {
		e := &es[k]
		if e.Block != nil {
			for j := range e.Block.Arms {
				x.addEntries(e.Block.Arms[j].Body, kind, parent, count)
			}
			continue
		}
		token := Pointer("", e.Key)
		if kind == Array || e.Spread {
			token = IndexPointer("", *count)
		}
		*count++
		if e.Value != nil {
			x.add(e.Value, parent, token)
		}
	}
}

// Len returns the number of nodes.
func (x *Index) Len() int { return len(x.nodes) }

// Num returns the number of n, or -1 where n is not in the index.
func (x *Index) Num(n *Node) int {
	if n == nil {
		return -1
	}
	if i := n.id; i >= 1 && int(i) <= len(x.nodes) && x.nodes[i-1] == n {
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
func (x *Index) Node(i int) *Node { return x.nodes[i] }

// Parent returns the number of the parent of i, -1 for the root.
func (x *Index) Parent(i int) int { return int(x.parent[i]) }

// Last returns the number of the last node of the subtree of i.
func (x *Index) Last(i int) int { return int(x.last[i]) }

// Pointer returns the JSON pointer of node i.
func (x *Index) Pointer(i int) string {
	if i < 0 || x.parent[i] < 0 {
		return ""
	}
	base := x.Pointer(int(x.parent[i]))
	if x.token[i] == sameToken {
		return base
	}
	return base + x.token[i]
}
