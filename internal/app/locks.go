package app

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/migrate/lock"
)

// A lockFile is a promptglot.lock: what it names as a rendering is no source.
type lockFile struct {
	*lock.Lock
	dir  string // its folder, absolute
	name string // of the file, as seen from the working folder
}

// lockFor returns the nearest lock upwards of an absolute folder, nil where
// there is none. Each is read once.
func (s *session) lockFor(dir string) (*lockFile, error) {
	if l, ok := s.locks[dir]; ok {
		return l, nil
	}
	var found *lockFile
	data, err := s.app.FS.ReadFile(path.Join(dir, lock.Name))
	switch {
	case err == nil:
		cwd, err := s.app.FS.Abs(".")
		if err != nil {
			return nil, err
		}
		name := disk.Relative(cwd, path.Join(dir, lock.Name))
		l, err := lock.Parse(name, data)
		if err != nil {
			return nil, err
		}
		found = &lockFile{l, dir, name}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: it cannot be read: %w", path.Join(dir, lock.Name), cause(err))
	case dir != path.Dir(dir):
		if found, err = s.lockFor(path.Dir(dir)); err != nil {
			return nil, err
		}
	}
	s.locks[dir] = found
	return found, nil
}

// locked reports whether a lock lies beside or above one of the jobs.
func (s *session) locked(cwd string, jobs []job) (bool, error) {
	last, any := "", false
	for i := range jobs {
		dir := path.Dir(jobs[i].Path)
		if jobs[i].data != nil || dir == last {
			continue
		}
		last = dir
		l, err := s.lockFor(disk.Absolute(cwd, dir))
		if err != nil {
			return false, err
		}
		any = any || l != nil
	}
	return any, nil
}

// dropRenderings takes the files that a lock names as renderings, and the
// locks themselves, out of the jobs. A source that was migrated goes, too,
// while its neutral files say the same and are read in this run: every finding
// would come twice. Who names it outright, or migrates, gets it.
func (s *session) dropRenderings(jobs []job) ([]job, error) {
	cwd, err := s.app.FS.Abs(".")
	if err != nil {
		return nil, err
	}
	if any, err := s.locked(cwd, jobs); !any || err != nil {
		return jobs, err
	}
	// Most runs have no lock, and nobody asks.
	given := sync.OnceValue(func() map[string]bool {
		out := make(map[string]bool, len(jobs))
		for _, j := range jobs {
			if j.data == nil {
				out[disk.Absolute(cwd, j.Path)] = true
			}
		}
		return out
	})
	var out []job // jobs stays as it is: given reads it
	for _, j := range jobs {
		if j.data != nil { // stdin lies nowhere
			out = append(out, j)
			continue
		}
		abs := disk.Absolute(cwd, j.Path)
		l, err := s.lockFor(path.Dir(abs))
		if err != nil {
			return nil, err
		}
		if l != nil && !slices.Contains(s.lockOrder, l) {
			s.lockOrder = append(s.lockOrder, l)
		}
		switch {
		case path.Base(j.Path) == lock.Name:
		case l != nil && l.IsRendering(disk.Relative(l.dir, abs)):
			s.app.detail("%s: a rendering, named in %s: no source", j.Path, l.name)
		default:
			if by := s.replaced(j, l, abs, given); by != "" {
				s.app.detail("%s: skipped for its neutral form %s, which is up to date: see %s", j.Path, by, l.name)
				continue
			}
			out = append(out, j)
		}
	}
	return out, nil
}

// replaced returns the neutral files that stand for a source in this run, ""
// where none do: all of its prompts have to be migrated, and the source must be
// what they were made from. given are the absolute paths of the run.
func (s *session) replaced(j job, l *lockFile, abs string, given func() map[string]bool) string {
	if l == nil || j.Named || s.keep {
		return ""
	}
	rel := disk.Relative(l.dir, abs)
	made := l.FromSource(rel)
	if len(made) == 0 || len(made) < made[0].Of {
		return ""
	}
	var names []string
	for _, p := range made {
		if !given()[path.Join(l.dir, p.Neutral.Path)] {
			return ""
		}
		names = append(names, path.Base(p.Neutral.Path))
	}
	data, err := s.app.FS.ReadFile(j.Path)
	if err != nil || slices.ContainsFunc(made, func(p *lock.Prompt) bool { return p.Source.Digest != lock.Digest(data) }) {
		return ""
	}
	return strings.Join(names, ", ")
}

// stale states which of the files that the locks name no longer fit, as far as
// the run was asked for them.
func (s *session) stale() ([]*fact.Fact, error) {
	cwd, err := s.app.FS.Abs(".")
	if err != nil {
		return nil, err
	}
	var out []*fact.Fact
	for _, l := range s.lockOrder {
		issues, err := l.Stale(func(p string) ([]byte, error) { return s.app.FS.ReadFile(path.Join(l.dir, p)) })
		if err != nil {
			return nil, input("%s: %w", l.name, err)
		}
		for _, i := range issues {
			if !s.asked(path.Join(l.dir, i.Path)) && (i.Of == "" || !s.asked(path.Join(l.dir, i.Of))) {
				continue
			}
			f := &fact.Fact{
				Kind: fact.Stale, Code: i.Code, Value: i.Target, Message: i.Message,
				File: disk.Relative(cwd, path.Join(l.dir, i.Path)),
			}
			f.ID = factID(f)
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b *fact.Fact) int { return strings.Compare(a.File, b.File) })
	return out, nil
}

// asked reports whether an absolute path lies in the paths of the run.
func (s *session) asked(abs string) bool {
	return slices.ContainsFunc(s.roots(), func(p string) bool {
		root, err := s.app.FS.Abs(p)
		return err == nil && within(abs, root)
	})
}

// roots are the files and folders that the run was asked for.
func (s *session) roots() []string {
	if len(s.opt.Paths) == 0 {
		return []string{"."}
	}
	return slices.DeleteFunc(slices.Clone(s.opt.Paths), isStdin)
}
