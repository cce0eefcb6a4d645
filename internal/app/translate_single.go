package app

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// single writes the one request of a file.
func (r *translation) single(f *source.File, tree *value.Node) (Status, error) {
	if tree.Kind != value.Object && tree.Kind != value.String {
		return 0, input("%s: a request is an object, this is %s", f.Path, tree.Kind)
	}
	done, err := r.carry(&reading{chooser: r.pick}, tree, 1, nil)
	for _, x := range done.problems {
		r.note("%s: %s", place(f, x.Span), x.Message)
	}
	var unclear *unclearError
	switch {
	case errors.As(err, &unclear):
		return 0, usage("%s: %s", f.Path, unclear.help())
	case err != nil:
		return 0, input("%s: %w", f.Path, err)
	}
	if r.pick.auto() {
		r.note("%s: read as %s", f.Path, done.from())
	}
	return r.deliver(f, &done)
}

// deliver writes the ledger and, where the request is a valid one, the request.
func (r *translation) deliver(f *source.File, done *carried) (Status, error) {
	if err := r.saveLosses(done.ledger); err != nil {
		return 0, err
	}
	r.tellLosses(f, done.ledger)
	if why := r.barred(done.ledger); why != "" {
		r.say(fmt.Sprintf("%s: not written: %s", f.Path, why))
		return Findings, nil
	}
	text, err := done.out.Indented()
	if done.out.IsString() { // a prompt as the model sees it
		text, err = []byte(done.out.Str), nil
	}
	if err != nil {
		return 0, &failure{Input, fmt.Errorf("%s: internal error: %w", f.Path, err)}
	}
	if _, err := r.Stdout.Write(text); err != nil {
		return 0, input("the request cannot be written: %w", err)
	}
	return Clean, nil
}

// saveLosses writes the file of the ledger, where one is asked for.
func (r *translation) saveLosses(ledger translate.Ledger) error {
	if r.opt.Losses == "" {
		return nil
	}
	var b bytes.Buffer
	r.writeLosses(&b, ledger, 0)
	if err := r.FS.WriteFile(r.opt.Losses, b.Bytes()); err != nil {
		return usage("--losses %s: %w", r.opt.Losses, cause(err))
	}
	return nil
}

// barred says why a request is not written, "" where it is.
func (r *translation) barred(ledger translate.Ledger) string {
	switch {
	case ledger.Has(translate.Refused):
		return "no valid request for the target can be made of it"
	case r.opt.Strict && ledger.Has(translate.Dropped):
		return "--strict allows no losses: " + dropped(ledger)
	}
	return ""
}

// dropped names what is lost, the first few of many.
func dropped(ledger translate.Ledger) string {
	const few = 3
	var at []string
	for i := range ledger {
		if ledger[i].Outcome == translate.Dropped {
			at = append(at, cmp.Or(where(&ledger[i]), ledger[i].Message))
		}
	}
	if more := len(at) - few; more > 0 {
		at = append(at[:few], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(at, ", ")
}

// writeLosses appends the entries to w, one a line. line is 0 for a single
// request.
func (r *translation) writeLosses(w *bytes.Buffer, ledger translate.Ledger, line int) {
	for _, e := range ledger {
		if e.Outcome == translate.Exact && !r.opt.LossesAll {
			continue
		}
		e.Message, e.Line = source.Redact(e.Message), line
		w.Write(e.MarshalLine())
		w.WriteByte('\n')
	}
}

// tellLosses says on stderr what did not cross unchanged.
func (a *App) tellLosses(f *source.File, ledger translate.Ledger) {
	for _, e := range ledger.Lossy() {
		at := f.Path
		if where(&e) == "" && !e.Span.IsZero() {
			at = place(f, e.Span)
		}
		a.note("%s: %s", at, lossText(&e, where(&e)))
	}
}

// lossText says an entry in a line; at is the place it speaks of, "" for none.
func lossText(e *translate.Entry, at string) string {
	text := string(e.Outcome)
	if e.Certainty == translate.Possible {
		text = "possibly " + text
	}
	if at != "" {
		text += " " + at
	}
	return text + ": " + e.Message
}

// where names the place an entry speaks of: in the source, else in the output.
func where(e *translate.Entry) string {
	if e.Path == "" {
		return e.To
	}
	return e.Path
}

// place names a place in a file as editors do.
func place(f *source.File, at source.Span) string {
	pos := f.Pos(at.Start)
	return fmt.Sprintf("%s:%d:%d", f.Path, pos.Line, pos.Column)
}

// cause drops operation and path from an error of the file system, for
// messages that name the path themselves.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
