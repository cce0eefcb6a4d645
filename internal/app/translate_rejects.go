package app

import (
	"encoding/base64"
	"encoding/json"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/source"
)

// Why a record of a log is not written.
const (
	reasonUnreadable = "unreadable" // not JSON, or no object
	reasonUnclear    = "unclear"    // nobody can tell its dialect
	reasonNoPrompt   = "no-prompt"  // a request of another kind
	reasonRefused    = "refused"    // no valid request can be made of it
	reasonStrict     = "strict"     // --strict allows no losses
	reasonInternal   = "internal"   // a mistake of this program
)

// reasonOf finds the reason in an error.
func reasonOf(err error) string {
	switch err.(type) {
	case *unclearError:
		return reasonUnclear
	case noPromptError:
		return reasonNoPrompt
	}
	return reasonUnreadable
}

// A reject is a line of --rejects: a record that stays behind. Raw gives it
// back as it was, so that the file can be mended and run again; text that is
// not UTF-8 is in base64.
type reject struct {
	Line    int    `json:"line"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
	Raw     string `json:"raw,omitempty"`
	Base64  string `json:"raw_base64,omitempty"`
	text    []byte
}

func (p *part) reject(rec *record, reason, message string) {
	p.tally.rejected[reason]++
	p.rejects = append(p.rejects, reject{Line: rec.N, Reason: reason, Message: source.Redact(message), text: rec.Text})
}

// line returns the reject as a line of JSON.
func (x reject) line() []byte {
	if utf8.Valid(x.text) {
		x.Raw = string(x.text)
	} else {
		x.Base64 = base64.StdEncoding.EncodeToString(x.text)
	}
	b, _ := json.Marshal(x)
	return append(b, '\n')
}
