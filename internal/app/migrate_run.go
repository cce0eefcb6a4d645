package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/migrate/journal"
)

// journalPlace is where the journal of a folder's migrations lies: in the git
// directory of the repository, else in the user's cache. top is what the
// journal's folder names are relative to.
func (s *session) journalPlace(dir string) (store journal.Store, top string, err error) {
	if s.app.inGit(dir) {
		out, err := gitIn{dir}.Git("rev-parse", "--absolute-git-dir", "--show-toplevel")
		if lines := strings.Split(strings.TrimSpace(string(out)), "\n"); err == nil && len(lines) == 2 {
			return disk.Cache{Dir: filepath.Join(lines[0], "promptglot")}, filepath.ToSlash(lines[1]), nil
		}
	}
	base := s.opt.CacheDir
	if base == "" && s.app.Env != nil {
		base = disk.CacheDir(s.app.Env, "promptglot")
	}
	if base == "" {
		return nil, "", usage("there is no place for the journal of a migration, which could not be undone: run it in a git repository, or pass --cache-dir")
	}
	sum := sha256.Sum256([]byte(dir))
	return disk.Cache{Dir: filepath.Join(base, "migrate-"+hex.EncodeToString(sum[:8]))}, dir, nil
}

// again resumes the last run of this repository, or takes it back.
func (a *App) again(s *session, dir string, undo bool) (Status, error) {
	dir, err := a.FS.Real(dir)
	if err != nil {
		return 0, &failure{Input, err}
	}
	store, top, err := s.journalPlace(dir)
	if err != nil {
		return 0, err
	}
	run, err := journal.Open(store)
	if err != nil {
		return 0, usage("%w", err)
	}
	if !undo && run.Done() {
		return 0, usage("the last migration has written all of its %s: there is nothing to resume", figure.Plural(len(run.Changes), "file"))
	}
	at := below{a.FS, path.Join(top, run.Root)}
	back := undo || run.Undoing()
	if undo {
		err = run.Undo(context.Background(), at, nil)
	} else {
		err = run.Resume(context.Background(), at, nil)
	}
	if err != nil {
		return 0, &failure{Input, err}
	}
	what := "wrote"
	if back {
		what = "took back"
	}
	a.note("%s %s", what, figure.Plural(len(run.Changes), "file"))
	return Clean, nil
}

func (b below) Stat(name string) (fs.FileInfo, error) { return b.FS.Stat(b.at(name)) }
func (b below) Replace(name, temp string, data []byte, mode fs.FileMode) error {
	return b.FS.Replace(b.at(name), b.at(temp), data, mode)
}
