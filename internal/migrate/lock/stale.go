package lock

import (
	"errors"
	"fmt"
	"io/fs"
)

// Codes of what can be wrong with a file that the lock names.
const (
	Stale   = "stale"   // what it was made from has changed since
	Missing = "missing" // it is gone
	Edited  = "edited"  // somebody changed it by hand
)

// An Issue is a file that is not what the lock says.
type Issue struct {
	Code    string
	Path    string // the file, relative to the lock's folder
	Of      string // what it was made from
	Target  string // of a rendering; "" for a neutral file
	Message string
}

// Stale compares the files that l names with what read returns for their
// paths, in the order of the lock. An error of read that is not fs.ErrNotExist
// ends it.
func (l *Lock) Stale(read func(path string) ([]byte, error)) ([]Issue, error) {
	var out []Issue
	if l == nil {
		return nil, nil
	}
	digest := func(p string) (string, error) {
		data, err := read(p)
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", p, err)
		}
		return Digest(data), nil
	}
	for i := range l.Prompts {
		p := &l.Prompts[i]
		neutral, err := digest(p.Neutral.Path)
		if err != nil {
			return out, err
		}
		if neutral == "" {
			out = append(out, Issue{Code: Missing, Path: p.Neutral.Path, Message: "the neutral file is gone: restore it, or run migrate again"})
			continue
		}
		if p.Source != nil {
			now, err := digest(p.Source.Path)
			if err != nil {
				return out, err
			}
			if now != "" && now != p.Source.Digest {
				out = append(out, Issue{
					Code: Stale, Path: p.Neutral.Path, Of: p.Source.Path,
					Message: p.Source.Path + " has changed since this was made from it: run migrate again",
				})
			}
		}
		for j := range p.Renderings {
			r := &p.Renderings[j]
			now, err := digest(r.Path)
			if err != nil {
				return out, err
			}
			issue := Issue{Path: r.Path, Of: p.Neutral.Path, Target: r.Target}
			switch {
			case now == "":
				issue.Code, issue.Message = Missing, "the rendering for "+r.Target+" is gone: run migrate again"
			case now != r.Digest:
				issue.Code, issue.Message = Edited, "the rendering for "+r.Target+" was edited by hand; change "+p.Neutral.Path+" instead, delete this file and run migrate again"
			case r.From != neutral:
				issue.Code, issue.Message = Stale, p.Neutral.Path+" has changed since this was rendered from it: run migrate again"
			default:
				continue
			}
			out = append(out, issue)
		}
	}
	return out, nil
}
