package compose

import (
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// A candidate is a format that may read a file.
type candidate struct {
	format format.Format
	sure   int
	why    string
}

// candidates asks the formats for f, the surest first.
func (e *Engine) candidates(f *source.File) []candidate {
	var out []candidate
	for _, x := range e.Formats {
		if sure, why := x.Detect(f); sure > format.No {
			out = append(out, candidate{x, sure, why})
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return b.sure - a.sure })
	return out
}

// readAs takes f apart with the first format of several that finds a prompt in it.
func (e *Engine) readAs(f *source.File, all []candidate) ([]*format.File, candidate) {
	for _, c := range all {
		if files := c.format.Read(f, e.envOf(f.Path)); len(files) > 0 {
			return files, c
		}
	}
	return nil, candidate{}
}

// Why says by what f is taken for a prompt, "" where it is none.
func (e *Engine) Why(f *source.File) string {
	if format.IsBinary(f.Data) {
		return ""
	}
	files, c := e.readAs(f, e.candidates(f))
	if len(files) == 0 {
		return ""
	}
	return why(files[0], c)
}

func why(file *format.File, c candidate) string {
	if file.Why != "" {
		return file.Why
	}
	return c.why
}

// textEndings are the endings of files that may be read as text when someone
// names them outright.
var textEndings = []string{".md", ".markdown", ".txt", ".prompt", ".j2", ".jinja", ".jinja2", ".hbs", ".handlebars", ".mustache"}

func isText(name string) bool {
	return slices.Contains(textEndings, strings.ToLower(path.Ext(name)))
}

// record reports whether tree is a record of a program's own that has members
// of a request among others, such as a row of an evaluation with the model and
// the input that it used, or a stored conversation: the dialect knows fewer of
// its members than it does not. A model with messages for it is a request
// whatever else stands beside: gateways have many members of their own.
func (e *Engine) record(tree *value.Node, dialect string) bool {
	if tree.Get("model").IsString() && tree.Get("messages") != nil {
		return false
	}
	p, _, err := e.Translator.Read(dialect, "", tree)
	if err != nil {
		return false
	}
	unknown := 0
	for i := range p.Ext {
		if p.Ext[i].Feature == unknownField && strings.Count(p.Ext[i].Key, "/") == 1 {
			unknown++
		}
	}
	return 2*unknown > len(tree.Members())
}

// unknownField is the feature of a member that a dialect does not know.
const unknownField = "unknown-field"
