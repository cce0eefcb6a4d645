// Package walk finds the files that a run reads: those named outright, and
// what lies below the folders named, without what git ignores.
package walk

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/app/gitignore"
)

// A File is one file to read.
type File struct {
	Path  string
	Named bool // on the command line, so it is read whatever it is
	Size  int64
	// Stamp is from before the file is read; the zero Stamp where there is none.
	Stamp disk.Stamp
}

// A Fault is something that could not be read on the way.
type Fault struct {
	Path  string
	Named bool
	Err   error
}

// Options say what is left out.
type Options struct {
	NoIgnore bool // .gitignore does not count
	// Skip takes further files and folders away; it may be nil. It is not
	// asked about files named outright, and about one path at a time, in no order.
	Skip func(path string, dir bool) bool
}

// Walk returns the files of paths in the order of their names, each once, and
// what could not be read. Symbolic links to folders are followed only where
// they are named outright, so that a cycle is never entered.
func Walk(fsys disk.FS, paths []string, opt Options) ([]File, []Fault) {
	w := &walker{fs: fsys, opt: opt, more: make(chan struct{}, runtime.GOMAXPROCS(0)-1)}
	w.looker, _ = fsys.(looker)
	if len(paths) > 1 {
		w.seen = map[string]int{}
	}
	for _, p := range paths {
		w.root(clean(p))
	}
	w.others.Wait()
	slices.SortFunc(w.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(w.faults, func(a, b Fault) int { return strings.Compare(a.Path, b.Path) })
	return w.files, w.faults
}

// clean tidies a path as given: './prompts/' is 'prompts'. It stays relative
// or absolute as it was.
func clean(p string) string { return path.Clean(filepath.ToSlash(p)) }

// A walker reads folders, several at once where there are cores for it: most of
// the time goes to asking for the sizes of files.
type walker struct {
	fs     disk.FS
	looker looker // nil where fs is none
	opt    Options
	others sync.WaitGroup
	more   chan struct{} // has room where another folder may be read beside this one

	mu     sync.Mutex
	files  []File
	faults []Fault
	seen   map[string]int // path → index in files; nil where no file can be met twice

	asking sync.Mutex // for Skip
}

func (w *walker) root(p string) {
	info, err := w.fs.Stat(p)
	switch {
	case err != nil:
		w.fault(Fault{Path: p, Named: true, Err: reason(err)})
	case info.IsDir():
		above, name := w.above(p)
		w.dir(p, name, above, true)
	case !info.Mode().IsRegular():
		w.fault(Fault{Path: p, Named: true, Err: errors.New("it is neither a file nor a folder")})
	default:
		w.add(File{Path: p, Named: true, Size: info.Size(), Stamp: disk.StampOf(info)})
	}
}

func (w *walker) fault(f Fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = append(w.faults, f)
}

func (w *walker) skips(p string, dir bool) bool {
	if w.opt.Skip == nil {
		return false
	}
	w.asking.Lock()
	defer w.asking.Unlock()
	return w.opt.Skip(p, dir)
}

func (w *walker) add(files ...File) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen == nil {
		w.files = append(w.files, files...)
		return
	}
	for _, f := range files {
		if i, ok := w.seen[f.Path]; ok {
			w.files[i].Named = w.files[i].Named || f.Named
			continue
		}
		w.seen[f.Path] = len(w.files)
		w.files = append(w.files, f)
	}
}

// A looker is a file system that tells of a regular file what a run needs to know,
// and nothing else; ok is false for anything but such a file.
type looker interface {
	Look(name string) (s disk.Stamp, ok bool)
}

// dir takes what lies in folder p, whose own name is name ("." is a path, not a
// name).
func (w *walker) dir(p, name string, above *scope, named bool) {
	entries, err := w.fs.ReadDir(p)
	if err != nil {
		w.fault(Fault{Path: p, Named: named, Err: reason(err)})
		return
	}
	in := w.enter(p, name, above, entries)
	files := make([]File, 0, len(entries))
	defer func() { w.add(files...) }()
	for _, e := range entries {
		child := join(p, e.Name())
		isDir := e.IsDir()
		switch {
		case isDir && e.Name() == ".git" || in.ignores(e.Name(), isDir) || w.skips(child, isDir):
		case isDir:
			w.beside(func() { w.dir(child, e.Name(), in, false) })
		default:
			if f, ok := w.entry(child, e); ok {
				files = append(files, f)
			}
		}
	}
}

// beside carries out do beside what goes on, where there is a core for it, else at
// once.
func (w *walker) beside(do func()) {
	select {
	case w.more <- struct{}{}:
		w.others.Go(func() {
			defer func() { <-w.more }()
			do()
		})
	default:
		do()
	}
}

// entry returns a file that was met by walking; ok is false where it is none to read.
func (w *walker) entry(name string, e fs.DirEntry) (f File, ok bool) {
	if w.looker != nil && e.Type() == 0 {
		if s, ok := w.looker.Look(name); ok {
			return File{Path: name, Size: s.Size, Stamp: s}, true
		}
	}
	info, err := e.Info()
	if err == nil && e.Type()&fs.ModeSymlink != 0 {
		// A link to a file is read under its own name; one to a folder is not
		// followed, and one that leads nowhere is nobody's prompt.
		if info, err = w.fs.Stat(name); err != nil {
			return File{}, false
		}
	}
	if err != nil {
		w.fault(Fault{Path: name, Err: reason(err)})
		return File{}, false
	}
	return File{Path: name, Size: info.Size(), Stamp: disk.StampOf(info)}, info.Mode().IsRegular()
}

// join is path.Join for a path that is clean and a name.
func join(dir, name string) string {
	switch {
	case dir == ".":
		return name
	case strings.HasSuffix(dir, "/"):
		return dir + name
	}
	return dir + "/" + name
}

// reason drops the operation and the path from an error of the file system:
// the message that quotes it names the path itself.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// A scope is a folder's .gitignore with those above it.
type scope struct {
	above    *scope
	name     string // of the folder, below the one above
	patterns gitignore.Patterns
}

func (w *walker) enter(p, name string, above *scope, entries []fs.DirEntry) *scope {
	s := &scope{above: above, name: name}
	if w.opt.NoIgnore {
		return s
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".git" }) {
		s.above = nil // another repository: what lies above does not speak of it
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".gitignore" && !e.IsDir() }) {
		// One that cannot be read ignores nothing.
		if data, err := w.fs.ReadFile(join(p, ".gitignore")); err == nil {
			s.patterns = gitignore.Parse(data)
		}
	}
	return s
}

// ignores asks the folders from the inside out; the first that speaks decides.
func (s *scope) ignores(name string, dir bool) bool {
	for at := s; at != nil; at = at.above {
		if v := at.patterns.Match(name, dir); v != gitignore.Silent {
			return v == gitignore.Ignored
		}
		name = at.name + "/" + name
	}
	return false
}

// above reads the .gitignore files between a folder that was named and the
// root of its repository; outside of a repository there are none. It also
// returns the folder's own name.
func (w *walker) above(p string) (*scope, string) {
	abs, err := w.fs.Abs(p)
	if err != nil || w.opt.NoIgnore {
		return nil, ""
	}
	var chain []string
	for at := abs; ; at = path.Dir(at) {
		if at != abs {
			chain = append(chain, at)
		}
		if _, err := w.fs.Stat(path.Join(at, ".git")); err == nil {
			break
		}
		if at == path.Dir(at) {
			return nil, path.Base(abs)
		}
	}
	var s *scope
	for _, dir := range slices.Backward(chain) {
		entries, err := w.fs.ReadDir(dir)
		if err != nil {
			return nil, path.Base(abs)
		}
		s = w.enter(dir, path.Base(dir), s, entries)
	}
	return s, path.Base(abs)
}
