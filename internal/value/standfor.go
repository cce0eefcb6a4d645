package value

// StandFor makes every node of tree count as n: tree was made from what n says,
// such as the JSON that its text holds. What becomes of a piece of the tree is
// then said of n.
func (x *Index) StandFor(tree, n *Node) {
	i := x.Num(n)
	if i < 0 {
		return
	}
	if x.alias == nil {
		x.alias = map[*Node]int32{}
	}
	tree.Walk("", func(_ string, m *Node) { x.alias[m] = int32(i) })
}
