//go:build !linux && !openbsd && !dragonfly && !solaris && !illumos && !darwin && !freebsd && !netbsd

package disk

import "io/fs"

// Windows has neither a time that programs cannot set nor, without opening the
// file, anything that tells it from another one under its name.
func stampOf(fs.FileInfo) Stamp { return Stamp{} }
