// Package journal makes a run that writes many files one that can be finished
// or taken back whenever it was interrupted. What a run is about to do stands in
// the journal, old and new bytes alike, before the first file is touched; from
// then on each file has either the one or the other, and its bytes alone tell
// which. So nothing has to be noted while the run goes on, and a kill between
// any two steps leaves nothing that Resume or Undo could not deal with.
package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// A Store keeps the journal. Put replaces what a key holds in one step and
// makes the folder where there is none.
type Store interface {
	Get(key string) (data []byte, ok bool)
	Put(key string, data []byte) error
	Delete(key string) error
}

// FS is the tree that is written to. Names are relative to its root, with '/'.
type FS interface {
	ReadFile(name string) ([]byte, error)
	Stat(name string) (fs.FileInfo, error)
	// Replace gives a file other bytes in one step, through the file temp beside
	// it, which may be there from a run that was interrupted.
	Replace(name, temp string, data []byte, mode fs.FileMode) error
	Remove(name string) error
}

// A Change is one file of a run.
type Change struct {
	Path string `json:"path"`
	// Old and New are the bytes before and after; nil is a file that is not there.
	Old *[]byte `json:"old"`
	New *[]byte `json:"new"`
	// Mode is what the file's permissions were, or those of a new one.
	Mode fs.FileMode `json:"mode"`
}

// A Run is what one run writes.
type Run struct {
	Version int    `json:"version"` // of the journal's form: 1
	Tool    string `json:"tool"`    // the program's version
	// Root is the folder that the paths are relative to, as the caller knows it.
	Root    string   `json:"root"`
	Changes []Change `json:"changes"`

	id    string // tells this run from others, and its temporary files
	state string
	store Store
}

// The form of the journal, and its keys in the store.
const (
	version = 1
	runKey  = "migrate-run"
	nowKey  = "migrate-state"
)

// How far a run has come.
const (
	writing = "writing" // begun, and not known to have ended
	done    = "done"
	undoing = "undoing"
)

// ErrNone is returned where the store holds no run.
var ErrNone = errors.New("no migration has been written here that could be resumed or undone")

// Begin keeps the run; from then on Open finds it, whatever happens.
func Begin(s Store, r *Run) error {
	r.Version, r.store, r.state = version, s, writing
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	r.id = idOf(data)
	return s.Put(runKey, data)
}

// Open returns the last run. A journal of another version of the program that
// cannot be read is an error.
func Open(s Store) (*Run, error) {
	data, ok := s.Get(runKey)
	if !ok {
		return nil, ErrNone
	}
	r := &Run{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("the journal of the last migration cannot be read: %w", err)
	}
	if r.Version != version {
		return nil, fmt.Errorf("the journal of the last migration was written by promptglot %s in form %d: resume or undo it with that version", r.Tool, r.Version)
	}
	for _, c := range r.Changes {
		if !local(c.Path) {
			return nil, fmt.Errorf("the journal of the last migration names %q, which leads out of the folder: nothing is written", c.Path)
		}
	}
	r.store, r.id, r.state = s, idOf(data), writing
	if now, ok := s.Get(nowKey); ok {
		if id, state, ok := strings.Cut(strings.TrimSpace(string(now)), " "); ok && id == r.id {
			r.state = state
		}
	}
	return r, nil
}

// Done reports whether the run has ended: there is nothing to resume.
func (r *Run) Done() bool { return r.state == done }

// Undoing reports whether the run was being taken back.
func (r *Run) Undoing() bool { return r.state == undoing }

// mark keeps how far the run has come.
func (r *Run) mark(state string) error {
	r.state = state
	return r.store.Put(nowKey, []byte(r.id+" "+state+"\n"))
}

// forget takes the run out of the store, the run itself last.
func (r *Run) forget() error {
	if err := r.store.Delete(nowKey); err != nil {
		return err
	}
	return r.store.Delete(runKey)
}

func idOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}

// local reports whether a path stays below the root.
func local(name string) bool {
	return name != "" && name == path.Clean(name) && !path.IsAbs(name) && name != ".." && !strings.HasPrefix(name, "../")
}

func same(a, b *[]byte) bool {
	if a == nil || b == nil {
		return a == b
	}
	return bytes.Equal(*a, *b)
}
