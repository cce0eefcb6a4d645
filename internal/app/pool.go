package app

import (
	"iter"
	"slices"
	"sync"
)

// inOrder carries out do for every item on n workers and hands the results to
// each in the order of the items. No more than a few results per worker wait
// for their turn, so memory does not grow with the number of items. Where there
// are many they are handed out several at a time: most files take less time than
// waking a worker does.
func inOrder[T, R any](items []T, n int, do func(T) R, each func(R)) {
	n = max(1, min(n, len(items)))
	size := min(maxHanded, max(1, len(items)/(n*handings)))
	some := func(part []T) []R {
		out := make([]R, len(part))
		for i, item := range part {
			out[i] = do(item)
		}
		return out
	}
	stream(slices.Chunk(items, size), n, some, func(part []R) bool {
		for _, r := range part {
			each(r)
		}
		return true
	})
}

const (
	maxHanded = 16  // items that are handed out at once
	handings  = 256 // how often each worker comes for more, at the least
)

// stream is inOrder for items that come one after the other. It ends early
// when each returns false.
func stream[T, R any](items iter.Seq[T], n int, do func(T) R, each func(R) bool) {
	type task struct {
		item T
		slot chan R
	}
	n = max(1, n)
	tasks := make(chan task)
	queue := make(chan chan R, 8*n)
	stop := make(chan struct{})
	go func() {
		defer close(queue)
		defer close(tasks)
		for item := range items {
			slot := make(chan R, 1)
			select {
			case queue <- slot:
				tasks <- task{item, slot}
			case <-stop:
				return
			}
		}
	}()
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() {
			for t := range tasks {
				t.slot <- do(t.item)
			}
		})
	}
	going := true
	for slot := range queue {
		if r := <-slot; going && !each(r) {
			going = false
			close(stop)
		}
	}
	workers.Wait()
}
