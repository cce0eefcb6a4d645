//go:build !windows

package disk

import (
	"io/fs"

	"github.com/google/renameio/v2"
)

// writeFile writes a file in one step; the mask of the process does not apply.
func writeFile(name string, data []byte, mode fs.FileMode) error {
	return renameio.WriteFile(name, data, mode, renameio.IgnoreUmask())
}
