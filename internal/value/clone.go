package value

// Clone returns a deep copy of n that is in no index. Text and tags are shared:
// they are never changed in place.
func (n *Node) Clone() *Node {
	if n == nil {
		return nil
	}
	if len(n.Entries) == 0 && n.Choice == nil {
		c := *n
		c.id = 0
		return &c
	}
	nodes, entries := n.count()
	a := Arena{nodes: slab[Node]{free: make([]Node, nodes)}, list: slab[Entry]{free: make([]Entry, entries)}}
	return a.Clone(n)
}

// count returns how many nodes the tree has, and how many entries.
func (n *Node) count() (nodes, entries int) {
	if n == nil {
		return 0, 0
	}
	nodes, entries = 1, len(n.Entries)
	if n.Choice != nil {
		for i := range n.Choice.Arms {
			ns, es := n.Choice.Arms[i].Body.count()
			nodes, entries = nodes+ns, entries+es
		}
	}
	ns, es := countEntries(n.Entries)
	return nodes + ns, entries + es
}

func countEntries(list []Entry) (nodes, entries int) {
	for i := range list {
		ns, es := list[i].Value.count()
		nodes, entries = nodes+ns, entries+es
		if b := list[i].Block; b != nil {
			for j := range b.Arms {
				ns, es := countEntries(b.Arms[j].Body)
				nodes, entries = nodes+ns, entries+es+len(b.Arms[j].Body)
			}
		}
	}
	return nodes, entries
}
