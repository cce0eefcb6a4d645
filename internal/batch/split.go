package batch

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// A Record is the raw text of one record.
type Record struct {
	// N is the number of the line, or of the element in a list, from 1.
	N    int
	Text []byte // without the end of its line
}

// A Chunk is some records in a row.
type Chunk struct {
	Records []Record
	Last    int   // number of the last line or element, blank ones included
	Read    int64 // bytes of the stream up to here
}

// chunkSize is how much text makes a chunk. A larger record is a chunk of its
// own.
const chunkSize = 256 << 10

// A Splitter cuts a stream into records. Blank lines are none.
type Splitter struct {
	r    *bufio.Reader
	next func(text []byte) ([]byte, error) // appends one line or element
	read int64
	n    int
	err  error

	list   *list
	isList bool
}

// NewSplitter returns a splitter for a stream of the kind, which is not Whole.
// member holds the records where kind is ListIn.
func NewSplitter(r io.Reader, kind Kind, member string) *Splitter {
	s := &Splitter{r: bufio.NewReaderSize(r, 1<<20)}
	s.next = s.line
	if kind != Lines {
		s.list, s.isList = &list{s: s, member: member}, true
		s.next = s.list.element
	}
	return s
}

// Beside returns the members that stand beside the list of an object. It is
// complete when Next has returned io.EOF.
func (s *Splitter) Beside() []string {
	if s.list == nil {
		return nil
	}
	return s.list.beside
}

// Next returns the next chunk; io.EOF after the last one. With any other
// error there is no way to tell where the next record begins.
func (s *Splitter) Next() (*Chunk, error) {
	if s.err != nil {
		return nil, s.err
	}
	text := make([]byte, 0, chunkSize+chunkSize/4)
	var ends []int
	first := s.n
	for len(text) < chunkSize && s.err == nil {
		start := len(text)
		text, s.err = s.next(text)
		if s.err == nil || !s.isList && len(text) > start {
			s.n++
			ends = append(ends, len(text))
		}
	}
	// text does not grow any more: the records may point into it.
	c, start := &Chunk{Last: s.n, Read: s.read}, 0
	for i, end := range ends {
		t := bytes.TrimSpace(text[start:end])
		if len(t) > 0 {
			c.Records = append(c.Records, Record{N: first + i + 1, Text: t})
		}
		start = end
	}
	if s.err != nil && len(c.Records) == 0 {
		return nil, s.err
	}
	return c, nil
}

// line appends a line with its end.
func (s *Splitter) line(text []byte) ([]byte, error) {
	for {
		part, err := s.r.ReadSlice('\n')
		text, s.read = append(text, part...), s.read+int64(len(part))
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, err
		}
	}
}

// byte reads one byte.
func (s *Splitter) byte() (byte, error) {
	b, err := s.r.ReadByte()
	if err == nil {
		s.read++
	}
	return b, err
}
