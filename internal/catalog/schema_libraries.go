package catalog

import (
	"regexp"
	"slices"
	"sync"
)

// A SchemaLibrary is a library of a host language whose objects say what data
// looks like, and which makes JSON schema of them.
type SchemaLibrary struct {
	ID        string   `json:"id"`
	Languages []string `json:"languages"`
	// Pattern is what expressions that make such an object look like.
	Pattern string `json:"pattern,omitempty"`
	// Class is true where classes are such objects.
	Class bool `json:"class,omitempty"`
	// As is the expression that makes JSON schema of the object $.
	As string `json:"as"`
	// Text is As for a schema that stands in a text.
	Text string `json:"text,omitempty"`
	Note string `json:"note,omitempty"`
	Ref

	pattern *regexp.Regexp
}

// Fits reports whether an expression makes an object of the library.
func (l *SchemaLibrary) Fits(src string) bool {
	return src != "" && l.pattern != nil && l.pattern.MatchString(src)
}

var loadSchemaLibraries = sync.OnceValue(func() []*SchemaLibrary {
	var file struct {
		Libraries []*SchemaLibrary `json:"libraries"`
	}
	decode("schema_libraries.json", &file)
	for _, l := range file.Libraries {
		if l.Pattern != "" {
			l.pattern = regexp.MustCompile(l.Pattern)
		}
	}
	return file.Libraries
})

// SchemaLibraries returns the libraries of a host language.
func SchemaLibraries(language string) []*SchemaLibrary {
	var out []*SchemaLibrary
	for _, l := range loadSchemaLibraries() {
		if slices.Contains(l.Languages, language) {
			out = append(out, l)
		}
	}
	return out
}
