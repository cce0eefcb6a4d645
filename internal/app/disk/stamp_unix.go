//go:build linux || openbsd || dragonfly || solaris || illumos || darwin || freebsd || netbsd

package disk

import (
	"io/fs"
	"syscall"
)

func stampOf(info fs.FileInfo) Stamp {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return Stamp{}
	}
	return stampIn(st)
}

func stampIn(st *syscall.Stat_t) Stamp {
	m, c := timesOf(st)
	return Stamp{
		Size: st.Size, Modified: m.Nano(), Changed: c.Nano(),
		Device: uint64(st.Dev), Inode: uint64(st.Ino), // their types differ between systems
	}
}

// Look returns the stamp of a regular file, without following links; ok is false
// for anything else. A run asks for many thousands: what os.Lstat makes of them
// costs as much as the question.
func (o OS) Look(name string) (s Stamp, ok bool) {
	name = o.path(name)
	var st syscall.Stat_t
	_, err := again(func() (int, error) { return 0, syscall.Lstat(name, &st) })
	if err != nil || st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return Stamp{}, false
	}
	return stampIn(&st), true
}
