package policies

import (
	"context"
	"fmt"
	"runtime"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"

	"github.com/open-policy-agent/opa/v1/topdown"
)

// The bounds of one evaluation. OPA can be stopped but not confined, so memory
// is looked at from outside, and often enough to stop before it hurts. The heap
// belongs to all: it does not say which of the evaluations that run at the time
// has grown it. So whatever runs when it has grown too much is stopped, and
// asked again alone, with the garbage cleared away before; only what then still
// grows too much is to blame.
//
// A process thereby stays below what it needs anyhow plus twice the limit: once
// an evaluation waits to be alone none begins, and those that had begun have
// begun before the first limit was reached.
const (
	// DefaultTimeLimit bounds the evaluation of one document.
	DefaultTimeLimit = 5 * time.Second
	defaultMemory    = 256 << 20
	memoryCheckEvery = 5 * time.Millisecond
)

// alone is held for reading by every evaluation, and for writing by one that
// must be alone.
var alone sync.RWMutex

// A greedyError says that an evaluation was stopped because of memory.
type greedyError struct{ limit uint64 }

func (e *greedyError) Error() string {
	return fmt.Sprintf("it needs more than %d MiB of memory", e.limit>>20)
}

// A guard stops an evaluation that takes too long or too much.
type guard struct {
	cancel topdown.Cancel
	greedy atomic.Bool // stopped because of memory
	stop   func()
}

// newGuard starts to watch; call stop at the end. only is set where no other
// evaluation runs. An evaluation shorter than memoryCheckEvery costs two timers
// and a look at the heap's size.
func newGuard(ctx context.Context, limit time.Duration, memory uint64, only bool) *guard {
	g := &guard{cancel: topdown.NewCancel()}
	if only && heapBytes() > memory {
		runtime.GC()
	}
	most := heapBytes() + memory
	late := time.AfterFunc(limit, g.cancel.Cancel)
	unhook := context.AfterFunc(ctx, g.cancel.Cancel)
	var done atomic.Bool
	var look func()
	look = func() {
		if done.Load() {
			return
		}
		if heapBytes() > most {
			if only {
				runtime.GC() // what others have dropped is nobody's
			}
			if !only || heapBytes() > most {
				g.greedy.Store(true)
				g.cancel.Cancel()
				return
			}
		}
		time.AfterFunc(memoryCheckEvery, look)
	}
	watch := time.AfterFunc(memoryCheckEvery, look)
	g.stop = func() {
		done.Store(true)
		watch.Stop()
		late.Stop()
		unhook()
	}
	return g
}

func heapBytes() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
