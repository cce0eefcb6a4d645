package callsite

import (
	"sync"
	"unsafe"

	"github.com/promptglot/promptglot/internal/catalog"
)

// finders tell of most texts of a program at once that none of many words stands in
// them. They are made when the first text is looked at.
type finders struct {
	once  sync.Once
	marks *finder // of Wire.Marks
	paths *finder // of Wire.Paths
}

func (e *Env) finders() *finders {
	e.found.once.Do(func() {
		var paths []string
		for i := range e.Wire.Paths {
			paths = append(paths, e.Wire.Paths[i].Path)
		}
		e.found.marks, e.found.paths = newFinder(e.Wire.Marks), newFinder(paths)
	})
	return &e.found
}

// has is match for a text.
func (f *finder) has(text string) bool {
	return f.match(unsafe.Slice(unsafe.StringData(text), len(text)))
}

// libraryOf is catalog.LibraryOf for the language of the libraries.
func (l *libraries) libraryOf(language, module string) *catalog.SDK {
	return l.owners.get(module, func(module string) *catalog.SDK { return catalog.LibraryOf(l.all, language, module) })
}
