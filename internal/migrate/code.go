package migrate

import (
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/rewrite"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// What a plan does with a call site for a target. Keep and Refused are those of
// prompts.
const (
	CodeEdit    = "edit"    // the same library stays: the edits make the call one for the target
	CodeRewrite = "rewrite" // another call has to be written by hand: Call shows it
)

// A CodeSite is a place of a program that sends a request to a model, or that
// makes the options of requests, and what becomes of it.
type CodeSite struct {
	ID       string // the file's path, # and the name of the site
	Path     string
	Language string      // id of the host language: python, typescript
	Span     source.Span // the call in raw bytes
	Start    source.Pos  // of the call
	End      source.Pos
	Source   string // the call as it stands
	// SDK is the library that is called, "" where the request is sent without one.
	SDK string
	// Vendor is who serves the request now, Dialect and Version its form; Dialect is
	// "" for a request in a framework's words.
	Vendor, Dialect, Version string
	Model                    string // as the program names it; "" where that is not known
	// Options is true where the site holds options only: no messages belong there.
	Options bool
	// Why says why nothing is done at all, for a site that the choices skip; then
	// there are no Targets.
	Why string
	// Unseen says what of the request is known to the running program only.
	Unseen  []string
	Targets []CodeTarget
	// At is the target that the call goes to now, and Before what it weighs there,
	// as far as the request is known; "" and nil where that is not known.
	At     string
	Before *fact.TokensDetail
}

// A CodeTarget is what becomes of a call site for one target.
type CodeTarget struct {
	Target string
	Action string // Keep, CodeEdit, CodeRewrite, Refused
	Why    string // for Keep and Refused, and where Edits are not written
	Ledger translate.Ledger
	// Accepted is as Target.Accepted.
	Accepted []string
	// Edits are those of the source file, for CodeEdit.
	Edits []CodeChange
	// Call is the new call, for CodeRewrite.
	Call *CodeCall
	// Response says what takes the place of what the program reads off an answer;
	// nil where nothing changes.
	Response []CodeMapping
	// Size is what the call weighs there; nil where that is not known.
	Size *fact.TokensDetail
}

// A CodeChange is one edit of a program.
type CodeChange struct {
	source.Edit
	Message string
	// Safe edits are written by a run that writes; the others are for a person to
	// make.
	Safe bool
}

// A CodeCall is a call written out in the host language.
type CodeCall = rewrite.Call

// A CodeMapping is one thing that programs read off an answer, before and after.
type CodeMapping = rewrite.Mapping
