package policies

import (
	"context"
	"runtime/metrics"
	"sync/atomic"
	"time"

	"github.com/open-policy-agent/opa/v1/topdown"
)

// The bounds of one evaluation. OPA can be stopped but not confined, so memory
// is looked at from outside and often enough to stop before it hurts: the heap
// may have grown by somewhat more than the limit by then, and what others
// allocate at the same time counts as well.
const (
	// DefaultTimeLimit bounds the evaluation of one document.
	DefaultTimeLimit = 5 * time.Second
	defaultMemory    = 512 << 20
	memoryCheckEvery = 20 * time.Millisecond
)

// A guard stops an evaluation that takes too long or too much.
type guard struct {
	cancel topdown.Cancel
	greedy atomic.Bool // stopped because of memory
	stop   func()
}

// newGuard starts to watch; call stop at the end. An evaluation shorter than
// memoryCheckEvery costs two timers and a look at the heap's size.
func newGuard(ctx context.Context, limit time.Duration, memory uint64) *guard {
	g := &guard{cancel: topdown.NewCancel()}
	base := heapBytes()
	late := time.AfterFunc(limit, g.cancel.Cancel)
	unhook := context.AfterFunc(ctx, g.cancel.Cancel)
	var done atomic.Bool
	var look func()
	look = func() {
		switch {
		case done.Load():
		case heapBytes() > base+memory:
			g.greedy.Store(true)
			g.cancel.Cancel()
		default:
			time.AfterFunc(memoryCheckEvery, look)
		}
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
