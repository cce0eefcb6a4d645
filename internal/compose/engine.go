package compose

import (
	"path"
	"sync"

	"github.com/promptglot/promptglot/internal/callsite"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	langs "github.com/promptglot/promptglot/templates/all"
	"github.com/promptglot/promptglot/templates/format"
	formats "github.com/promptglot/promptglot/templates/format/all"
	"github.com/promptglot/promptglot/translate"
	dialects "github.com/promptglot/promptglot/translate/all"
)

// An Engine opens prompt files. It is safe for concurrent use once made.
type Engine struct {
	Catalog    *catalog.Catalog
	Translator *translate.Translator
	Langs      format.Langs
	Formats    []format.Format
	// Beside returns the file at a path, nil where there is none to be had: some
	// prompts are two files. nil has none.
	Beside func(path string) *source.File
	// Copies has programs read that are not the author's own work, too: vendored,
	// minified and generated ones (lang.Generated).
	Copies bool

	code func() *callsite.Env
}

// New returns an engine with everything that the program knows.
func New(c *catalog.Catalog) *Engine {
	e := &Engine{
		Catalog:    c,
		Translator: &translate.Translator{Catalog: c, Dialects: dialects.Dialects()},
		Langs:      langs.Languages(),
		Formats:    formats.Formats(),
	}
	e.code = sync.OnceValue(e.newCodeEnv)
	return e
}

// envOf is what formats read the file at a path with.
func (e *Engine) envOf(of string) format.Env {
	env := e.env()
	if e.Beside != nil {
		env.Beside = func(name string) *source.File { return e.Beside(path.Join(path.Dir(of), name)) }
	}
	return env
}

func (e *Engine) env() format.Env {
	return format.Env{Langs: e.Langs, Lang: detectLang, Request: e.detectRequest, Words: wordsFor}
}

// wordsFor returns a format's words for vendors.
func wordsFor(id string) format.Words {
	p := catalog.PromptFileOf(id)
	return format.Words{Written: p.Written, OwnOptions: p.OwnOptions, Calls: p.Calls, SystemFirst: p.SystemFirst, Renames: p.Renames}
}

func detectLang(text string) string {
	switch d := langs.Detect(text); {
	case d.Language != nil:
		return d.Language.ID()
	case d.Confidence == langs.VarOnly:
		return "jinja"
	}
	return ""
}

// detectRequest asks the dialects for the tree.
func (e *Engine) detectRequest(tree *value.Node) ([]string, int) {
	ds := e.Translator.Dialects.Detect(tree)
	if len(ds) == 0 {
		return nil, 0
	}
	ids := make([]string, len(ds))
	for i, d := range ds {
		ids[i] = d.ID()
	}
	if e.record(tree, ids[0]) {
		return nil, 0
	}
	return ids, ds[0].Detect(tree)
}
