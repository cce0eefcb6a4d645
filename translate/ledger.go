// Package translate carries prompts between vendors' request forms. A dialect
// reads a value tree into the neutral prompt and writes one from it; the
// ledger says what did not cross unchanged. Nothing is lost silently: what a
// writer does not account for is entered as dropped.
package translate

import (
	"encoding/json"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// An Outcome is what became of a piece of the source.
type Outcome string

// The outcomes, from the harmless to the grave.
const (
	Exact       Outcome = "exact"       // moved or renamed, same meaning
	Approximate Outcome = "approximate" // clamped, weakened
	Emulated    Outcome = "emulated"    // same effect by other means
	Added       Outcome = "added"       // invented by the writer
	Dropped     Outcome = "dropped"     // gone
	Refused     Outcome = "refused"     // no valid request can be written
)

// The certainties.
const (
	Certain  = "certain"
	Possible = "possible" // depends on what only the run will tell
)

// An Entry is one line of the ledger.
type Entry struct {
	Feature   string   `json:"feature"`
	Outcome   Outcome  `json:"outcome"`
	Path      string   `json:"path"` // JSON pointer in the source, "" for added
	To        string   `json:"to"`   // JSON pointer in the output, or ""
	Target    string   `json:"target"`
	Certainty string   `json:"certainty"`
	DependsOn []string `json:"depends_on"`
	Message   string   `json:"message"`
	catalog.Ref
	Line int `json:"line,omitempty"` // of JSONL input, 1-based
	// Span is the raw bytes that the entry speaks of, Node the value there; zero
	// and nil for added ones.
	Span source.Span `json:"-"`
	Node *value.Node `json:"-"`
}

// A Ledger is the account of one translation, in the order of the source.
type Ledger []Entry

// Has reports whether some entry has one of the outcomes.
func (l Ledger) Has(outcomes ...Outcome) bool {
	for i := range l {
		for _, o := range outcomes {
			if l[i].Outcome == o {
				return true
			}
		}
	}
	return false
}

// MarshalLine returns e as one line of JSON without HTML escaping.
func (e Entry) MarshalLine() []byte {
	if e.DependsOn == nil {
		e.DependsOn = []string{}
	}
	b, _ := json.Marshal(e)
	return b
}
