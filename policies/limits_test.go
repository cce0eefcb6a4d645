package policies

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Policies that eat memory on all cores at once are each found out, those beside
// them are heard, and the process stays within what the limit promises: twice
// the limit, and what is eaten between two looks, for which there is room here.
func TestMemoryIsBoundedWhateverRunsAtOnce(t *testing.T) {
	const limit, room = 32 << 20, 448 << 20
	var sources []Source
	for i := range 2 {
		sources = append(sources, user(fmt.Sprintf("bad%d.rego", i), fmt.Sprintf("package promptglot.user.bad%d\n\nfindings contains {\"message\": \"m\"} if {\n\tx := [[a, b, \"some text\"] | some a in numbers.range(1, 99999); some b in numbers.range(1, 99999)]\n\tcount(x) < 0\n}\n", i)))
	}
	sources = append(sources, user("good.rego", "package promptglot.user.good\n\nfindings contains {\"message\": input.file}\n"))
	e := engine(t, Options{NoDefault: true, TimeLimit: 5 * time.Minute, Sources: sources})
	e.memory = limit

	base, peak, done := heapBytes(), atomic.Uint64{}, make(chan struct{})
	var watch, all sync.WaitGroup
	watch.Go(func() {
		for {
			peak.Store(max(peak.Load(), heapBytes()))
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
			}
		}
	})
	for range 3 {
		all.Go(func() {
			found, err := e.Eval(t.Context(), doc(featureFact("f1", "seed", 1)))
			if len(found) != 1 || found[0].Rule != "good" {
				t.Errorf("the policy beside found %v", found)
			}
			if pe := (*PolicyError)(nil); err != nil && (!errors.As(err, &pe) || !pe.Stopped || pe.Timeout) {
				t.Errorf("got %v", err)
			}
		})
	}
	all.Wait()
	close(done)
	watch.Wait()
	if got := peak.Load(); got > base+2*limit+room {
		t.Errorf("the heap grew by %d MiB, the limit is %d MiB", (got-base)>>20, limit>>20)
	}
	// Those that ran away are asked no more.
	found, err := e.Eval(t.Context(), doc(featureFact("f1", "seed", 1)))
	if err != nil || len(found) != 1 {
		t.Errorf("got %v, %v", found, err)
	}
}
