package cache

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/app/disk"
)

func stamp(n int) disk.Stamp {
	return disk.Stamp{Size: int64(n), Modified: int64(n) * 1e9, Changed: int64(n)*1e9 - int64(n%3), Device: 7, Inode: uint64(1000 - n)}
}

func nameOf(n int) string { return fmt.Sprintf("folder%d/file%d.py", n%7, n) }

// see notes n files and closes the scope. The third of them have an empty entry.
func see(t testing.TB, m *memory, scope Key, n int) {
	t.Helper()
	c := Open(m, scope)
	for i := range n {
		body := payload(1 + i)
		if i%3 == 0 {
			body = nil
		}
		c.Put(key(i), body)
		c.Saw(nameOf(i), stamp(i+1), key(i), body)
	}
	if err := c.Close(nil); err != nil {
		t.Fatal(err)
	}
}

func TestAFileThatWasSeenIsKnownByItsStamp(t *testing.T) {
	m := &memory{}
	see(t, m, key(-1), 1000)
	c := Open(m, key(-1))
	for i := range 1000 {
		want := payload(1 + i)
		if i%3 == 0 {
			want = nil
		}
		if got, ok := c.Known(nameOf(i), stamp(i+1)); !ok || !bytes.Equal(got, want) {
			t.Fatalf("file %d has %q, %v", i, got, ok)
		}
	}
	if c.Hits() != 1000 {
		t.Errorf("%d hits", c.Hits())
	}
	was := stamp(6)
	for what, now := range map[string]disk.Stamp{
		"size":     {Size: was.Size + 1, Modified: was.Modified, Changed: was.Changed, Device: was.Device, Inode: was.Inode},
		"modified": {Size: was.Size, Modified: was.Modified + 1, Changed: was.Changed, Device: was.Device, Inode: was.Inode},
		"changed":  {Size: was.Size, Modified: was.Modified, Changed: was.Changed + 1, Device: was.Device, Inode: was.Inode},
		"device":   {Size: was.Size, Modified: was.Modified, Changed: was.Changed, Device: was.Device + 1, Inode: was.Inode},
		"inode":    {Size: was.Size, Modified: was.Modified, Changed: was.Changed, Device: was.Device, Inode: was.Inode + 1},
		"none":     {},
	} {
		if _, ok := c.Known(nameOf(5), now); ok {
			t.Errorf("a file of another stamp is known: %s", what)
		}
	}
	if _, ok := c.Known("folder0/other.py", was); ok {
		t.Error("a file of another name is known")
	}
}

func TestAFileWithoutAStampIsNeverKnown(t *testing.T) {
	m := &memory{}
	c := Open(m, key(-1))
	c.Saw("a", disk.Stamp{}, key(1), nil)
	if err := c.Close(nil); err != nil || len(m.files) > 0 {
		t.Error(len(m.files), err)
	}
	if _, ok := c.Known("a", disk.Stamp{}); ok {
		t.Error("it is known")
	}
}

func TestAKnownFileWhoseEntryIsGoneIsNotKnown(t *testing.T) {
	m := &memory{}
	see(t, m, key(-1), 10)
	for name := range m.files {
		if !strings.HasSuffix(name, "index") {
			delete(m.files, name)
		}
	}
	c := Open(m, key(-1))
	if _, ok := c.Known(nameOf(1), stamp(2)); ok {
		t.Error("an entry that is gone was found")
	}
	if _, ok := c.Known(nameOf(3), stamp(4)); !ok {
		t.Error("an empty entry needs no file of its own")
	}
}

func TestADamagedIndexIsIgnoredAndReplaced(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"cut short": func(d []byte) []byte { return d[:len(d)/2] },
		"empty":     func([]byte) []byte { return nil },
		"one byte":  func(d []byte) []byte { d = bytes.Clone(d); d[len(d)/2] ^= 1; return d },
		"longer":    func(d []byte) []byte { return append(bytes.Clone(d), 0) },
		"another scope": func(d []byte) []byte {
			return (&index{records: map[string]record{nameOf(0): {stamp: stamp(1)}}}).encode(key(-2))
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := &memory{}
			see(t, m, key(-1), 50)
			file := Open(m, key(-1)).indexName()
			m.files[file] = damage(m.files[file])
			if _, ok := Open(m, key(-1)).Known(nameOf(0), stamp(1)); ok {
				t.Error("a damaged index was believed")
			}
			see(t, m, key(-1), 50)
			if _, ok := Open(m, key(-1)).Known(nameOf(0), stamp(1)); !ok {
				t.Error("it was not replaced")
			}
		})
	}
}

func TestFilesThatAreGoneAreForgotten(t *testing.T) {
	m := &memory{}
	see(t, m, key(-1), 70)
	c := Open(m, key(-1))
	c.Known(nameOf(1), stamp(2))
	c.Known(nameOf(8), stamp(8)) // it has changed, and is not noted anew
	if err := c.Close(func(name string) bool { return strings.HasPrefix(name, "folder1/") }); err != nil {
		t.Fatal(err)
	}
	c = Open(m, key(-1))
	for i, want := range map[int]bool{1: true, 8: false, 15: false, 2: true, 9: true} {
		if _, ok := c.Known(nameOf(i), stamp(i+1)); ok != want {
			t.Errorf("%s is known: %v", nameOf(i), ok)
		}
	}
	before := m.puts
	if err := c.Close(func(name string) bool { return name == "elsewhere" }); err != nil || m.puts != before {
		t.Errorf("nothing is new, and %d files were written, %v", m.puts-before, err)
	}
}

func TestAnIndexStaysWithinItsBoundAndKeepsWhatIsInUse(t *testing.T) {
	x := &index{records: map[string]record{}}
	long := strings.Repeat("x", 64<<10)
	for i := range 2 * maxIndex / len(long) {
		x.records[fmt.Sprint(i, long)] = record{stamp: stamp(i + 1), seen: i%4 == 0}
	}
	data := x.encode(key(-1))
	if len(data) > maxIndex {
		t.Fatalf("%d bytes", len(data))
	}
	got, ok := decodeIndex(data, key(-1))
	if !ok {
		t.Fatal("it cannot be read")
	}
	for name, r := range x.records {
		if _, ok := got[name]; r.seen && !ok {
			t.Error("a file of this run is gone")
		}
	}
}

// Whatever lies in the folder, reading it does not fail and believes only what
// encode has written.
func FuzzDecodeIndex(f *testing.F) {
	m := &memory{}
	see(f, m, key(-1), 20)
	f.Add(m.files[Open(m, key(-1)).indexName()])
	f.Add((&index{}).encode(key(-1)))
	f.Add([]byte(indexMagic))
	f.Fuzz(func(t *testing.T, data []byte) {
		// As if the digest were right: what stands before it is the matter.
		for _, d := range [][]byte{data, seal(data)} {
			records, ok := decodeIndex(d, key(-1))
			if !ok {
				continue
			}
			again, ok := decodeIndex((&index{records: records}).encode(key(-1)), key(-1))
			if !ok || len(again) != len(records) {
				t.Errorf("%q does not come back", d)
			}
			for name, r := range records {
				if again[name] != r {
					t.Errorf("%q is %v, was %v", name, again[name], r)
				}
			}
		}
	})
}

// seal returns body as encode closes it.
func seal(body []byte) []byte {
	x := (&index{}).encode(key(-1))
	head := x[:len(x)-sumLen]
	return digested(append(bytes.Clone(head), body...))
}
