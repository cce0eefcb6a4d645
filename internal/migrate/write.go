package migrate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/migrate/journal"
)

// FS is what Write needs of a file system. Names are relative to the folder of
// the lock, with '/'.
type FS interface {
	journal.FS
	// Real returns the absolute name with all symbolic links resolved.
	Real(name string) (string, error)
}

// WriteOptions say how to write a plan.
type WriteOptions struct {
	// Dirty reports whether the work tree has changes that are not committed;
	// nil where there is no git tree.
	Dirty      func() (bool, error)
	AllowDirty bool
	// Journal is where the run is kept so that it can be resumed and undone.
	Journal journal.Store
	// Root is what the journal calls the folder; Tool is the program's version.
	Root, Tool string
	// Step is called before each thing that touches the disk; its error ends the
	// run there. May be nil.
	Step journal.Step
}

// ErrDirty is returned for a work tree with changes of its own: they and those
// of the migration could no longer be told apart.
var ErrDirty = errors.New("the git tree has changes that are not committed: commit or stash them, or pass --allow-dirty")

// Write carries out a plan. Every file is replaced in one step, the lock last,
// and the journal knows all of it before the first one is touched. A file that
// has changed since the plan was made, or that lies outside of root by a
// symbolic link, is an error before anything is written.
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
	run := &journal.Run{Tool: o.Tool, Root: o.Root}
	names := map[string]string{}
	for i := range p.Changes {
		c, err := p.Changes[i].journalled(fsys, root)
		if err != nil {
			return err
		}
		if other := names[c.Path]; other != "" {
			return fmt.Errorf("%s and %s are one file by a symbolic link: nothing is written", other, p.Changes[i].Path)
		}
		names[c.Path] = p.Changes[i].Path
		run.Changes = append(run.Changes, *c)
	}
	if err := writable(fsys, run.Changes); err != nil {
		return err
	}
	if o.Step != nil {
		if err := o.Step("journal"); err != nil {
			return err
		}
	}
	if err := journal.Begin(o.Journal, run); err != nil {
		return fmt.Errorf("the journal, without which nothing is written: %w", err)
	}
	return run.Apply(ctx, fsys, o.Step)
}

// probe is the name of the file that tells whether a folder can be written.
const probe = ".promptglot-probe"

// writable makes sure that every folder takes a file, before the first one is
// written: a run that stops half-way is for kills, not for permissions.
func writable(fsys FS, changes []journal.Change) error {
	tried := map[string]bool{}
	for _, c := range changes {
		dir := path.Dir(c.Path)
		if tried[dir] {
			continue
		}
		tried[dir] = true
		name := path.Join(dir, probe)
		err := fsys.Replace(name, name+".tmp", nil, 0o600)
		if err == nil {
			err = fsys.Remove(name)
		}
		if err != nil {
			return fmt.Errorf("the folder %s cannot be written, so nothing is: %w", dir, err)
		}
	}
	return nil
}

// newMode are the permissions of a file that was not there.
const newMode = 0o644

// journalled is the change as the journal has it: of the file itself, whatever
// links lead to it.
func (c *Change) journalled(fsys FS, root string) (*journal.Change, error) {
	if err := unchanged(fsys, c); err != nil {
		return nil, err
	}
	name, err := within(fsys, root, c.Path)
	if err != nil {
		return nil, err
	}
	out := &journal.Change{Path: name, Mode: newMode}
	if c.New != nil {
		out.New = &c.New
	}
	if c.Old != nil {
		out.Old = &c.Old
		info, err := fsys.Stat(name)
		if err != nil {
			return nil, err
		}
		out.Mode = info.Mode().Perm()
	}
	return out, nil
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

// within makes sure that a file lies below root, whatever links lead there, and
// returns its name as seen from root without links.
func within(fsys FS, root, name string) (string, error) {
	top, err := fsys.Real(root)
	if err != nil {
		return "", err
	}
	out := fmt.Errorf("%s leads out of %s: nothing is written there", name, root)
	if name != path.Clean(name) || path.IsAbs(name) || name == ".." || strings.HasPrefix(name, "../") {
		return "", out
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
		return "", err
	}
	below, ok := strings.CutPrefix(real, strings.TrimSuffix(top, "/")+"/")
	if !ok {
		return "", out
	}
	return below, nil
}
