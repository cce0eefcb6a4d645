package app

import (
	"io"

	"github.com/promptglot/promptglot/internal/batch"
)

// A chunk is some records of a log in a row.
type chunk struct {
	records []record
	last    int   // number of the last record, blank lines included
	read    int64 // bytes of the input up to here
}

// A log is where records come from. next returns io.EOF after the last chunk.
type log interface {
	next() (*chunk, error)
	how() batch.Kind
	unit() string     // what a record is called
	beside() []string // members beside the list of an object
}

// A streamed log is read as it is written.
type streamed struct {
	splitter *batch.Splitter
	kind     batch.Kind
}

func (s *streamed) next() (*chunk, error) {
	c, err := s.splitter.Next()
	if err != nil {
		return nil, err
	}
	out := &chunk{last: c.Last, read: c.Read, records: make([]record, len(c.Records))}
	for i, r := range c.Records {
		out.records[i].Record = r
	}
	return out, nil
}

func (s *streamed) how() batch.Kind  { return s.kind }
func (s *streamed) unit() string     { return unitOf(s.kind, "line") }
func (s *streamed) beside() []string { return s.splitter.Beside() }

// A held log is in memory.
type held struct {
	records []record
	kind    batch.Kind
	done    bool
}

func (h *held) next() (*chunk, error) {
	if h.done {
		return nil, io.EOF
	}
	h.done = true
	return &chunk{records: h.records, last: len(h.records)}, nil
}

func (h *held) how() batch.Kind  { return h.kind }
func (h *held) unit() string     { return unitOf(h.kind, "document") }
func (h *held) beside() []string { return nil }

// unitOf is what a record is called: the element of a list, or what stands for
// itself.
func unitOf(kind batch.Kind, alone string) string {
	if kind == batch.Lines {
		return alone
	}
	return "element"
}
