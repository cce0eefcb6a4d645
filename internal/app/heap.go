package app

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// roomyHeap is how large the heap may grow before it is collected at all, in
// bytes. What a run keeps is far smaller for most of its time, so that a heap of
// twice that would be collected over and over. A run may take 300 MB: the rest is
// for those that keep more.
const roomyHeap = 144 << 20

// roomyGC lets the heap grow to roomyHeap between collections as long as little
// of it is in use; a heap that is larger is collected as usual. It returns what
// undoes that. Whoever has set GOGC is left alone.
func roomyGC() (undo func()) {
	const usual = 100
	if old := debug.SetGCPercent(usual); old != usual {
		debug.SetGCPercent(old)
		return func() {}
	}
	g := &gcTuner{usual: usual, live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	g.tune()
	g.watch()
	return g.stop
}

// A gcTuner says after each collection how far the next one may be.
type gcTuner struct {
	mu    sync.Mutex
	done  bool
	usual int
	live  []metrics.Sample
}

// watch has tune called after the next collection, and so on: nobody holds the
// object that it makes, so each collection finds one to clean up.
func (g *gcTuner) watch() {
	tracer := new([16]byte) // a smaller one would share its place with others
	runtime.AddCleanup(tracer, func(g *gcTuner) {
		if g.tune() {
			g.watch()
		}
	}, g)
}

// tune sets the distance to the next collection by what the last one has left
// over. It is false when it is all over.
func (g *gcTuner) tune() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.done {
		return false
	}
	metrics.Read(g.live)
	debug.SetGCPercent(gcPercent(g.live[0].Value.Uint64(), g.usual))
	return true
}

// gcPercent is by how many percent of live bytes a heap may grow so that it may
// reach roomyHeap, and never less than is usual.
func gcPercent(live uint64, usual int) int {
	const least = 4 << 20 // what the runtime begins with
	live = max(live, least)
	if live >= roomyHeap {
		return usual
	}
	return max(usual, int((roomyHeap-live)*100/live))
}

func (g *gcTuner) stop() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.done {
		g.done = true
		debug.SetGCPercent(g.usual)
	}
}
