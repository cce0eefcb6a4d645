package html

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
)

// view is the page as its template sees it.
type view struct {
	*Page
	Style  template.CSS
	Script template.JS
	Policy string // Content-Security-Policy

	Cards   []card
	Columns []column
	Rows    []row
	Legend  []label
	Years   *calendar
	Decide  []decisions
	Total   map[string]int // of Changes, by verb
	Verbs   []string
	Below   string      // the folder that all prompts lie in, which names leave out
	Packed  template.JS // a JSON list of packed chunks; "" where the details stand in the page
	PerPack int
}

// A card is one number that matters.
type card struct {
	Number, Words string
	Bad           bool
}

// A column is a target and what the prompts come to there.
type column struct {
	Number               int // from 1
	Dialect, Model, Name string
	Short                string // the dialect without its version, where that tells it from the others
	Tally
	Tried    int // prompts that were
	Possible int // those of them whose worst need not happen
	Bar      bar
	Size     *total
	Gauge    *gauge
}

// A row is a prompt.
type row struct {
	*Prompt
	Number int    // from 1, and the end of its anchor
	Dir    string // the folder in Below, ended by a slash
	Name   string // the rest of the id
	Worst  string
	Cells  []label
	Body   template.HTML // the details; "" where they are packed
}

// perBody is how many rows of the matrix stand in one body of the table: with
// scripts, a body is laid out when the reader comes near it.
const perBody = 200

// Starts reports whether a body begins with the row.
func (r *row) Starts() bool { return r.Number > 1 && r.Number%perBody == 1 }

// A label is an outcome in a word, and how it looks.
type label struct{ Class, Word, Says string }

// The classes of outcomes, from good to bad, and what the legend says of them.
var legend = []label{
	{Same, "same", "nothing changes but names"},
	{Changed, "changed", "approximated, emulated or completed"},
	{Loses, "loses", "something is dropped"},
	{Refused, "refused", "no valid request can be written"},
}

func rankOf(outcome string) int {
	return slices.IndexFunc(legend, func(l label) bool { return l.Class == outcome })
}

// label is how the matrix shows the cell.
func (c *Cell) label() label {
	i := rankOf(c.Outcome)
	switch {
	case i < 0:
		return label{"none", "–", "not tried"}
	case c.Possible && i > 0:
		return label{c.Outcome + " maybe", legend[i].Word + "?", legend[i].Says}
	}
	return legend[i]
}

func (t *Tally) add(outcome string) {
	switch outcome {
	case Same:
		t.Same++
	case Changed:
		t.Changed++
	case Loses:
		t.Loses++
	case Refused:
		t.Refused++
	}
}

// newView computes all but the details. It shortens names in p.
func newView(p *Page) *view {
	v := &view{Page: p, Legend: legend, Total: map[string]int{}, Below: below(p.Prompts)}
	for i, t := range p.Targets {
		c := column{Number: i + 1, Name: t}
		c.Dialect, c.Model, _ = strings.Cut(t, "/")
		var sizes, before []*Size
		for j := range p.Prompts {
			cell := &p.Prompts[j].At[i]
			if cell.Outcome == "" {
				continue
			}
			c.Tried++
			if cell.Possible {
				c.Possible++
			}
			c.add(cell.Outcome)
			sizes, before = append(sizes, cell.Size), append(before, p.Prompts[j].Before)
		}
		c.Bar, c.Size = newBar(c.Tally), sum(sizes, before)
		v.Columns = append(v.Columns, c)
	}
	v.shorten()
	widest := 0
	for i := range v.Columns {
		widest = max(widest, v.Columns[i].Size.High)
	}
	for i := range v.Columns {
		v.Columns[i].Gauge = newGauge(v.Columns[i].Size, widest)
	}
	for i := range p.Prompts {
		v.Rows = append(v.Rows, newRow(&p.Prompts[i], i+1, v.Below))
	}
	for i := range p.Models {
		trim(p.Models[i].Places, v.Below)
	}
	for i := range p.Stays {
		trim(p.Stays[i].Places, v.Below)
	}
	for i := range p.Decisions {
		trim(p.Decisions[i].Places, v.Below)
	}
	v.Decide = grouped(p.Decisions)
	v.Years = newCalendar(p.Models, p.AsOf)
	for _, c := range p.Changes {
		if v.Total[c.Verb]++; v.Total[c.Verb] == 1 {
			v.Verbs = append(v.Verbs, c.Verb)
		}
	}
	slices.Sort(v.Verbs)
	v.Cards = v.cards()
	return v
}

// shorten gives each column the shortest name that no other one has.
func (v *view) shorten() {
	short := func(i int) string {
		name, _, _ := strings.Cut(v.Columns[i].Dialect, "@")
		return name
	}
	seen := map[string]int{}
	for i := range v.Columns {
		seen[short(i)]++
	}
	for i := range v.Columns {
		v.Columns[i].Short = v.Columns[i].Name
		if seen[short(i)] == 1 {
			v.Columns[i].Short = short(i)
		}
	}
}

// below is the folder that the files of all prompts lie in, ended by a slash.
func below(prompts []Prompt) string {
	if len(prompts) < 2 {
		return ""
	}
	folder := prompts[0].File[:strings.LastIndexByte(prompts[0].File, '/')+1]
	for i := range prompts {
		for !strings.HasPrefix(prompts[i].File, folder) {
			folder = folder[:strings.LastIndexByte(folder[:len(folder)-1], '/')+1]
		}
	}
	return folder
}

func trim(places []string, folder string) {
	for i := range places {
		places[i] = strings.TrimPrefix(places[i], folder)
	}
}

func newRow(p *Prompt, number int, folder string) row {
	r := row{Prompt: p, Number: number, Worst: Same}
	id := strings.TrimPrefix(p.ID, folder)
	file, _, _ := strings.Cut(id, "#")
	i := strings.LastIndexByte(file, '/') + 1
	r.Dir, r.Name = id[:i], id[i:]
	worst := -1
	for i := range p.At {
		l := p.At[i].label()
		r.Cells = append(r.Cells, l)
		if n := rankOf(p.At[i].Outcome); n > worst {
			worst, r.Worst = n, p.At[i].Outcome
		}
	}
	if worst < 0 {
		r.Worst = "none"
	}
	return r
}

// soon is how many days before its end a model's replacement is due.
const soon = 180

func (v *view) cards() []card {
	code, gone, leaving := 0, 0, 0
	for i := range v.Vendors {
		code += v.Vendors[i].Code
	}
	for i := range v.Models {
		switch m := &v.Models[i]; {
		case m.Status == "retired" || m.DaysLeft != nil && *m.DaysLeft <= 0:
			gone++
		case m.DaysLeft != nil && *m.DaysLeft <= soon:
			leaving++
		}
	}
	bound := 0
	for i := range v.Vendors {
		if v.Vendors[i].Stops > 0 {
			bound++
		}
	}
	prompts := card{figure.Count(len(v.Prompts)), figure.Noun(len(v.Prompts), "prompt", "prompts"), false}
	if code > 0 {
		prompts.Words += fmt.Sprintf(", %s of them in code", figure.Count(code))
	}
	out := []card{
		prompts,
		{figure.Count(bound), figure.Noun(bound, "vendor", "vendors") + " that prompts stop without", false},
		{figure.Count(v.Portable), figure.Noun(v.Portable, "prompt names", "prompts name") + " no vendor", false},
	}
	if best := v.best(); best != nil {
		intact := best.Same + best.Changed
		out = append(out, card{fmt.Sprintf("%d%%", intact*100/best.Tried), "of the prompts lose nothing on " + best.Name + ", the nearest target", false})
	}
	if gone > 0 {
		out = append(out, card{figure.Count(gone), figure.Noun(gone, "model", "models") + " in use already retired", true})
	}
	if leaving > 0 {
		out = append(out, card{figure.Count(leaving), figure.Noun(leaving, "model", "models") + fmt.Sprintf(" to retire within %d days", soon), true})
	}
	if n := len(v.Decisions); n > 0 {
		out = append(out, card{figure.Count(n), figure.Noun(n, "thing", "things") + " for a person to decide", false})
	}
	if n := len(v.Changes); n > 0 {
		out = append(out, card{figure.Count(n), figure.Noun(n, "file", "files") + " to write", false})
	}
	return out
}

// best is the target where fewest prompts lose something, nil where none was
// tried.
func (v *view) best() *column {
	var best *column
	for i := range v.Columns {
		c := &v.Columns[i]
		if c.Tried > 0 && (best == nil || (c.Same+c.Changed)*best.Tried > (best.Same+best.Changed)*c.Tried) {
			best = c
		}
	}
	return best
}
