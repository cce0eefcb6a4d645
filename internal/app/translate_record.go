package app

import (
	"github.com/promptglot/promptglot/internal/batch"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A noPromptError is a record that is a request of another kind.
type noPromptError string

func (e noPromptError) Error() string { return string(e) }

// A carried record has been taken to the other side.
type carried struct {
	line     batch.Line
	id       string // dialect and version that it was read in
	version  string
	out      *value.Node
	ledger   translate.Ledger // in pointers of the record
	problems []value.Problem
}

func (c *carried) from() string {
	if c.version == "" {
		return c.id
	}
	return c.id + "@" + c.version
}

// takeApart finds the request in a record. Text is a request, or nothing is.
func (r *translation) takeApart(read *reading, tree *value.Node) batch.Line {
	if tree.Kind != value.Object {
		l := batch.Line{Tree: tree}
		if read.likely(tree) {
			l.Body = tree
		}
		return l
	}
	return batch.Open(r.forms, tree, read.likely)
}

// carry translates record n. form is what the vendor takes batches in; nil
// keeps what stands around the request as it is.
func (r *translation) carry(read *reading, tree *value.Node, n int, form *catalog.Batch) (carried, error) {
	done := carried{line: r.takeApart(read, tree)}
	l := &done.line
	if l.Wrong != "" {
		return done, noPromptError(l.Wrong)
	}
	if l.Body == nil && read.id != "" {
		l.Body = tree // as asked for, however little it looks like it
	}
	var err error
	if done.id, done.version, err = read.dialect(l); err != nil {
		return done, err
	}
	tr := r.tr
	tr.Arena = read.arena
	p, problems, err := tr.Read(done.id, done.version, l.Body)
	if err != nil {
		return done, err
	}
	done.problems, done.version = problems, p.Version
	out, ledger, err := tr.Write(p, r.to)
	if err != nil {
		return done, err
	}
	var to string
	if form == nil {
		done.out, to = l.Replace(out)
	} else {
		var around translate.Ledger
		done.out, to, around = l.Pack(form, r.to, out, n)
		done.ledger = append(done.ledger, around...)
	}
	from := l.Pointer()
	for _, e := range ledger {
		if e.Node != nil {
			e.Path = from + e.Path
		}
		if e.To != "" {
			e.To = to + e.To
		}
		done.ledger = append(done.ledger, e)
	}
	return done, nil
}
