//go:build darwin || freebsd || netbsd

package disk

import "syscall"

func timesOf(st *syscall.Stat_t) (modified, changed syscall.Timespec) {
	return st.Mtimespec, st.Ctimespec
}
