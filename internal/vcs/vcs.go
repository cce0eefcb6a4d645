// Package vcs asks git which lines of which files changed since a revision.
// It starts no program itself: a Git is given to it.
package vcs

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
)

// ErrNoGit is what a Git returns where the git command cannot be found.
var ErrNoGit = errors.New("git is not installed, or not on the PATH")

// A Git runs the git command in the folder that is asked about.
type Git interface {
	// Git returns what git printed. A *Failure is the error of a command that
	// ran and gave another exit status than 0.
	Git(args ...string) ([]byte, error)
}

// A Failure is a git command that failed.
type Failure struct {
	Status int
	Stderr string
}

func (f *Failure) Error() string {
	line, _, _ := strings.Cut(strings.TrimSpace(f.Stderr), "\n")
	if line == "" {
		return fmt.Sprintf("git ended with status %d", f.Status)
	}
	return "git says: " + strings.TrimPrefix(line, "fatal: ")
}

// Changes are the lines that differ between a revision and the working tree.
type Changes struct {
	// Top is the absolute folder of the working tree, as git names it.
	Top string

	files   map[string]*Lines // by path below Top; a nil value is the whole file
	tracked map[string]bool   // everything git knows, a folder only where it is a submodule
}

// Since returns what changed between the point where HEAD left ref behind and
// the working tree: committed, staged, and not even staged. Renames are
// followed. An error is one line that says what to do.
func Since(g Git, ref string) (*Changes, error) {
	if ref == "" || strings.HasPrefix(ref, "-") {
		return nil, fmt.Errorf("%q is no revision; expected a branch, a tag or a commit such as origin/main", ref)
	}
	top, err := g.Git("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, explain(err)
	}
	c := &Changes{Top: strings.TrimRight(string(top), "\r\n"), files: map[string]*Lines{}, tracked: map[string]bool{}}
	base, err := mergeBase(g, ref)
	if err != nil {
		return nil, err
	}
	// Prefixes and quoting are fixed, whatever the user's configuration says.
	diff := func(args ...string) ([]byte, error) {
		return g.Git(append(append([]string{"-C", c.Top, "-c", "core.quotePath=true", "diff", "--no-ext-diff", "--no-textconv",
			"--no-color", "--no-relative", "--find-renames"}, args...), base, "--")...)
	}
	names, err := diff("--name-status", "-z")
	if err != nil {
		return nil, explain(err)
	}
	entries, err := nameStatus(names)
	if err != nil {
		return nil, err
	}
	patch, err := diff("--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short")
	if err != nil {
		return nil, explain(err)
	}
	hunks, err := patchLines(patch)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		lines := hunks[e.path]
		switch {
		case e.status == 'D' || e.status == 'R' && e.score == 100:
			lines = &Lines{} // nothing of it is new
		case e.status != 'M' && e.status != 'R' && e.status != 'C':
			lines = nil // added, unmerged, of another type: all of it
		}
		// A file without hunks is binary, or only its mode changed; the whole
		// of it is the safe answer.
		c.files[e.path] = lines
	}
	known, err := g.Git("-C", c.Top, "ls-files", "-z")
	if err != nil {
		return nil, explain(err)
	}
	for name := range bytes.SplitSeq(known, []byte{0}) {
		if len(name) > 0 {
			c.tracked[string(name)] = true
		}
	}
	return c, nil
}

// mergeBase returns the commit that ref and HEAD have in common.
func mergeBase(g Git, ref string) (string, error) {
	var fail *Failure
	commit, err := g.Git("rev-parse", "--verify", "--quiet", "--end-of-options", ref+"^{commit}")
	if errors.As(err, &fail) {
		if shallow(g) {
			return "", fmt.Errorf("%s is not in this shallow clone; fetch the history with git fetch --unshallow (in GitHub Actions fetch-depth: 0, in GitLab CI GIT_DEPTH: 0)", ref)
		}
		return "", fmt.Errorf("git knows no revision %s; check the name, or fetch it with git fetch origin", ref)
	}
	if err != nil {
		return "", explain(err)
	}
	base, err := g.Git("merge-base", strings.TrimSpace(string(commit)), "HEAD")
	if errors.As(err, &fail) {
		if shallow(g) {
			return "", fmt.Errorf("this shallow clone ends before the history of HEAD meets %s; fetch more with git fetch --unshallow (in GitHub Actions fetch-depth: 0, in GitLab CI GIT_DEPTH: 0)", ref)
		}
		return "", fmt.Errorf("%s and HEAD have no commit in common; name a revision that HEAD comes from", ref)
	}
	return strings.TrimSpace(string(base)), explain(err)
}

func shallow(g Git) bool {
	out, err := g.Git("rev-parse", "--is-shallow-repository")
	return err == nil && strings.TrimSpace(string(out)) == "true"
}

// explain says what to do about the failures that people meet.
func explain(err error) error {
	var fail *Failure
	if !errors.As(err, &fail) {
		return err
	}
	switch {
	case strings.Contains(fail.Stderr, "dubious ownership"):
		return errors.New("git does not trust this folder, which belongs to another user; allow it with git config --global --add safe.directory FOLDER")
	case strings.Contains(fail.Stderr, "must be run in a work tree"):
		return errors.New("this git repository has no working tree; run in a checkout of it")
	case strings.Contains(fail.Stderr, "not a git repository"):
		return errors.New("this is no git repository; run inside of one")
	}
	return fail
}

// Touches reports whether one of the lines first to last of a file changed.
// name is the path below Top, with '/'. All of a file that git does not track
// is new; of one in a submodule all counts as changed where the submodule did.
func (c *Changes) Touches(name string, first, last int) bool {
	if c.tracked[name] {
		lines, changed := c.files[name]
		return changed && (lines == nil || lines.touch(first, last))
	}
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if c.tracked[dir] { // a submodule: git tracks no other folders
			_, changed := c.files[dir]
			return changed
		}
	}
	return true
}
