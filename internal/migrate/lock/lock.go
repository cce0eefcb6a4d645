// Package lock is the file promptglot.lock: which files a migration has
// written, and from what. Files named there as renderings are never sources;
// all that can be said of them is whether they are fresh.
package lock

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Name is the name of the file.
const Name = "promptglot.lock"

// Version is the version of the file's form.
const Version = 1

// A Lock is the content of the file. Paths are relative to its folder, with
// '/'; digests are "sha256:" and hexadecimal digits.
type Lock struct {
	Version int      `json:"version"`
	Prompts []Prompt `json:"prompts"` // in the order of their neutral paths
}

// A Prompt is one neutral file and what was made from it.
type Prompt struct {
	Neutral File `json:"neutral"`
	// Source is the file that the neutral one was made from; nil where the
	// neutral file is the source.
	Source *File `json:"source,omitempty"`
	// Of is how many prompts the source holds, where it holds several: each has
	// a neutral file of its own, or none.
	Of         int         `json:"of,omitempty"`
	Renderings []Rendering `json:"renderings"` // in the order of their paths
}

// A File is a file and its content.
type File struct {
	Path   string `json:"path"`
	Digest string `json:"digest"`
}

// A Rendering is a vendor's request that was written from a neutral file.
type Rendering struct {
	File
	Target    string `json:"target"`    // dialect, version and model
	From      string `json:"from"`      // digest of the neutral file it was made from
	Catalogue string `json:"catalogue"` // date of the catalogue, YYYY-MM-DD
	Tool      string `json:"tool"`      // version of the program
}

// Digest returns the digest of data.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Parse reads the file. name is for messages.
func Parse(name string, data []byte) (*Lock, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	l := &Lock{}
	if err := d.Decode(l); err != nil {
		line := 1 + bytes.Count(data[:min(int(d.InputOffset()), len(data))], []byte("\n"))
		return nil, fmt.Errorf("%s:%d: %w; expected what migrate wrote: restore the file, or delete it and run migrate again", name, line, err)
	}
	if l.Version != Version {
		return nil, fmt.Errorf("%s: version %d; this program reads version %d: run migrate with the version of the program that wrote it", name, l.Version, Version)
	}
	for _, p := range l.Prompts {
		for _, f := range p.files() {
			if !inside(f.Path) {
				return nil, fmt.Errorf("%s: the path %q leads out of the folder; expected paths below it: restore the file", name, f.Path)
			}
		}
	}
	return l, nil
}

// inside reports whether a path stays below the folder that it is relative to.
func inside(p string) bool {
	return p != "" && p == path.Clean(p) && !path.IsAbs(p) && p != ".." && !strings.HasPrefix(p, "../")
}

func (p *Prompt) files() []File {
	out := []File{p.Neutral}
	if p.Source != nil {
		out = append(out, *p.Source)
	}
	for _, r := range p.Renderings {
		out = append(out, r.File)
	}
	return out
}

// Bytes returns the file's content: sorted, one member a line, ended by a
// newline. The same lock gives the same bytes.
func (l *Lock) Bytes() []byte {
	c := Lock{Version: Version, Prompts: slices.Clone(l.Prompts)}
	if c.Prompts == nil {
		c.Prompts = []Prompt{}
	}
	slices.SortFunc(c.Prompts, func(a, b Prompt) int { return strings.Compare(a.Neutral.Path, b.Neutral.Path) })
	for i := range c.Prompts {
		rs := slices.Clone(c.Prompts[i].Renderings)
		slices.SortFunc(rs, func(a, b Rendering) int { return strings.Compare(a.Path, b.Path) })
		if rs == nil {
			rs = []Rendering{}
		}
		c.Prompts[i].Renderings = rs
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(c); err != nil {
		return nil // a Lock holds strings only
	}
	return b.Bytes()
}

// IsRendering reports whether a path, relative to the lock's folder, is a
// rendering: no source, whatever it holds. A nil lock has none.
func (l *Lock) IsRendering(p string) bool {
	if l == nil {
		return false
	}
	p = path.Clean(p)
	for i := range l.Prompts {
		for j := range l.Prompts[i].Renderings {
			if l.Prompts[i].Renderings[j].Path == p {
				return true
			}
		}
	}
	return false
}

// Neutral returns the entry of a neutral file, nil where there is none.
func (l *Lock) Neutral(p string) *Prompt {
	return l.find(func(e *Prompt) bool { return e.Neutral.Path == p })
}

// FromSource returns the entries whose neutral files were made from a file.
func (l *Lock) FromSource(p string) []*Prompt {
	var out []*Prompt
	if l != nil {
		for i := range l.Prompts {
			if s := l.Prompts[i].Source; s != nil && s.Path == p {
				out = append(out, &l.Prompts[i])
			}
		}
	}
	return out
}

func (l *Lock) find(is func(*Prompt) bool) *Prompt {
	if l != nil {
		for i := range l.Prompts {
			if is(&l.Prompts[i]) {
				return &l.Prompts[i]
			}
		}
	}
	return nil
}
