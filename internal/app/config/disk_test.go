package config

import (
	"os"
	"path/filepath"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// mkdirs makes an empty file and the folders above it.
func mkdirs(fsys disk.OS, name string) error {
	full := filepath.Join(fsys.Dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	return os.WriteFile(full, nil, 0o644)
}
