package app

import (
	"bytes"
	"io"
	"slices"

	"github.com/promptglot/promptglot/internal/fact"
)

// A factList holds the facts of a run for its sinks. What is written a line at a
// time is written file by file, by the workers: the facts themselves take several
// times as much memory.
type factList struct {
	formats []string
	whole   bool         // some format needs all facts at once
	facts   []*fact.Fact // where whole
	parts   [][][]byte   // by format: what is written, in order
	err     error
}

// factLines are the facts of one file: as bytes for each format, and as they are.
type factLines struct {
	parts [][]byte
	facts []*fact.Fact
	err   error
}

func newFactList(sinks []sink) *factList {
	l := &factList{}
	for _, s := range sinks {
		if !slices.Contains(l.formats, s.format) {
			l.formats = append(l.formats, s.format)
		}
		l.whole = l.whole || s.format == "json"
	}
	l.parts = make([][][]byte, len(l.formats))
	return l
}

// lines writes facts in all formats that go by lines; it may be called at any time
// on any worker.
func (l *factList) lines(facts []*fact.Fact) *factLines {
	if len(facts) == 0 {
		return nil
	}
	out := &factLines{parts: make([][]byte, len(l.formats))}
	if l.whole {
		out.facts = facts
	}
	for i, format := range l.formats {
		var b bytes.Buffer
		var err error
		switch format {
		case "text":
			err = writeFacts(&b, facts)
		case "jsonl":
			err = encodeLines(&b, facts)
		}
		if err != nil && out.err == nil {
			out.err = err
		}
		out.parts[i] = b.Bytes()
	}
	return out
}

// add appends what lines has made.
func (l *factList) add(f *factLines) {
	if f == nil {
		return
	}
	if l.err == nil {
		l.err = f.err
	}
	l.facts = append(l.facts, f.facts...)
	for i, p := range f.parts {
		if len(p) > 0 {
			l.parts[i] = append(l.parts[i], bytes.Clone(p)) // without the room that a buffer has left over
		}
	}
}

// emit writes all facts in one of the formats.
func (l *factList) emit(w io.Writer, format string) error {
	if l.err != nil {
		return l.err
	}
	if format == "json" {
		return writeJSON(w, l.facts, false)
	}
	for _, p := range l.parts[slices.Index(l.formats, format)] {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}
