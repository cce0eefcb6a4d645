package app

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/vcs"
)

// dirty returns what tells whether the git tree around a folder has changes
// that are not committed; nil where there is no git tree.
func (a *App) dirty(dir string) func() (bool, error) {
	if !a.inGit(dir) {
		return nil
	}
	return func() (bool, error) {
		out, err := exec.Command("git", "-C", dir, "status", "--porcelain").Output()
		var ee *exec.ExitError
		if errors.As(err, &ee) {
			line, _, _ := bytes.Cut(ee.Stderr, []byte("\n"))
			return false, fmt.Errorf("git status says: %s", line)
		}
		return len(out) > 0, err
	}
}

// inGit reports whether a folder is part of a git work tree.
func (a *App) inGit(dir string) bool {
	for at := dir; ; at = path.Dir(at) {
		if _, err := a.FS.Stat(path.Join(at, ".git")); err == nil {
			return true
		}
		if at == path.Dir(at) {
			return false
		}
	}
}

// gitIn runs the git command in a folder.
type gitIn struct{ dir string }

// ownGit are the variables by which git tells a hook of its repository. They
// hold names relative to another folder, or speak of another repository.
var ownGit = []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_DIFF_OPTS", "GIT_LITERAL_PATHSPECS"}

// Git implements vcs.Git. The repository's settings start no program of their
// own, and no lock is taken.
func (g gitIn) Git(args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-c", "core.fsmonitor=false"}, args...)...)
	cmd.Dir = g.dir
	cmd.Env = slices.DeleteFunc(os.Environ(), func(e string) bool {
		name, _, _ := strings.Cut(e, "=")
		return slices.Contains(ownGit, name)
	})
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	var ee *exec.ExitError
	switch {
	case errors.As(err, &ee):
		return nil, &vcs.Failure{Status: ee.ExitCode(), Stderr: errs.String()}
	case errors.Is(err, exec.ErrNotFound):
		return nil, vcs.ErrNoGit
	}
	return out, err
}
