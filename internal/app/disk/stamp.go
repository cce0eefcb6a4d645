package disk

import (
	"io/fs"
	"time"
)

// A Stamp is what the file system knows of a file without reading it. A file that
// has the same stamp again has the same bytes, provided that the stamp was settled
// when they were read. The zero Stamp stands for a system that tells too little;
// it is equal to no file's.
type Stamp struct {
	Size     int64
	Modified int64 // nanoseconds since 1970; programs set it to whatever they like
	Changed  int64 // nanoseconds since 1970; only the system sets it
	Device   uint64
	Inode    uint64
}

// settling is how long after a change a file may change once more without a
// difference in its times. Linux counts in ticks of at most 10 ms and network file
// systems in seconds; FAT has steps of two.
const settling = 2 * time.Second

// StampOf returns the stamp of a file, the zero Stamp where the system does not
// tell when a file was changed, or which one it is.
func StampOf(info fs.FileInfo) Stamp { return stampOf(info) }

// Settled reports whether any later change would show in the stamp. now is a time
// before the file was looked at and before its bytes were read; the zero time is
// not known, and nothing settled.
func (s Stamp) Settled(now time.Time) bool {
	return s != Stamp{} && !now.IsZero() && max(s.Modified, s.Changed) < now.Add(-settling).UnixNano()
}
