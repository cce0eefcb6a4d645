package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// A Finder finds and reads the configuration that holds for a file: the
// nearest promptglot.yaml upwards. Each is read once. It is not safe for
// concurrent use.
type Finder struct {
	fs    disk.FS
	cwd   string
	fixed *Config
	none  bool
	byDir map[string]found // by absolute folder
	given map[string]found // by folder as it is named: every file asks, often
}

type found struct {
	config *Config
	err    error
}

// NewFinder returns a finder that looks upwards. With a file name, that file
// is the configuration of everything, and an error is returned where it cannot
// be read; with none, nothing has a configuration.
func NewFinder(fsys disk.FS, file string, none bool) (*Finder, error) {
	cwd, err := fsys.Abs(".")
	if err != nil {
		return nil, err
	}
	f := &Finder{fs: fsys, cwd: cwd, none: none, byDir: map[string]found{}, given: map[string]found{}}
	if file == "" || none {
		return f, nil
	}
	data, err := fsys.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the configuration cannot be read: %w", err)
	}
	f.fixed, err = Read(file, data)
	return f, err
}

// For returns the configuration that holds for the file or folder at name,
// nil where there is none.
func (f *Finder) For(name string) (*Config, error) {
	if f.none || f.fixed != nil {
		return f.fixed, nil
	}
	dir := path.Dir(name)
	got, ok := f.given[dir]
	if !ok {
		got.config, got.err = f.dir(disk.Absolute(f.cwd, dir), path.IsAbs(name))
		f.given[dir] = got
	}
	return got.config, got.err
}

// InDir returns the configuration that holds for what is in the folder.
func (f *Finder) InDir(name string) (*Config, error) {
	return f.For(path.Join(name, Name))
}

func (f *Finder) dir(dir string, absolute bool) (*Config, error) {
	key := dir
	if absolute {
		key = "\x00" + dir // its paths are written another way
	}
	if got, ok := f.byDir[key]; ok {
		return got.config, got.err
	}
	var got found
	name := path.Join(dir, Name)
	if !absolute {
		name = disk.Relative(f.cwd, name)
	}
	switch data, err := f.fs.ReadFile(name); {
	case err == nil:
		got.config, got.err = Read(name, data)
	case !errors.Is(err, fs.ErrNotExist):
		got.err = fmt.Errorf("the configuration cannot be read: %w", err)
	case dir != path.Dir(dir):
		got.config, got.err = f.dir(path.Dir(dir), absolute)
	}
	f.byDir[key] = got
	return got.config, got.err
}
