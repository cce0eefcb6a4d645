package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// A Cache is a folder of the user's own in which small files are kept between
// runs, each under a name of letters, digits and "-". What it holds can be
// deleted at any time.
type Cache struct{ Dir string }

// Get returns what was put under key; ok is false when there is nothing.
func (c Cache) Get(key string) (data []byte, ok bool) {
	data, err := os.ReadFile(filepath.Join(c.Dir, key))
	return data, err == nil
}

// Put keeps data under key, in one step: readers see all of it or nothing.
func (c Cache) Put(key string, data []byte) error {
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return err
	}
	return writeFile(filepath.Join(c.Dir, key), data, 0o600)
}

// Delete forgets what was put under key; there may be nothing.
func (c Cache) Delete(key string) error {
	if err := os.Remove(filepath.Join(c.Dir, key)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// CacheDir returns the folder for a program's cache by the conventions of the
// operating system, "" where the environment names none.
func CacheDir(env func(string) string, program string) string {
	base, home := "", env("HOME")
	switch runtime.GOOS {
	case "windows":
		base = env("LocalAppData")
	case "darwin":
		if home != "" {
			base = filepath.Join(home, "Library", "Caches")
		}
	default:
		if base = env("XDG_CACHE_HOME"); base == "" && home != "" {
			base = filepath.Join(home, ".cache")
		}
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, program)
}
