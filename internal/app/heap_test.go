package app

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

func TestASmallHeapMayGrowToTheBoundAndALargeOneIsCollectedAsUsual(t *testing.T) {
	for _, live := range []uint64{0, 1, 4 << 20, 30 << 20, roomyHeap / 2, roomyHeap - 1, roomyHeap, 1 << 40} {
		p := gcPercent(live, 100)
		if p < 100 {
			t.Errorf("live %d: %d %% is less than usual", live, p)
		}
		if next := live + live/100*uint64(p); p > 100 && next > roomyHeap {
			t.Errorf("live %d: the heap may grow to %d, more than %d", live, next, roomyHeap)
		}
	}
}

func TestARunThatNeedsMoreMemoryGetsIt(t *testing.T) {
	for _, live := range []uint64{0, 1 << 20, mostMemory, 1 << 40, math.MaxUint64} {
		if got := memoryLimit(live); got < mostMemory || live < 1<<50 && uint64(got) < live+live/4 {
			t.Errorf("live %d: %d", live, got)
		}
	}
}

func TestTheGCIsAsItWasWhenTheRunIsOver(t *testing.T) {
	const usual = 100
	before := debug.SetGCPercent(usual)
	defer debug.SetGCPercent(before)
	undo := roomyGC()
	runtime.GC()
	undo()
	runtime.GC() // what cleans up now must not set it again
	if now := debug.SetGCPercent(usual); now != usual {
		t.Errorf("GOGC is %d after the run, want %d", now, usual)
	}
	if now := debug.SetMemoryLimit(-1); now != math.MaxInt64 {
		t.Errorf("the memory limit is %d after the run", now)
	}
	debug.SetGCPercent(300)
	roomyGC()()
	if now := debug.SetGCPercent(usual); now != 300 {
		t.Errorf("GOGC is %d, want the 300 that somebody set", now)
	}
}
