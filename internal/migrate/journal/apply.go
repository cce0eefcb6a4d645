package journal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// A Step is called before each thing that touches the disk, with a word on it;
// an error ends the run there, as a kill would. Tests interrupt runs with it.
type Step func(what string) error

// Apply writes what the run has not written yet. A file that is neither as it
// was nor as it shall be is an error before anything is written.
func (r *Run) Apply(ctx context.Context, fsys FS, step Step) error {
	return r.carryOut(ctx, fsys, step, false)
}

// Undo gives every file its old bytes again, in the other order, and takes the
// run out of the store.
func (r *Run) Undo(ctx context.Context, fsys FS, step Step) error {
	if err := stepTo(step, "mark"); err != nil {
		return err
	}
	if _, err := r.pending(fsys, true); err != nil {
		return err
	}
	if err := r.mark(undoing); err != nil {
		return err
	}
	if err := r.carryOut(ctx, fsys, step, true); err != nil {
		return err
	}
	if err := stepTo(step, "forget"); err != nil {
		return err
	}
	return r.forget()
}

// Resume goes on where the run was interrupted: with writing, or with taking
// back.
func (r *Run) Resume(ctx context.Context, fsys FS, step Step) error {
	if r.Undoing() {
		return r.Undo(ctx, fsys, step)
	}
	return r.Apply(ctx, fsys, step)
}

func (r *Run) carryOut(ctx context.Context, fsys FS, step Step, back bool) error {
	todo, err := r.pending(fsys, back)
	if err != nil {
		return err
	}
	for _, i := range todo {
		if err := ctx.Err(); err != nil {
			return err
		}
		c := &r.Changes[i]
		want := c.New
		if back {
			want = c.Old
		}
		if err := stepTo(step, c.Path); err != nil {
			return err
		}
		if want == nil {
			err = fsys.Remove(c.Path)
		} else {
			err = fsys.Replace(c.Path, r.temp(c.Path), *want, c.Mode)
		}
		if err != nil {
			return err
		}
	}
	if err := r.sweep(fsys); err != nil || back {
		return err
	}
	if err := stepTo(step, "mark"); err != nil {
		return err
	}
	return r.mark(done)
}

// pending returns the changes that are still to be made, in the order in which
// to make them.
func (r *Run) pending(fsys FS, back bool) ([]int, error) {
	var todo []int
	var strange []string
	for i := range r.Changes {
		c := &r.Changes[i]
		now, err := read(fsys, c.Path)
		if err != nil {
			return nil, err
		}
		from, to := c.Old, c.New
		if back {
			from, to = to, from
		}
		switch {
		case same(now, to):
		case same(now, from):
			todo = append(todo, i)
		default:
			strange = append(strange, c.Path)
		}
	}
	if len(strange) > 0 {
		more := ""
		if n := len(strange) - 3; n > 0 {
			strange, more = strange[:3], fmt.Sprintf(" and %d more", n)
		}
		return nil, fmt.Errorf("%s%s changed after the migration wrote: put the bytes back that it left, or move them away; nothing is written", strings.Join(strange, ", "), more)
	}
	if back {
		for i, j := 0, len(todo)-1; i < j; i, j = i+1, j-1 {
			todo[i], todo[j] = todo[j], todo[i]
		}
	}
	return todo, nil
}

// sweep removes the temporary files that an interrupted run has left.
func (r *Run) sweep(fsys FS) error {
	for _, c := range r.Changes {
		if err := fsys.Remove(r.temp(c.Path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// temp is the name of the file through which a file is replaced.
func (r *Run) temp(name string) string {
	return path.Join(path.Dir(name), "."+path.Base(name)+"."+r.id+".tmp")
}

func read(fsys FS, name string) (*[]byte, error) {
	data, err := fsys.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	}
	if data == nil {
		data = []byte{}
	}
	return &data, nil
}

func stepTo(step Step, what string) error {
	if step == nil {
		return nil
	}
	return step(what)
}
