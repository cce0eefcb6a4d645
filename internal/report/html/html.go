// Package html writes a report on a repository's prompts as one page: who
// depends on whom, what each prompt becomes at each target, what it weighs and
// costs there, which models go away when, and for each prompt its lines with
// the ledger. The page is self-contained: no network, no fonts, no files beside
// it. Everything can be read without scripts; a script adds filters and, on a
// large page, unpacks a prompt's details when they are opened.
package html

import "github.com/promptglot/promptglot/internal/source"

// A Page is what the report says, as plain data. All lists are in the order in
// which they are shown.
type Page struct {
	Title string `json:"title"`
	Tool  string `json:"tool"`  // name and version of the program
	AsOf  string `json:"as_of"` // YYYY-MM-DD: the day that retirements are judged by
	// Targets are the columns of the matrix, in full: dialect, version, model.
	Targets  []string `json:"targets"`
	Prompts  []Prompt `json:"prompts"`
	Vendors  []Vendor `json:"vendors"`
	Models   []Model  `json:"models"`
	Stays    []Stay   `json:"cannot_be_moved"`
	Portable int      `json:"portable"` // prompts that name no vendor
	// Changes are the files that a migration writes; nil for a report that
	// plans nothing.
	Changes []Change `json:"changes,omitempty"`
	// Decisions are what a person must decide about a migration.
	Decisions []Decision `json:"decisions,omitempty"`
}

// A Decision is something that a person must decide, once for all places that it
// is about.
type Decision struct {
	Kind    string   `json:"kind"`
	What    string   `json:"what"`
	Todo    string   `json:"todo"` // how to decide it
	Targets []string `json:"targets"`
	Places  []string `json:"places"`
}

// A Prompt is a row of the matrix, and the details behind it.
type Prompt struct {
	ID       string `json:"prompt"`
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"` // 1-based; 0 where the prompt is the whole file
	Format   string `json:"format"`
	Language string `json:"language,omitempty"` // of its templates
	Vendor   string `json:"vendor,omitempty"`
	Model    string `json:"model,omitempty"`
	InTest   bool   `json:"in_test,omitempty"`
	// Action says what a migration does with the prompt and why, in words.
	Action string   `json:"action,omitempty"`
	Notes  []string `json:"notes,omitempty"`
	// Now is the target that the prompt was written for, and Before what it weighs
	// there; "" and nil where that is not known.
	Now    string `json:"now,omitempty"`
	Before *Size  `json:"before,omitempty"`
	At     []Cell `json:"at"` // one for each of Page.Targets
	// Code is what becomes of a call in a program, for the targets that were tried.
	Code   []Code  `json:"code,omitempty"`
	Losses []Loss  `json:"losses,omitempty"`
	Ties   []Tie   `json:"ties,omitempty"`
	Source *Source `json:"source,omitempty"`
	Diffs  []Diff  `json:"diffs,omitempty"`
}

// The worst that happens to a prompt at a target. The empty outcome is that of
// a prompt that was not tried there.
const (
	Same    = "same"    // nothing changes but names
	Changed = "changed" // approximated, emulated or completed
	Loses   = "loses"   // something is dropped
	Refused = "refused" // no request can be written
)

// A Cell is what becomes of a prompt at a target.
type Cell struct {
	Outcome  string `json:"outcome"`
	Possible bool   `json:"possible,omitempty"` // the worst may happen, and need not
	Refusal  string `json:"refusal,omitempty"`  // why no request can be written
	File     string `json:"file,omitempty"`     // the rendering that a migration writes
	Size     *Size  `json:"size,omitempty"`     // nil: not counted
}

// Code is what becomes of a call in a program at a target.
type Code struct {
	Target   int      `json:"target"`  // index of Page.Targets
	Becomes  string   `json:"becomes"` // in words
	Edits    []string `json:"edits,omitempty"`
	Language string   `json:"language,omitempty"` // of the new call
	Package  string   `json:"package,omitempty"`  // what to install
	Lines    []string `json:"lines,omitempty"`    // of the new call
	Notes    []string `json:"notes,omitempty"`
	Answers  []Answer `json:"answers,omitempty"`
}

// An Answer is something that programs read off an answer, now and then.
type Answer struct {
	Part   string `json:"part"`
	From   string `json:"from"`
	To     string `json:"to"` // "": no counterpart is known
	Note   string `json:"note,omitempty"`
	Read   bool   `json:"read"` // the program is seen to read it
	Source string `json:"source,omitempty"`
	AsOf   string `json:"as_of,omitempty"`
}

// A Size is what a prompt weighs at a target.
type Size struct {
	Low     int      `json:"low"`
	Tokens  int      `json:"tokens"`
	High    int      `json:"high"`
	Context *int     `json:"context"`  // tokens that the model takes; nil: unknown
	Fits    *bool    `json:"fits"`     // nil: unknown
	CostUSD *float64 `json:"cost_usd"` // of sending it once; nil: unknown
}

// A Loss is an entry of the ledgers; the targets that share it are merged.
type Loss struct {
	Targets  []int  `json:"targets"` // indexes of Page.Targets, ascending
	Outcome  string `json:"outcome"` // as the ledger says it: approximate … refused
	Possible bool   `json:"possible,omitempty"`
	Feature  string `json:"feature"`
	Path     string `json:"path,omitempty"` // JSON pointer in the source
	To       string `json:"to,omitempty"`   // JSON pointer in the output, where all targets share it
	Line     int    `json:"line,omitempty"`
	Message  string `json:"message"`
	Accepted string `json:"accepted,omitempty"` // why somebody has accepted it
	Sources  []Ref  `json:"sources,omitempty"`
}

// A Ref says where what is said of some targets is from.
type Ref struct {
	Targets []int  `json:"targets"`          // indexes of Page.Targets, ascending
	Source  string `json:"source,omitempty"` // URL or document
	AsOf    string `json:"as_of,omitempty"`  // YYYY-MM-DD
}

// A Tie is something in a prompt that only one vendor has.
type Tie struct {
	Feature string `json:"feature"`
	Value   string `json:"value,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// A Source is an excerpt of the file that a prompt stands in.
type Source struct {
	File  string `json:"file"`
	Lines []Line `json:"lines"`
	Left  int    `json:"left_out,omitempty"` // lines with marks that are not shown
}

// A Line is one line of an excerpt.
type Line struct {
	Number int    `json:"line"` // 1-based
	Text   string `json:"text"`
	Marks  []Mark `json:"marks,omitempty"` // ascending, disjoint
	// Before and After tell that the line goes on where its text does not.
	Before bool `json:"before,omitempty"`
	After  bool `json:"after,omitempty"`
}

// A Mark is a piece of a line that an entry speaks of, in bytes of its text.
type Mark struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Class string `json:"class"` // Changed, Loses, Refused or Tied
}

// Tied is the class of marks that stand for no loss but for a vendor's name.
const Tied = "tied"

// A Diff is what happens to one file.
type Diff struct {
	File string `json:"file"`
	Text string `json:"text"` // unified
}

// A Vendor is one that something depends on.
type Vendor struct {
	Name         string        `json:"name"`
	Stops        int           `json:"stops"`      // prompts and call sites that stop without it
	Code         int           `json:"call_sites"` // those of them that are code
	Lines        int           `json:"lines"`      // that name something of the vendor's
	Files        int           `json:"files"`
	Models       []string      `json:"models"`
	Alternatives []Alternative `json:"alternatives"` // the nearest first
}

// An Alternative is what a vendor's prompts become at a target.
type Alternative struct {
	Target string `json:"target"`
	Tally
	Losses int `json:"losses"` // entries that drop or refuse something
}

// A Tally counts prompts by the worst that happens to each.
type Tally struct {
	Same    int `json:"same"`
	Changed int `json:"changed"`
	Loses   int `json:"loses"`
	Refused int `json:"refused"`
}

// A Model is one that is in use.
type Model struct {
	ID          string   `json:"model"`
	Vendor      string   `json:"vendor,omitempty"`
	Status      string   `json:"status"`
	Retires     string   `json:"retires,omitempty"` // YYYY-MM-DD; "" where no day is known
	DaysLeft    *int     `json:"days_left,omitempty"`
	Replacement string   `json:"replacement,omitempty"`
	Source      string   `json:"source,omitempty"`
	Places      []string `json:"places"` // file:line
}

// A Stay is something that no rewriting moves.
type Stay struct {
	Feature string   `json:"feature"`
	Vendor  string   `json:"vendor,omitempty"`
	What    string   `json:"what"`
	Places  []string `json:"places"`
}

// A Change is a file that a migration writes.
type Change struct {
	File string `json:"file"`
	Verb string `json:"change"` // create, change, delete
}

// A Spot is a span that an excerpt has to show.
type Spot struct {
	Span  source.Span
	Class string
}
