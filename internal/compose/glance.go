package compose

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
)

// A Glance is what a file's name and a search of its bytes say of it: which formats
// may read it and in which language it is a program.
type Glance struct {
	candidates []candidate
	language   lang.Language // of a file that no format may read
}

// Glance looks at f without reading it. Nothing of f is in use afterwards.
func (e *Engine) Glance(f *source.File) Glance {
	if format.IsBinary(f.Data) {
		return Glance{}
	}
	g := Glance{candidates: e.candidates(f)}
	if len(g.candidates) == 0 {
		g.language = e.language(f)
	}
	return g
}

// Nothing reports whether there is nothing in the file for anybody.
func (g Glance) Nothing() bool { return len(g.candidates) == 0 && g.language == nil }

// OpenGlanced is Open, and OpenCode where that gives nothing, for a file of which g
// has been found.
func (e *Engine) OpenGlanced(f *source.File, g Glance) []*Doc {
	if len(g.candidates) > 0 {
		if docs := e.openAs(f, g.candidates); len(docs) > 0 {
			return docs
		}
		g.language = e.language(f)
	}
	return e.openCode(f, g.language)
}
