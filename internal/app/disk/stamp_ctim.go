//go:build linux || openbsd || dragonfly || solaris || illumos

package disk

import "syscall"

func timesOf(st *syscall.Stat_t) (modified, changed syscall.Timespec) { return st.Mtim, st.Ctim }
