package html

import (
	_ "embed"
	"html/template"
	"io"
	"reflect"
)

//go:embed results.tmpl
var resultsText string

var resultsTemplate = template.Must(template.Must(templates.Clone()).New("results").Parse(resultsText))

// Results is how an evaluation went, as plain data.
type Results struct {
	Title   string
	Run     string // what has run, and when
	Tool    string // name and version of the program
	Columns []string
	Tables  []ResultTable
	Foot    string // what is left out
}

// A ResultTable is one prompt, or several together.
type ResultTable struct {
	Title string
	Rows  []ResultRow
	Notes []string // what failed
}

// A ResultRow is what came of a prompt on one side; there is a cell for each of
// Results.Columns.
type ResultRow struct {
	Cells                  []string
	Passed, Failed, Errors int // tests
}

// Bar is the row's share of each outcome.
func (r ResultRow) Bar() bar {
	return newBar(Tally{Same: r.Passed, Loses: r.Failed, Refused: r.Errors})
}

// WriteResults writes the page. It needs no script.
func WriteResults(w io.Writer, r *Results) error {
	safe := mask(reflect.ValueOf(r)).Interface().(*Results)
	return resultsTemplate.ExecuteTemplate(w, "results", struct {
		*Results
		Style  template.CSS
		Policy string
	}{safe, template.CSS(style), "default-src 'none'; style-src '" + digest(style) + "'; base-uri 'none'; form-action 'none'"})
}
