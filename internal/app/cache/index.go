package cache

import (
	"encoding/binary"
	"maps"
	"slices"
	"sync"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// An index tells by their stamps which files are as they were, and which entry is
// theirs, so that they need not be read. It is one file for a scope: files without
// an entry of their own, which are most, cost nothing else.
type index struct {
	once    sync.Once
	mu      sync.Mutex
	records map[string]record // by name
	changed bool
}

// A record is what is known of one file.
type record struct {
	stamp disk.Stamp
	key   Key  // of its entry; the zero Key where the entry is empty
	seen  bool // in this run
}

// maxIndex is the size of the largest index that is written, in bytes: that of
// half a million files.
const maxIndex = 32 << 20

// load reads the index of an earlier run.
func (c *Cache) load() *index {
	x := &c.index
	x.once.Do(func() {
		if data, ok := c.store.Get(c.indexName()); ok {
			x.records, _ = decodeIndex(data, c.scope)
		}
		if x.records == nil {
			x.records = map[string]record{}
		}
	})
	return x
}

func (c *Cache) indexName() string { return c.fileName("index") }

// Known returns what Saw said of a file with this very stamp. The bytes must not
// be changed.
func (c *Cache) Known(name string, stamp disk.Stamp) (payload []byte, ok bool) {
	if c == nil || stamp == (disk.Stamp{}) {
		return nil, false
	}
	x := c.load()
	x.mu.Lock()
	r, ok := x.records[name]
	ok = ok && r.stamp == stamp
	if ok && !r.seen {
		r.seen = true
		x.records[name] = r
	}
	x.mu.Unlock()
	switch {
	case !ok:
		return nil, false
	case r.key == Key{}:
		c.hits.Add(1)
		return nil, true
	}
	return c.Get(r.key)
}

// Saw notes that a file of this stamp has the entry under k, where one is kept;
// payload is that entry's. A later run that meets the stamp again trusts it: the
// caller has to know that it is settled.
func (c *Cache) Saw(name string, stamp disk.Stamp, k Key, payload []byte) {
	if c == nil || stamp == (disk.Stamp{}) || len(payload) > maxEntry {
		return
	}
	if len(payload) == 0 {
		k = Key{}
	}
	x := c.load()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.records[name] = record{stamp, k, true}
	x.changed = true
}

// forget drops the records that this run has not met, as far as gone says that it
// would have.
func (x *index) forget(gone func(name string) bool) {
	for name, r := range x.records {
		if !r.seen && gone(name) {
			delete(x.records, name)
			x.changed = true
		}
	}
}

// The form of an index: magic, scope, then the records in the order of their
// names, then a digest of all that. A name is written as the number of bytes that
// it shares with the one before it, the number of its other bytes and these; the
// times as a number and what the second has more than the first.
const indexMagic = "promptglot index 1\n"

// encode writes the records: those of this run, then the others as long as there
// is room.
func (x *index) encode(scope Key) []byte {
	out := append([]byte(indexMagic), scope[:]...)
	size := len(out) + sumLen
	const most = 7*binary.MaxVarintLen64 + len(Key{}) // of a record besides its name
	names := slices.Sorted(maps.Keys(x.records))
	kept := make([]string, 0, len(names))
	for _, seen := range []bool{true, false} {
		for _, name := range names {
			if x.records[name].seen == seen && size+most+len(name) <= maxIndex {
				size += most + len(name)
				kept = append(kept, name)
			}
		}
	}
	slices.Sort(kept)
	last := ""
	for _, name := range kept {
		r := x.records[name]
		shared := 0
		for shared < min(len(last), len(name)) && last[shared] == name[shared] {
			shared++
		}
		last = name
		out = binary.AppendUvarint(out, uint64(shared))
		out = binary.AppendUvarint(out, uint64(len(name)-shared))
		out = append(out, name[shared:]...)
		out = binary.AppendVarint(out, r.stamp.Size)
		out = binary.AppendVarint(out, r.stamp.Modified)
		out = binary.AppendVarint(out, r.stamp.Changed-r.stamp.Modified)
		out = binary.AppendUvarint(out, r.stamp.Device)
		out = binary.AppendUvarint(out, r.stamp.Inode)
		out = append(out, r.key[:]...)
	}
	return digested(out)
}

// decodeIndex reads what encode has written; false is a file that is damaged, or
// that is another scope's.
func decodeIndex(data []byte, scope Key) (map[string]record, bool) {
	body, ok := sealed(data, indexMagic, scope)
	if !ok {
		return nil, false
	}
	const least = 7 + len(Key{}) // bytes of a record
	out := make(map[string]record, len(body)/(2*least))
	var name []byte
	for r := (&decoder{rest: body, ok: true}); len(r.rest) > 0; {
		shared := r.uvarint()
		if shared > uint64(len(name)) {
			return nil, false
		}
		name = append(name[:shared], r.bytes(r.uvarint())...)
		rec := record{stamp: disk.Stamp{Size: r.varint(), Modified: r.varint()}}
		rec.stamp.Changed = rec.stamp.Modified + r.varint()
		rec.stamp.Device, rec.stamp.Inode = r.uvarint(), r.uvarint()
		copy(rec.key[:], r.bytes(uint64(len(rec.key))))
		if !r.ok {
			return nil, false
		}
		out[string(name)] = rec
	}
	return out, true
}

// A decoder reads numbers and bytes; it is no longer ok once there were too few.
type decoder struct {
	rest []byte
	ok   bool
}

func (d *decoder) skip(n int) {
	if n <= 0 {
		d.rest, d.ok = nil, false
		return
	}
	d.rest = d.rest[n:]
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.rest)
	d.skip(n)
	return v
}

func (d *decoder) varint() int64 {
	v, n := binary.Varint(d.rest)
	d.skip(n)
	return v
}

func (d *decoder) bytes(n uint64) []byte {
	if n > uint64(len(d.rest)) {
		d.rest, d.ok = nil, false
		return nil
	}
	out := d.rest[:n]
	d.rest = d.rest[n:]
	return out
}
