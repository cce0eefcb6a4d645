package migrate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// FS is what Write needs of a file system. Names are relative to the folder of
// the lock, with '/'.
type FS interface {
	ReadFile(name string) ([]byte, error)
	// Real returns the absolute name with all symbolic links resolved.
	Real(name string) (string, error)
	// WriteFile replaces a file in one step; it does not make folders.
	WriteFile(name string, data []byte) error
	Remove(name string) error
}

// WriteOptions say how to write a plan.
type WriteOptions struct {
	// Dirty reports whether the work tree has changes that are not committed;
	// nil where there is no git tree.
	Dirty      func() (bool, error)
	AllowDirty bool
	// Before is called before each change, for a journal; its error ends the
	// run before the change is made. May be nil.
	Before func(Change) error
}

// ErrDirty is returned for a work tree with changes of its own: they and those
// of the migration could no longer be told apart.
var ErrDirty = errors.New("the git tree has changes that are not committed: commit or stash them, or pass --allow-dirty")

// Write carries out a plan. Every file is replaced in one step, the lock last:
// what an interrupted run leaves behind shows as stale. A file that has changed
// since the plan was made, or that lies outside of root by a symbolic link, is
// an error before anything is written.
func (p *Plan) Write(ctx context.Context, fsys FS, root string, o WriteOptions) error {
	if p.Empty() {
		return nil
	}
	if o.Dirty != nil && !o.AllowDirty {
		dirty, err := o.Dirty()
		if err != nil {
			return fmt.Errorf("the state of the git tree cannot be told: %w", err)
		}
		if dirty {
			return ErrDirty
		}
	}
	for i := range p.Changes {
		if err := unchanged(fsys, &p.Changes[i]); err != nil {
			return err
		}
		if err := within(fsys, root, p.Changes[i].Path); err != nil {
			return err
		}
	}
	for _, c := range p.Changes {
		if err := ctx.Err(); err != nil {
			return err
		}
		if o.Before != nil {
			if err := o.Before(c); err != nil {
				return err
			}
		}
		if c.New == nil {
			if err := fsys.Remove(c.Path); err != nil {
				return err
			}
			continue
		}
		if err := fsys.WriteFile(c.Path, c.New); err != nil {
			return err
		}
	}
	return nil
}

// unchanged makes sure that a file still is what the plan was made for.
func unchanged(fsys FS, c *Change) error {
	now, err := fsys.ReadFile(c.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if c.Old == nil {
			return nil
		}
	case err != nil:
		return err
	case c.Old != nil && bytes.Equal(now, c.Old):
		return nil
	}
	return fmt.Errorf("%s has changed since the plan was made: make the plan again", c.Path)
}

// within makes sure that a file lies below root, whatever links lead there.
func within(fsys FS, root, name string) error {
	top, err := fsys.Real(root)
	if err != nil {
		return err
	}
	out := fmt.Errorf("%s leads out of %s: nothing is written there", name, root)
	if name != path.Clean(name) || path.IsAbs(name) || name == ".." || strings.HasPrefix(name, "../") {
		return out
	}
	real, err := fsys.Real(name)
	if errors.Is(err, fs.ErrNotExist) {
		// A dangling link would be followed by the next reader.
		real, err = fsys.Real(path.Dir(name))
		if err == nil {
			real = path.Join(real, path.Base(name))
		}
	}
	if err != nil {
		return err
	}
	if real != top && !strings.HasPrefix(real, strings.TrimSuffix(top, "/")+"/") {
		return out
	}
	return nil
}
