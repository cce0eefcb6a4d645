// Package render evaluates templates: text of any template language and data
// become text. It is the one way in for the program; the engines are in the
// folders of their languages.
//
// Every engine is a sandbox. A template reaches the data and the partials that
// it is given, and no file, no network, no clock, no attribute and no method of
// anything; its steps, its depth and the length of its output are bounded. The
// same input gives the same output.
//
// Prompts are no HTML: what Handlebars and Mustache escape in {{x}} is escaped
// only where Options.Escape asks for it.
package render

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
)

// Missing says what becomes of a variable that is not in the data.
type Missing uint8

// The ways.
const (
	// MissingError ends the rendering; conditions may ask for the variable all
	// the same.
	MissingError Missing = iota
	// MissingEmpty prints nothing.
	MissingEmpty
	// MissingName prints the variable's name in its place.
	MissingName
)

// mode is the same in the engines' own words; their zero value prints nothing.
func (m Missing) mode() templates.Missing {
	return [...]templates.Missing{templates.MissingFails, templates.MissingEmpty, templates.MissingNames}[m]
}

// Options is what a template is rendered with, apart from its text. The zero
// value is ready to use.
type Options struct {
	// Data are the variables. Values are nil, bool, string, int, int64, float64,
	// json.Number, []any, map[string]any (in the order of its keys) and
	// *value.Node (in the order of the source).
	Data map[string]any
	// Private are the variables that Handlebars writes with @: {{@metadata.x}}.
	Private map[string]any
	// Partials are the templates that others include, by name, in the language
	// of the text. A language without partials does not look at them.
	Partials map[string]string
	Missing  Missing
	// Escape makes languages that escape HTML do so.
	Escape bool
	// Today is what a template prints that asks for the date; asking is an error
	// where it is zero.
	Today  time.Time
	Limits templates.Limits
}

// A Mark is a place in the output that is no text, as dotprompt's helpers make
// it: where a turn begins, a picture. Data cannot forge one.
type Mark struct {
	Kind string // role, history, media, section; message and message-end
	Name string // role of a role or message; name of a section
	// URL and ContentType are those of media; ContentType may be "".
	URL, ContentType string
	// Text is the mark as the language's own runtime writes it.
	Text string
}

// A Piece of a rendering is text, or a mark.
type Piece struct {
	Text string
	Mark *Mark
}

// An engine renders the text of v. With problems there is no output.
type engine func(v *source.View, o Options) ([]Piece, []templates.Problem)

// engines has one line per language or dialect of one, by its name.
var engines = map[string]engine{
	"dotprompt":                  dotpromptEngine,
	"f-string":                   fStringEngine,
	"gotemplate":                 goTemplateEngine,
	"handlebars":                 handlebarsEngine,
	"jinja":                      jinjaEngine,
	"liquid":                     liquidEngine,
	"mustache":                   mustacheEngine,
	"nunjucks":                   nunjucksEngine,
	"semantic-kernel":            semanticKernelEngine,
	"semantic-kernel/handlebars": kernelEngine,
	"varonly":                    varonlyEngine,
}

// Languages returns the names that Render takes, in order.
func Languages() []string {
	var ids []string
	for id := range engines {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Render evaluates the text of v, which is in the language lang: the id of a
// language, or the name of a dialect of one (see Languages). With problems the
// output is "". Each problem has a place in v and says what was expected.
func Render(lang string, v *source.View, o Options) (string, []templates.Problem) {
	pieces, problems := Pieces(lang, v, o)
	if len(problems) > 0 {
		return "", problems
	}
	var b strings.Builder
	for _, p := range pieces {
		if p.Mark != nil {
			b.WriteString(p.Mark.Text)
		}
		b.WriteString(p.Text)
	}
	return b.String(), nil
}

// Pieces is Render with marks apart from the text between them. No two pieces
// of text follow one another.
func Pieces(lang string, v *source.View, o Options) ([]Piece, []templates.Problem) {
	e := engines[lang]
	if e == nil {
		return nil, []templates.Problem{{
			Kind: templates.Unevaluated, End: len(v.Text), Span: v.Span(0, len(v.Text)),
			Message: fmt.Sprintf("the template language %q cannot be rendered; expected one of %s", lang, strings.Join(Languages(), ", ")),
		}}
	}
	return e(v, o)
}

// output is what an engine without marks has rendered.
func output(s string, err error) ([]Piece, []templates.Problem) {
	switch {
	case err != nil:
		return nil, failure(err)
	case s == "":
		return nil, nil
	}
	return []Piece{{Text: s}}, nil
}

// failure is the problem that an engine's error tells of.
func failure(err error) []templates.Problem {
	if e := (*templates.Error)(nil); errors.As(err, &e) {
		return []templates.Problem{e.Problem}
	}
	return []templates.Problem{{Kind: templates.Unevaluated, Message: err.Error()}}
}

// partials compiles the templates that others include. What is wrong with one
// is told of the whole text, because it has no place there.
func partials[T any](o Options, compile func(*source.View) (*T, []templates.Problem)) (map[string]*T, []templates.Problem) {
	out := make(map[string]*T, len(o.Partials))
	names := make([]string, 0, len(o.Partials))
	for name := range o.Partials {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		file := source.NewFile(name, []byte(o.Partials[name]))
		t, problems := compile(file.Whole())
		for i := range problems {
			p := &problems[i]
			p.Message = fmt.Sprintf("in the partial %s, line %d: %s", name, file.Pos(p.Span.Start).Line, p.Message)
			p.Start, p.End, p.Span = 0, 0, source.Span{}
		}
		if len(problems) > 0 {
			return nil, problems
		}
		out[name] = t
	}
	return out, nil
}
