package value

import (
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
)

// What Pointers says of every node is what Walk says, whether an index holds
// the node or none.
func TestPointersAreThoseOfWalk(t *testing.T) {
	held, _ := ReadJSON(view([]byte(`{"a/b":[1,{"c~":null}],"d":"x"}`)), Options{})
	NewIndex(held)
	cond := &expr.Block[[]Entry]{Arms: []expr.Arm[[]Entry]{
		{Body: []Entry{{Key: "p", Value: NewNull()}}}, {Body: []Entry{{Key: "q", Value: NewArray(NewBool(true))}}},
	}}
	root := NewObject("held", held, "made", NewArray(NewString("x"), NewObject("k", NewNumber("1"))))
	root.Entries = append(root.Entries,
		Entry{Block: cond},
		Entry{Spread: true, Value: NewString("spread")},
		Entry{Key: "choice", Value: &Node{Kind: Choice, Choice: &expr.Block[*Node]{Arms: []expr.Arm[*Node]{{Body: NewString("one")}, {}}}}},
	)
	var wanted []*Node
	var want []string
	root.Walk("", func(p string, n *Node) { wanted, want = append(wanted, n), append(want, p) })
	wanted = append(wanted, wanted[3], nil, NewString("elsewhere"))
	want = append(want, want[3], "", "")
	for range 2 { // nothing is left behind in the nodes
		got := root.Pointers(wanted)
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("node %d: %q, Walk says %q", i, got[i], want[i])
			}
		}
	}
	if x := NewIndex(held); x.Pointer(x.Num(held.Get("a/b").Entries[1].Value.Get("c~"))) != "/a~1b/1/c~0" {
		t.Error("the index does not know its nodes any more")
	}
}

func TestErrorsOfThePrinterNameThePlace(t *testing.T) {
	hole := &Node{Kind: Hole, Tag: &expr.Tag{Src: "{{x}}"}}
	for want, n := range map[string]*Node{
		"the root: ":   hole,
		"/a/1/b~1c: ":  NewObject("a", NewArray(NewNull(), NewObject("ok", NewNull(), "b/c", hole))),
		"/n: ":         NewObject("x", NewArray(NewNull()), "n", &Node{Kind: Number, Str: "01"}),
		"/0/1: ":       NewArray(&Node{Kind: Object, Entries: []Entry{{Key: "k", Value: NewNull()}, {Spread: true, Value: NewNull()}}}),
		"/deep/list/2": {Kind: Object, Entries: []Entry{{Key: "deep", Value: NewObject("list", NewArray(NewNull(), NewNull(), hole))}}},
	} {
		_, err := n.JSON()
		if err == nil || len(err.Error()) < len(want) || err.Error()[:len(want)] != want {
			t.Errorf("want %s…, got %v", want, err)
		}
	}
}
