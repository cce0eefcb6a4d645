// Package report turns findings into bytes. A format is one folder below this
// one: it implements Format, registers itself, and gets its line in
// internal/report/all; nothing else has to learn of it.
//
// Formats see masked findings only: whatever looks like a credential is gone
// before the first byte is written, so no format can forget to hide it.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
)

// ToolName and ToolURL name the program in formats that ask for it.
const (
	ToolName = "promptglot"
	ToolURL  = "https://github.com/promptglot/promptglot"
)

// A Rule is what reports say about a rule as such. Only ID is required.
type Rule struct {
	ID          string
	Title       string // one line, plain text
	Description string // Markdown
	Help        string // Markdown: what to do
	URL         string
	Severity    finding.Severity // the default one
	Tags        []string
}

// A Notice is something that happened during the run and is no finding: a
// file that could not be read, a run without targets. The command line says
// it on stderr; formats read by machines carry it too.
type Notice struct {
	Severity finding.Severity
	Message  string
	File     string // "" when no file is concerned
}

// A Run is everything that a report may speak of. Findings are in report
// order (finding.Sort). Formats do not change it.
type Run struct {
	Findings []*finding.Finding
	Rules    []Rule
	Notices  []Notice

	// Source returns the file that a finding names, or nil when its bytes are
	// not at hand; it may be nil. Code frames and fixes are shown from it.
	Source func(path string) *source.File

	Version string   // of the tool
	AsOf    string   // the date that lifecycle and prices were judged by, YYYY-MM-DD
	Targets []string // the targets asked for

	// FailOn is the least severity that fails the run; "" is Error.
	FailOn finding.Severity
	// Anchor is the file that stands for the whole repository where a format
	// demands a file; "" is promptglot.yaml, the place to settle such findings.
	Anchor string

	Color bool // ANSI colours, for formats read by people
	Width int  // columns of the terminal; 0 is 100
}

// Columns returns the width to lay text out for: at least 40.
func (r *Run) Columns() int {
	if r.Width == 0 {
		return 100
	}
	return max(r.Width, 40)
}

// AnchorFile returns Anchor or its default.
func (r *Run) AnchorFile() string {
	if r.Anchor == "" {
		return "promptglot.yaml"
	}
	return r.Anchor
}

// Fails reports whether a finding of severity s fails the run.
func (r *Run) Fails(s finding.Severity) bool {
	on := r.FailOn
	if on == "" {
		on = finding.Error
	}
	return s.Rank() >= on.Rank()
}

// A Format writes a run in one notation.
type Format interface {
	ID() string // as --format names it
	Write(w io.Writer, r *Run) error
}

var formats = map[string]Format{}

// Register makes a format known. It is called by a format's init function
// and panics when the name is taken.
func Register(f Format) {
	if _, dup := formats[f.ID()]; dup {
		panic("report: two formats are named " + f.ID())
	}
	formats[f.ID()] = masking{f}
}

// Lookup returns the format of that name, or an error that names all.
func Lookup(id string) (Format, error) {
	if f, ok := formats[id]; ok {
		return f, nil
	}
	return nil, fmt.Errorf("unknown format %q: expected one of %s", id, strings.Join(Names(), ", "))
}

// Names returns the names of all formats, sorted.
func Names() []string {
	names := make([]string, 0, len(formats))
	for id := range formats {
		names = append(names, id)
	}
	slices.Sort(names)
	return names
}
