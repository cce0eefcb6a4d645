package disk

import (
	"path"
	"path/filepath"
	"strings"
)

// Relative returns an absolute name as seen from an absolute folder.
func Relative(from, name string) string {
	up := ""
	for base := from; ; base = path.Dir(base) {
		if name == base {
			return path.Clean(up + ".")
		}
		if rel, ok := strings.CutPrefix(name, strings.TrimSuffix(base, "/")+"/"); ok {
			return up + rel
		}
		if base == path.Dir(base) {
			return name // another volume
		}
		up += "../"
	}
}

// Absolute returns the absolute name of a file, seen from the absolute folder
// cwd: FS.Abs for who asks often.
func Absolute(cwd, name string) string {
	if path.IsAbs(name) || filepath.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join(cwd, name)
}
