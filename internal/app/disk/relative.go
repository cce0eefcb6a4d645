package disk

import (
	"path"
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
