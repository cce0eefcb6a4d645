// Package cache keeps what came of files between runs, so that a run looks only
// at those that changed. An entry is found by all that it depends on; what it
// holds is the business of the caller. Nothing here is ever needed: whatever is
// missing, damaged or written by somebody else is made anew.
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// A Store keeps small files under names of letters, digits and "-". Put writes in
// one step: who reads gets all of a file or nothing of it, also where two
// processes write at once.
type Store interface {
	Get(name string) (data []byte, ok bool)
	Put(name string, data []byte) error
	// Trim deletes the oldest files whose names begin with prefix until those that
	// are left have no more than most bytes.
	Trim(prefix string, most int64) error
}

// The bounds of a cache, in bytes.
const (
	shards    = 64
	maxShard  = 8 << 20   // of one file
	maxEntry  = 1 << 20   // larger ones are made anew each time
	maxStored = 256 << 20 // of all files of all scopes together
)

// prefix begins the names of all files.
const prefix = "facts-"

// A Key is a digest of what an entry depends on besides its scope.
type Key [16]byte

// KeyOf digests parts, each as a part of its own.
func KeyOf(parts ...[]byte) (k Key) {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	copy(k[:], h.Sum(nil))
	return k
}

// A Cache holds the entries of one scope: of runs by the same program under the
// same settings. It is safe for concurrent use. A nil Cache keeps nothing.
type Cache struct {
	store  Store
	scope  Key
	shards [shards]shard
	index  index
	hits   atomic.Int64
}

// Open returns the entries of a scope. They are read when they are asked for.
func Open(store Store, scope Key) *Cache { return &Cache{store: store, scope: scope} }

// A shard is the part of the entries that is read and written as one file.
type shard struct {
	once sync.Once
	mu   sync.Mutex
	// entries are those that were there and those that are new, and order their
	// keys, the ones that were used last time first.
	entries map[Key]*entry
	order   []Key
	changed bool
}

type entry struct {
	payload []byte
	used    bool // in this run
}

func (c *Cache) shard(k Key) *shard {
	i := int(k[0]) % shards
	s := &c.shards[i]
	s.once.Do(func() {
		s.entries = map[Key]*entry{}
		data, ok := c.store.Get(c.name(i))
		if !ok {
			return
		}
		if !s.decode(data, c.scope) {
			clear(s.entries)
			s.order = nil
		}
	})
	return s
}

func (c *Cache) name(shard int) string { return c.fileName(fmt.Sprintf("%02x", shard)) }

func (c *Cache) fileName(part string) string {
	return prefix + hex.EncodeToString(c.scope[:8]) + "-" + part
}

// Get returns what was put under k, now or in an earlier run. The bytes must not
// be changed.
func (c *Cache) Get(k Key) (payload []byte, ok bool) {
	if c == nil {
		return nil, false
	}
	s := c.shard(k)
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.entries[k]
	if e == nil {
		return nil, false
	}
	e.used = true
	c.hits.Add(1)
	return e.payload, true
}

// Hits returns how often Get found something.
func (c *Cache) Hits() int {
	if c == nil {
		return 0
	}
	return int(c.hits.Load())
}

// Put keeps payload under k; nil is a payload like any other and takes next to
// no room. One that is too large is not kept.
func (c *Cache) Put(k Key, payload []byte) {
	if c == nil || len(payload) > maxEntry {
		return
	}
	s := c.shard(k)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.entries[k] == nil {
		s.order = append(s.order, k)
	}
	s.entries[k] = &entry{payload: payload, used: true}
	s.changed = true
}

// Close writes what is new, and forgets the files that were not met though gone
// says that they would have been; nil forgets none. Where two runs do so at once,
// the entries of one of them may be lost, never damaged.
func (c *Cache) Close(gone func(name string) bool) error {
	if c == nil {
		return nil
	}
	var errs []error
	wrote := false
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.Lock()
		if s.changed {
			wrote = true
			errs = append(errs, c.store.Put(c.name(i), s.encode(c.scope)))
			s.changed = false
		}
		s.mu.Unlock()
	}
	if gone != nil {
		c.load().forget(gone)
	}
	if x := &c.index; x.changed {
		wrote = true
		errs = append(errs, c.store.Put(c.indexName(), x.encode(c.scope)))
		x.changed = false
	}
	if wrote {
		errs = append(errs, c.store.Trim(prefix, maxStored))
	}
	return errors.Join(errs...)
}
