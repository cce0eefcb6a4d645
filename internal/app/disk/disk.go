// Package disk is the file system as the program uses it: one small interface,
// so that everything above can be tested without a disk, and the only
// implementation that touches the real one.
package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// An FS reads and writes files. Names are as the user gave them, relative to
// the working folder or absolute, with '/'.
type FS interface {
	ReadFile(name string) ([]byte, error)
	// Open reads a file piece by piece.
	Open(name string) (io.ReadCloser, error)
	// Create writes a file piece by piece: what is written is there at once. It
	// empties an existing file, or goes on at its end.
	Create(name string, goOn bool) (io.WriteCloser, error)
	// ReadDir returns the entries of a folder in the order of their names.
	ReadDir(name string) ([]fs.DirEntry, error)
	Stat(name string) (fs.FileInfo, error)
	// Real returns the absolute name with all symbolic links resolved.
	Real(name string) (string, error)
	// Abs returns the absolute name.
	Abs(name string) (string, error)
	// WriteFile replaces a file in one step: readers see the old bytes or the
	// new ones. An existing file keeps its permissions, and a symbolic link
	// stays one.
	WriteFile(name string, data []byte) error
	// Replace is WriteFile through a file that the caller names: one in the same
	// folder, which is written over where an interrupted run has left it. name is
	// no symbolic link, and the file gets the permissions.
	Replace(name, temp string, data []byte, mode fs.FileMode) error
	Remove(name string) error
	// MakeDir makes a folder with those above it; one that is there is no error.
	MakeDir(name string) error
}

// OS is the real file system.
type OS struct {
	Dir string // the working folder; "" is that of the process
}

// path returns the name as the operating system takes it.
func (o OS) path(name string) string {
	p := filepath.FromSlash(name)
	if o.Dir != "" && !filepath.IsAbs(p) {
		p = filepath.Join(o.Dir, p)
	}
	return p
}

// ReadFile implements FS.
func (o OS) ReadFile(name string) ([]byte, error) { return readFile(o.path(name)) }

// Open implements FS.
func (o OS) Open(name string) (io.ReadCloser, error) { return os.Open(o.path(name)) }

// Create implements FS.
func (o OS) Create(name string, goOn bool) (io.WriteCloser, error) {
	how := os.O_TRUNC
	if goOn {
		how = os.O_APPEND
	}
	return os.OpenFile(o.path(name), os.O_WRONLY|os.O_CREATE|how, 0o644)
}

// ReadDir implements FS.
func (o OS) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(o.path(name)) }

// Stat implements FS.
func (o OS) Stat(name string) (fs.FileInfo, error) { return os.Stat(o.path(name)) }

// Abs implements FS.
func (o OS) Abs(name string) (string, error) {
	p, err := filepath.Abs(o.path(name))
	return filepath.ToSlash(p), err
}

// Real implements FS.
func (o OS) Real(name string) (string, error) {
	p, err := filepath.EvalSymlinks(o.path(name))
	if err != nil {
		return "", err
	}
	p, err = filepath.Abs(p)
	return filepath.ToSlash(p), err
}

// WriteFile implements FS.
func (o OS) WriteFile(name string, data []byte) error {
	p := o.path(name)
	if real, err := filepath.EvalSymlinks(p); err == nil {
		p = real
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(p); err == nil {
		mode = info.Mode().Perm()
	}
	return writeFile(p, data, mode)
}

// Replace implements FS.
func (o OS) Replace(name, temp string, data []byte, mode fs.FileMode) (err error) {
	tmp := o.path(temp)
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp)
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(mode) // the mask of the process does not apply
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(tmp, o.path(name))
}

// MakeDir implements FS.
func (o OS) MakeDir(name string) error { return os.MkdirAll(o.path(name), 0o755) }

// Remove implements FS.
func (o OS) Remove(name string) error { return os.Remove(o.path(name)) }
