package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime/debug"
	"slices"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A logRun carries a log over.
type logRun struct {
	*translation
	form *catalog.Batch // what the vendor takes batches in; nil for a plain log
	unit string         // what a record is called: line, element, document
	sink *logSink
}

// log carries a log over: in order, on all cores, a few chunks at a time.
func (r *translation) log(in log, jobs int, size int64) (Status, error) {
	first, err := in.next()
	switch {
	case errors.Is(err, io.EOF):
		return 0, input("%s: the file is empty; expected requests", r.name)
	case err != nil:
		return 0, input("%s: %w", r.name, cause(err))
	}
	run := &logRun{translation: r, unit: in.unit()}
	isBatch, err := run.sample(first)
	if err != nil {
		return 0, err
	}
	if run.sink, err = newLogSink(run, in.how(), isBatch, size); err != nil {
		return 0, err
	}
	var broken error // the input is, from some place on
	chunks := func(yield func(*chunk) bool) {
		for c, err := first, error(nil); ; c, err = in.next() {
			if err != nil {
				if !errors.Is(err, io.EOF) {
					broken = err
				}
				return
			}
			if !yield(c) {
				return
			}
		}
	}
	defer relaxGC()()
	stream(iter.Seq[*chunk](chunks), jobs, run.translate, run.sink.take)
	return run.sink.close(broken, in.beside())
}

// relaxGC lets more garbage lie than is usual, and returns what undoes that. A
// log is short-lived garbage from end to end: collecting it six times less
// often saves a third of the time and keeps a gigabyte's run well below 200 MB.
// Whoever has set GOGC is left alone.
func relaxGC() (undo func()) {
	const usual, relaxed = 100, 500
	if old := debug.SetGCPercent(relaxed); old != usual {
		debug.SetGCPercent(old)
		return func() {}
	}
	return func() { debug.SetGCPercent(usual) }
}

// sample looks at the first chunk to learn what the log is like: whether it is
// a batch, and which dialects it has that leave no doubt. It is an error if
// the dialect of no request can be told.
func (r *logRun) sample(c *chunk) (isBatch bool, err error) {
	read := &reading{chooser: r.pick}
	var lost *unclearError // the first whose dialect nobody can tell
	known, objects := 0, 0
	var hints []string
	for i := range c.records {
		tree, err := r.tree(&c.records[i], nil)
		if err != nil {
			continue
		}
		l := r.takeApart(read, tree)
		if objects++; objects == 1 {
			isBatch = l.Form != nil
		}
		id, _, err := read.dialect(&l)
		if err == nil {
			known++
			if best, _ := read.best([]string{id}); (best > 1 || l.Dialects != nil) && !slices.Contains(hints, id) {
				hints = append(hints, id)
			}
		} else if lost == nil {
			errors.As(err, &lost)
		}
	}
	if known == 0 && lost != nil {
		return false, usage("%s: %s", r.name, lost.help())
	}
	r.pick.hints = hints
	return isBatch, nil
}

// tree reads the tree of a record, with the memory of the arena where there is
// one.
func (r *logRun) tree(rec *record, arena *value.Arena) (*value.Node, error) {
	tree := rec.tree
	if tree == nil {
		f := source.NewFile(r.name, rec.Text)
		var problems []value.Problem
		tree, problems = value.ReadJSON(f.Whole(), value.Options{NoViews: true, Arena: arena})
		if len(problems) > 0 {
			x := firstProblem(problems)
			return nil, fmt.Errorf("column %d: %s", f.Pos(x.Span.Start).Column, x.Message)
		}
	}
	if tree == nil || tree.Kind != value.Object && tree.Kind != value.String {
		return nil, errors.New("expected an object with a request")
	}
	return tree, nil
}

// A part is what became of a chunk.
type part struct {
	last    int
	read    int64
	out     bytes.Buffer // each record with what parts it from the one before
	losses  bytes.Buffer
	tally   *tally
	rejects []reject
}

// translate carries a chunk over.
func (r *logRun) translate(c *chunk) *part {
	p := &part{last: c.last, read: c.read, tally: newTally()}
	read := &reading{chooser: r.pick, arena: &value.Arena{}}
	size := 0
	for i := range c.records {
		size += len(c.records[i].Text)
	}
	p.out.Grow(size + size/8) // about as much comes out as goes in
	for i := range c.records {
		if rec := &c.records[i]; rec.N > r.opt.Skip {
			r.record(p, read, rec)
			read.forget()
		}
	}
	return p
}

// record carries one record over, or says why it stays behind.
func (r *logRun) record(p *part, read *reading, rec *record) {
	defer func() {
		if x := recover(); x != nil {
			p.reject(rec, reasonInternal, fmt.Sprintf("internal error: %v; please report it with the %s", x, r.unit))
		}
	}()
	p.tally.seen++
	tree, err := r.tree(rec, read.arena)
	if err != nil {
		p.reject(rec, reasonUnreadable, err.Error())
		return
	}
	p.tally.readable++
	done, err := r.carry(read, tree, rec.N, r.form)
	if err != nil {
		p.reject(rec, reasonOf(err), err.Error())
		return
	}
	p.tally.add(rec.N, &done)
	if r.opt.Losses != "" {
		r.writeLosses(&p.losses, done.ledger, rec.N)
	}
	if why := r.barred(done.ledger); why != "" {
		reason := reasonStrict
		if refusals := done.ledger.Refusals(); refusals != "" {
			reason, why = reasonRefused, refusals
		}
		p.reject(rec, reason, why)
		return
	}
	text, err := done.out.AppendJSON(read.text[:0], value.JSONStyle{})
	if read.text = text; err != nil {
		p.reject(rec, reasonInternal, "internal error: "+err.Error())
		return
	}
	p.tally.written++
	p.out.WriteString(r.sink.between)
	p.out.Write(text)
}
