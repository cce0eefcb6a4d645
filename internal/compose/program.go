package compose

import (
	"github.com/promptglot/promptglot/internal/callsite"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// A Program is a program that calls models, with what those need who change it.
type Program struct {
	File  *source.File
	Unit  *lang.Unit
	Calls []ProgramCall // in the order of the source
	// Marks are what the program names of vendors outside of its requests.
	Marks []callsite.Mark
}

// A ProgramCall is a request that a program sends: as it stands there, and as a
// prompt.
type ProgramCall struct {
	*Doc
	Site *callsite.Site
}

// OpenProgram reads a program as OpenCode does; nil for a file that holds no
// requests.
func (e *Engine) OpenProgram(f *source.File) *Program {
	u := unit(f, e.language(f))
	if u == nil {
		return nil
	}
	found := callsite.Read(e.codeEnv(), u)
	p := &Program{File: f, Unit: u, Marks: found.Marks}
	for _, s := range found.Sites {
		if d := e.site(f, s); d != nil {
			p.Calls = append(p.Calls, ProgramCall{Doc: d, Site: s})
		}
	}
	if len(p.Calls) == 0 {
		return nil
	}
	return p
}

// MayCall reports whether a file is a program that may hold requests; only
// reading it tells whether it does.
func (e *Engine) MayCall(f *source.File) bool { return e.language(f) != nil }
