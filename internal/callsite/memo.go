package callsite

import (
	"strings"
	"sync"
)

// A memo remembers answers about names, which programs repeat over and over. It
// forgets all of them when they become many, so that a large tree takes no more
// memory than a small one.
type memo[V any] struct {
	mu  sync.RWMutex
	all map[string]V
}

// maxMemo is how many answers are remembered.
const maxMemo = 1 << 14

// get returns the answer about name, which ask gives the first time.
func (m *memo[V]) get(name string, ask func(name string) V) V {
	m.mu.RLock()
	v, ok := m.all[name]
	m.mu.RUnlock()
	if ok {
		return v
	}
	name = strings.Clone(name) // it is a piece of a whole program
	v = ask(name)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.all == nil || len(m.all) >= maxMemo {
		m.all = make(map[string]V)
	}
	m.all[name] = v
	return v
}
