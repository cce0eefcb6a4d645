package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Scratch is a Cache of files that need not survive a power cut, because who
// reads them checks them: Put does not wait for the disk.
type Scratch struct{ Cache }

// Put keeps data under key, in one step.
func (s Scratch) Put(key string, data []byte) error {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(s.Dir, key+"-new-") // of mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), filepath.Join(s.Dir, key))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// Trim deletes the files whose names begin with prefix, those first that were
// written longest ago, until the others have no more than most bytes. What an
// interrupted Put has left goes the same way.
func (s Scratch) Trim(prefix string, most int64) error {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return err
	}
	var files []fs.FileInfo
	sum := int64(0)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			files = append(files, info)
			sum += info.Size()
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int {
		if c := a.ModTime().Compare(b.ModTime()); c != 0 {
			return c
		}
		return strings.Compare(a.Name(), b.Name())
	})
	var errs []error
	for _, f := range files {
		if sum <= most {
			break
		}
		errs = append(errs, s.Delete(f.Name()))
		sum -= f.Size()
	}
	return errors.Join(errs...)
}

// Identity returns bytes of the running program that differ between any two
// builds of it, nil where they cannot be had: where executables begin, the linker
// puts a digest of what it has linked.
func Identity() []byte {
	const head = 64 << 10
	name, err := os.Executable()
	if err != nil {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	data := make([]byte, head)
	n, err := f.ReadAt(data, 0)
	if n == 0 || err != nil && n == head {
		return nil
	}
	return data[:n]
}
