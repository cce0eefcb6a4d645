package catalog

import (
	"strings"
	"sync"
)

// asked is what Lookup was asked for.
type asked struct{ host, model string }

// lookups remember what was looked up: programs name the same few models over and
// over. They are forgotten when they become many. nil remembers nothing.
type lookups struct {
	mu  sync.RWMutex
	all map[asked]Model
}

// maxLookups is how many answers are remembered.
const maxLookups = 2048

// get returns the answer, which find gives the first time. Nobody changes what an
// answer points to.
func (l *lookups) get(a asked, find func(asked) Model) Model {
	if l == nil {
		return find(a)
	}
	l.mu.RLock()
	m, ok := l.all[a]
	l.mu.RUnlock()
	if ok {
		return m
	}
	a = asked{strings.Clone(a.host), strings.Clone(a.model)} // pieces of a whole program
	m = find(a)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil || len(l.all) >= maxLookups {
		l.all = make(map[asked]Model)
	}
	l.all[a] = m
	return m
}
