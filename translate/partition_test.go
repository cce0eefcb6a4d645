package translate

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Each item goes to the half that pred says, in order; pred is asked once for
// each, and the list itself stays what it was, whatever becomes of its halves.
func TestPartitionKeepsOrderAndTheWhole(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 3))
		var make func(depth int) prompt.List[int]
		next := 0
		make = func(depth int) prompt.List[int] {
			var l prompt.List[int]
			for range r.IntN(6) {
				switch k := r.IntN(8); {
				case k == 0:
					l = append(l, prompt.Entry[int]{Spread: value.NewNull()})
				case k == 1 && depth < 2:
					l = append(l, prompt.Entry[int]{Block: &expr.Block[prompt.List[int]]{Arms: []expr.Arm[prompt.List[int]]{{Body: make(depth + 1)}}}})
				default:
					v := next*2 + r.IntN(2)*r.IntN(2)
					next++
					l = append(l, prompt.Entry[int]{Item: &v})
				}
			}
			return l
		}
		l := make(0)
		var whole, even, odd []int
		l.Walk(func(v *int) {
			whole = append(whole, *v)
			if *v%2 == 0 {
				even = append(even, *v)
			} else {
				odd = append(odd, *v)
			}
		})
		asked := 0
		yes, no := Partition(l, func(v *int) bool { asked++; return *v%2 == 0 })
		items := func(l prompt.List[int]) (out []int) {
			l.Walk(func(v *int) { out = append(out, *v) })
			return out
		}
		if asked != len(whole) || !reflect.DeepEqual(items(yes), even) || !reflect.DeepEqual(items(no), odd) {
			t.Fatalf("seed %d: asked %d times for %v: %v and %v", seed, asked, whole, items(yes), items(no))
		}
		other := -1
		_, _ = append(yes, prompt.Entry[int]{Item: &other}), append(no, prompt.Entry[int]{Item: &other})
		if !reflect.DeepEqual(items(l), whole) {
			t.Fatalf("seed %d: appending to a half changes the list", seed)
		}
	}
}
