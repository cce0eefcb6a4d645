package cache

import (
	"bytes"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
)

// memory is a store without a disk.
type memory struct {
	mu    sync.Mutex
	files map[string][]byte
	puts  int
}

func (m *memory) Get(name string) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.files[name]
	return data, ok
}

func (m *memory) Put(name string, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.files = map[string][]byte{}
	}
	m.files[name], m.puts = data, m.puts+1
	return nil
}

func (m *memory) Trim(string, int64) error { return nil }

func key(n int) Key { return KeyOf(fmt.Append(nil, n)) }

func payload(n int) []byte { return bytes.Repeat(fmt.Append(nil, n), n%7) }

// fill puts n entries into a scope and closes it.
func fill(t *testing.T, m *memory, scope Key, n int) {
	t.Helper()
	c := Open(m, scope)
	for i := range n {
		c.Put(key(i), payload(i))
	}
	if err := c.Close(nil); err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasPutIsThereInTheNextRun(t *testing.T) {
	m := &memory{}
	fill(t, m, key(-1), 1000)
	c := Open(m, key(-1))
	for i := range 1000 {
		if got, ok := c.Get(key(i)); !ok || !bytes.Equal(got, payload(i)) {
			t.Fatalf("entry %d is %q, %v", i, got, ok)
		}
	}
	if _, ok := c.Get(key(1000)); ok || c.Hits() != 1000 {
		t.Errorf("what nobody put is there, or the hits are %d", c.Hits())
	}
}

func TestARunWithoutAnythingNewWritesNothing(t *testing.T) {
	m := &memory{}
	fill(t, m, key(-1), 100)
	before := m.puts
	c := Open(m, key(-1))
	c.Get(key(5))
	if err := c.Close(nil); err != nil || m.puts != before {
		t.Errorf("%d files were written, %v", m.puts-before, err)
	}
}

func TestScopesAreApart(t *testing.T) {
	m := &memory{}
	fill(t, m, key(-1), 100)
	if _, ok := Open(m, key(-2)).Get(key(5)); ok {
		t.Error("another scope has the entry")
	}
	// Not even where a file of one scope lies under the name of another.
	other := Open(m, key(-2))
	for i := range shards {
		m.files[other.name(i)] = m.files[Open(m, key(-1)).name(i)]
	}
	if _, ok := other.Get(key(5)); ok {
		t.Error("a file of another scope was believed")
	}
}

func TestDamagedFilesAreIgnoredAndReplaced(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"cut short":   func(d []byte) []byte { return d[:len(d)/2] },
		"empty":       func([]byte) []byte { return nil },
		"one byte":    func(d []byte) []byte { d = bytes.Clone(d); d[len(d)/2] ^= 1; return d },
		"longer":      func(d []byte) []byte { return append(bytes.Clone(d), 0) },
		"not ours":    func([]byte) []byte { return []byte("hello") },
		"two of them": func(d []byte) []byte { return append(bytes.Clone(d), d...) },
	} {
		t.Run(name, func(t *testing.T) {
			m := &memory{}
			fill(t, m, key(-1), 500)
			for _, n := range []string{Open(m, key(-1)).name(int(key(3)[0]) % shards)} {
				m.files[n] = damage(m.files[n])
			}
			c := Open(m, key(-1))
			if got, ok := c.Get(key(3)); ok {
				t.Errorf("got %q of a damaged file", got)
			}
			c.Put(key(3), payload(3))
			if err := c.Close(nil); err != nil {
				t.Fatal(err)
			}
			if got, ok := Open(m, key(-1)).Get(key(3)); !ok || !bytes.Equal(got, payload(3)) {
				t.Errorf("it was not replaced: %q, %v", got, ok)
			}
		})
	}
}

func TestFilesStayWithinTheirBoundAndKeepWhatIsInUse(t *testing.T) {
	m := &memory{}
	big := bytes.Repeat([]byte("x"), maxEntry)
	same := func(n int) (k Key) { k[0], k[1], k[2] = 7, byte(n), byte(n>>8); return k } // all in one file
	for run := range 5 {
		c := Open(m, key(-1))
		c.Get(same(0)) // in use in every run
		if run == 0 {
			c.Put(same(0), big)
		}
		for i := range 4 {
			c.Put(same(1+run*4+i), big)
		}
		if err := c.Close(nil); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range m.files {
		if len(data) > maxShard {
			t.Errorf("%s has %d bytes", name, len(data))
		}
	}
	c := Open(m, key(-1))
	for _, n := range []int{0, 17, 18, 19, 20} {
		if _, ok := c.Get(same(n)); !ok {
			t.Errorf("entry %d, of the last run, is gone", n)
		}
	}
	if _, ok := c.Get(same(1)); ok {
		t.Error("an entry that nobody uses has stayed")
	}
}

func TestALargeEntryIsNotKept(t *testing.T) {
	m := &memory{}
	c := Open(m, key(-1))
	c.Put(key(1), make([]byte, maxEntry+1))
	if err := c.Close(nil); err != nil || len(m.files) > 0 {
		t.Error(len(m.files), err)
	}
}

func TestTwoRunsAtOnceDamageNothing(t *testing.T) {
	m := &memory{}
	var runs sync.WaitGroup
	for range 4 {
		runs.Go(func() { fill(t, m, key(-1), 300) })
	}
	runs.Wait()
	c := Open(m, key(-1))
	for i := range 300 {
		if got, ok := c.Get(key(i)); !ok || !bytes.Equal(got, payload(i)) {
			t.Fatalf("entry %d is %q, %v", i, got, ok)
		}
	}
}

func TestWithoutACacheNothingIsKept(t *testing.T) {
	var c *Cache
	c.Put(key(1), []byte("x"))
	if _, ok := c.Get(key(1)); ok || c.Close(nil) != nil || c.Hits() != 0 {
		t.Error("a nil cache keeps something")
	}
}

func TestKeysTellTheirPartsApart(t *testing.T) {
	seen := map[Key]string{}
	for _, parts := range [][]string{{"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", ""}, {"", "abc"}, {"1:a"}} {
		var b [][]byte
		for _, p := range parts {
			b = append(b, []byte(p))
		}
		k := KeyOf(b...)
		if was, ok := seen[k]; ok {
			t.Errorf("%q and %q have the same key", parts, was)
		}
		seen[k] = strings.Join(parts, "|")
	}
}

// Whatever lies in the folder, reading it does not fail and believes only what
// encode has written.
func FuzzDecode(f *testing.F) {
	m := &memory{}
	c := Open(m, key(-1))
	for i := range 10 {
		c.Put(key(i), payload(i))
	}
	if err := c.Close(nil); err != nil {
		f.Fatal(err)
	}
	for data := range maps.Values(m.files) {
		f.Add(data)
	}
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := shard{entries: map[Key]*entry{}}
		if !s.decode(data, key(-1)) {
			return
		}
		for _, e := range s.entries {
			e.used = true
		}
		again := shard{entries: map[Key]*entry{}}
		if !again.decode(s.encode(key(-1)), key(-1)) || len(again.entries) != len(s.entries) {
			t.Errorf("%q does not come back", data)
		}
	})
}
