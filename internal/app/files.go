package app

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/app/walk"
	"github.com/promptglot/promptglot/rules"
)

// maxWalked is the size of the largest file that is read when it is met by
// walking: prompts are written by people, larger files are data. A file named
// outright is read whatever its size.
const maxWalked = 10 << 20

// A job is one file to read, under the configuration that holds for it.
type job struct {
	walk.File
	project *project
	data    []byte // of stdin; nil for files
	fault   error  // why it cannot be read, where walking found that out
}

// within is the folder on the command line that a job's file was found in or is
// in, "" for the working folder, and for hooks, which name files one by one.
func (s *session) within(j *job) string {
	if s.opt.Discover || j.data != nil {
		return ""
	}
	found := ""
	for _, root := range s.roots() {
		switch root = path.Clean(filepath.ToSlash(root)); {
		case root == j.Path:
			root = path.Dir(root)
		case !strings.HasPrefix(j.Path, root+"/"):
			continue
		}
		if len(root) > len(found) && root != "." {
			found = root
		}
	}
	return found
}

// wayOf tells one way to ask for a file from the others, as far as the facts of it
// depend on that.
func (s *session) wayOf(j *job) string {
	how := "walked"
	if j.Named {
		how = "named"
	}
	if within := s.within(j); within != "" && rules.NamesTests(within) {
		how += "\x00" + within
	}
	return how
}

// jobs finds the files of a run, in the order of their paths. A configuration
// that is wrong is an error; a file that is wrong is a job with a fault.
func (s *session) jobs() ([]job, error) {
	var bad error
	first := ""
	cwd, err := s.app.FS.Abs(".")
	if err != nil {
		return nil, err
	}
	own := "" // what the program itself keeps is nobody's prompt
	if dir := s.cacheDir(); dir != "" {
		own = disk.Absolute(cwd, filepath.ToSlash(dir))
	}
	files, faults := walk.Walk(s.app.FS, s.roots(), walk.Options{
		NoIgnore: s.opt.NoIgnore,
		Skip: func(p string, dir bool) bool {
			if dir && own != "" && disk.Absolute(cwd, p) == own {
				return true
			}
			c, err := s.configs.For(p)
			if err != nil && (bad == nil || p < first) {
				bad, first = err, p // of several, always the same one
			}
			if c == nil || err != nil {
				return false
			}
			rel, in := c.Rel(p)
			return in && c.Excluded(rel)
		},
	})
	if bad != nil {
		return nil, bad
	}
	jobs := make([]job, 0, len(files)+1)
	for _, f := range files {
		if f.Named && s.opt.Discover {
			c, err := s.configs.For(f.Path)
			if err != nil {
				return nil, err
			}
			if c != nil {
				if rel, in := c.Rel(f.Path); in && c.Excluded(rel) {
					continue
				}
			}
			f.Named = false
		}
		if !f.Named && f.Size > maxWalked {
			s.app.detail("%s: skipped: it is larger than %d MB", f.Path, maxWalked>>20)
			continue
		}
		jobs = append(jobs, job{File: f})
	}
	if jobs, err = s.dropRenderings(jobs); err != nil {
		return nil, err
	}
	for _, f := range faults {
		jobs = append(jobs, job{File: walk.File{Path: f.Path, Named: f.Named}, fault: f.Err})
	}
	if slices.ContainsFunc(s.opt.Paths, isStdin) {
		j, err := s.stdin()
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, j)
	}
	byPath := func(a, b job) int { return strings.Compare(a.Path, b.Path) }
	if !slices.IsSortedFunc(jobs, byPath) {
		slices.SortStableFunc(jobs, byPath)
	}
	if len(jobs) == 0 {
		// What was asked for is checked even where there is nothing to read.
		if _, err := s.here(); err != nil {
			return nil, err
		}
	}
	for i := range jobs {
		p, err := s.projectFor(jobs[i].Path)
		if err != nil {
			return nil, err
		}
		jobs[i].project = p
	}
	return jobs, nil
}

func isStdin(p string) bool { return p == "-" }

// stdin reads standard input. Its name decides how it is read; without one, its
// first characters stand for a name.
func (s *session) stdin() (job, error) {
	data, err := io.ReadAll(s.app.Stdin)
	if err != nil {
		return job{}, input("stdin cannot be read: %w", err)
	}
	if data == nil {
		data = []byte{}
	}
	name := s.opt.StdinFilename
	if name == "" {
		name = "stdin" + ending(data)
	}
	return job{File: walk.File{Path: name, Named: true, Size: int64(len(data))}, data: data}, nil
}

func ending(data []byte) string {
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF")))
	switch {
	case bytes.HasPrefix(text, []byte("{")) || bytes.HasPrefix(text, []byte("[")):
		return ".json"
	case bytes.HasPrefix(text, []byte("---")):
		return ".prompty"
	}
	return ".md"
}

// read returns the bytes of a job.
func (a *App) read(j *job) ([]byte, error) {
	switch {
	case j.fault != nil:
		return nil, j.fault
	case j.data != nil:
		return j.data, nil
	}
	data, err := a.FS.ReadFile(j.Path)
	if err != nil {
		return nil, fmt.Errorf("it cannot be read: %w", cause(err))
	}
	return data, nil
}
