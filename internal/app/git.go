package app

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path"
)

// dirty returns what tells whether the git tree around a folder has changes
// that are not committed; nil where there is no git tree.
func (a *App) dirty(dir string) func() (bool, error) {
	for at := dir; ; at = path.Dir(at) {
		if _, err := a.FS.Stat(path.Join(at, ".git")); err == nil {
			break
		}
		if at == path.Dir(at) {
			return nil
		}
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
