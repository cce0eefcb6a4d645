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
	m, c := timesOf(st)
	return Stamp{
		Size: st.Size, Modified: m.Nano(), Changed: c.Nano(),
		Device: uint64(st.Dev), Inode: uint64(st.Ino), // their types differ between systems
	}
}
