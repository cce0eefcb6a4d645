package app

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/batch"
	"github.com/promptglot/promptglot/internal/figure"
)

// maxShown is how many rejects are told on stderr, one a line.
const maxShown = 10

// A logSink takes the parts of a log in order and writes them where they
// belong.
type logSink struct {
	run                 *logRun
	begin, between, end string // of the output
	losses, rejects     io.WriteCloser
	bar                 progress
	all                 *tally
	begun               bool
	last                int   // number of the last record that was dealt with
	shown               int   // rejects told on stderr
	bytes               int64 // written
	failed              error // what cannot be written
	container           bool  // the output is one JSON value
}

// newLogSink decides on the form of the output and opens the files beside it.
func newLogSink(r *logRun, in batch.Kind, isBatch bool, size int64) (*logSink, error) {
	s := &logSink{run: r, between: "\n", end: "\n", all: newTally(), bar: progress{app: r.App, name: r.name, size: size}}
	if form, ok := r.tr.Catalog.BatchOf(r.to.Dialect.ID); isBatch && ok {
		r.form = form
	}
	switch {
	case r.form != nil && r.form.List != "":
		s.begin, s.between, s.end, s.container = `{"`+r.form.List+`": [`+"\n", ",\n", "\n]}\n", true
	case in == batch.List && !isBatch:
		s.begin, s.between, s.end, s.container = "[\n", ",\n", "\n]\n", true
	}
	if isBatch && r.form == nil {
		r.note("%s: no batch API of %s is known: each %s keeps what stands around its request", r.name, r.to.Dialect.ID, r.unit)
	}
	if r.opt.Losses != "" && r.opt.Losses == r.opt.Rejects {
		return nil, usage("--losses and --rejects name one file, %s", r.opt.Losses)
	}
	var err error
	if s.losses, err = s.open("--losses", r.opt.Losses); err != nil {
		return nil, err
	}
	s.rejects, err = s.open("--rejects", r.opt.Rejects)
	return s, err
}

// open creates a file that grows with the output. A run that skips what an
// earlier one has done goes on where that one stopped.
func (s *logSink) open(flag, name string) (io.WriteCloser, error) {
	if name == "" {
		return nil, nil
	}
	if s.run.isInput(name) {
		return nil, usage("%s %s: this is the file that is read", flag, name)
	}
	w, err := s.run.FS.Create(name, s.run.opt.Skip > 0)
	if err != nil {
		return nil, usage("%s %s: %w", flag, name, cause(err))
	}
	return w, nil
}

// isInput reports whether a file is the one that the log comes from: opening
// it for writing would empty it.
func (r *translation) isInput(name string) bool {
	out, err1 := r.FS.Real(name)
	in, err2 := r.FS.Real(r.name)
	return err1 == nil && err2 == nil && out == in
}

// take writes one part. It reports false when nothing more can be written.
func (s *logSink) take(p *part) bool {
	if p.out.Len() > 0 {
		out := p.out.Bytes()
		if !s.begun {
			out = append([]byte(s.begin), bytes.TrimPrefix(out, []byte(s.between))...)
			s.begun = true
		}
		s.bytes += int64(len(out))
		s.write(s.run.Stdout, out, "the output")
	}
	if s.losses != nil {
		s.write(s.losses, p.losses.Bytes(), "--losses "+s.run.opt.Losses)
	}
	for _, x := range p.rejects {
		s.reject(x)
	}
	if s.failed != nil {
		return false
	}
	s.all.merge(p.tally)
	s.last = p.last
	s.bar.show(p.read)
	return true
}

func (s *logSink) write(w io.Writer, data []byte, what string) {
	if _, err := w.Write(data); err != nil && s.failed == nil {
		s.failed = fmt.Errorf("%s cannot be written: %w", what, cause(err))
	}
}

// reject keeps a record that is not written, or tells of it.
func (s *logSink) reject(x reject) {
	if s.rejects != nil {
		s.write(s.rejects, x.line(), "--rejects "+s.run.opt.Rejects)
		return
	}
	if s.shown++; s.shown <= maxShown {
		s.bar.clear()
		s.run.say(fmt.Sprintf("%s:%d: not written: %s", s.run.name, x.Line, x.Message))
	}
}

// close ends the output and sums up. broken is why the input could not be read
// to its end.
func (s *logSink) close(broken error, beside []string) (Status, error) {
	s.bar.clear()
	if s.failed == nil && (s.begun || s.container && broken == nil) {
		end := s.end
		if !s.begun {
			end = s.begin + strings.TrimPrefix(s.end, "\n")
		}
		s.write(s.run.Stdout, []byte(end), "the output")
	}
	for _, f := range []io.WriteCloser{s.losses, s.rejects} {
		if f == nil {
			continue
		}
		if err := f.Close(); err != nil && s.failed == nil {
			s.failed = err
		}
	}
	s.sum(beside)
	return s.status(broken)
}

// sum tells what became of the log.
func (s *logSink) sum(beside []string) {
	r, t := s.run, s.all
	if over := s.shown - maxShown; over > 0 {
		r.say(fmt.Sprintf("%s: and %s more not written; --rejects FILE keeps them", r.name, figure.Plural(over, r.unit)))
	}
	t.tell(r.App, r.name, r.unit)
	if r.pick.auto() && len(t.dialects) > 0 {
		r.note("%s: read as %s", r.name, t.reads())
	}
	if len(beside) > 0 {
		r.note("%s: left out what stands beside the list: %s", r.name, strings.Join(beside, ", "))
	}
	if left := t.seen - t.written; left > 0 {
		var why []string
		for _, reason := range slices.Sorted(maps.Keys(t.rejected)) {
			why = append(why, fmt.Sprintf("%s %d", reason, t.rejected[reason]))
		}
		r.say(fmt.Sprintf("%s: %d of %s not written (%s)", r.name, left, figure.Plural(t.seen, r.unit), strings.Join(why, ", ")))
	}
	s.limits()
}

// limits tells what whoever starts the batch must know.
func (s *logSink) limits() {
	f := s.run.form
	if f == nil || s.all.written == 0 {
		return
	}
	if f.Job != "" {
		s.run.note("%s: %s", f.Title, f.Job)
	}
	if f.MaxRequests > 0 && s.all.written > f.MaxRequests {
		s.run.note("%s takes %d requests in one file, this one has %d: split it", f.Title, f.MaxRequests, s.all.written)
	}
	if f.MaxBytes > 0 && s.bytes > int64(f.MaxBytes) {
		s.run.note("%s takes %d MB in one file, this one has %d: split it", f.Title, f.MaxBytes/1_000_000, s.bytes/1_000_000)
	}
}

// status gives the gravest of what happened. An input of which something could
// be read has been read: what stays behind of it is a finding.
func (s *logSink) status(broken error) (Status, error) {
	resume := ""
	if s.last > 0 {
		resume = fmt.Sprintf("; --skip %d goes on from here", s.last)
	}
	switch t := s.all; {
	case s.failed != nil:
		return 0, input("%w%s", s.failed, resume)
	case broken != nil:
		return 0, input("%s: after %s %d: %w", s.run.name, s.run.unit, s.last, cause(broken))
	case t.rejected[reasonInternal] > 0:
		return Input, nil
	case t.seen > 0 && t.readable == 0:
		return 0, input("%s: no %s of it can be read", s.run.name, s.run.unit)
	case t.written < t.seen:
		return Findings, nil
	}
	return Clean, nil
}
