package app

import (
	"math"
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

// mostMemory is what all memory of a run is kept below, in bytes, as long as what is
// in use leaves room: a heap that has just held a large file may double before the
// next collection. The program itself takes some 30 MB more.
const mostMemory = 240 << 20

// roomyGC lets the heap grow to roomyHeap between collections as long as little
// of it is in use; a heap that is larger is collected as usual. It returns what
// undoes that. Whoever has set GOGC or GOMEMLIMIT is left alone.
func roomyGC() (undo func()) {
	const usual = 100
	if old := debug.SetGCPercent(usual); old != usual {
		debug.SetGCPercent(old)
		return func() {}
	}
	if now := debug.SetMemoryLimit(-1); now != math.MaxInt64 {
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
	live := g.live[0].Value.Uint64()
	debug.SetGCPercent(gcPercent(live, g.usual))
	debug.SetMemoryLimit(memoryLimit(live))
	return true
}

// memoryLimit is the bound for a run of which live bytes are in use: one that needs
// more gets it, rather than be collected all the time.
func memoryLimit(live uint64) int64 {
	return int64(max(mostMemory, min(live, math.MaxInt64/4)*3/2))
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
		debug.SetMemoryLimit(math.MaxInt64)
	}
}
