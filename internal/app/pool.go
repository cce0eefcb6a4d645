package app

import "sync"

// inOrder carries out do for every item on n workers and hands the results to
// each in the order of the items. No more than a few results per worker wait
// for their turn, so memory does not grow with the number of items.
func inOrder[T, R any](items []T, n int, do func(T) R, each func(R)) {
	type task struct {
		item T
		slot chan R
	}
	n = max(1, min(n, len(items)))
	tasks := make(chan task)
	queue := make(chan chan R, 8*n)
	go func() {
		defer close(queue)
		defer close(tasks)
		for _, item := range items {
			slot := make(chan R, 1)
			queue <- slot
			tasks <- task{item, slot}
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
	for slot := range queue {
		each(<-slot)
	}
	workers.Wait()
}
