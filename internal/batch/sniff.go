package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"
)

// Kind is how a stream holds requests.
type Kind uint8

// The kinds of stream.
const (
	Whole  Kind = iota // one request, or documents of YAML
	Lines              // one JSON value a line
	List               // a JSON array
	ListIn             // a JSON array that is a member of an object
)

// Sniff tells by name and beginning how a stream holds requests, and returns a
// reader of the whole stream without a byte order mark. members are the names
// that hold the list of a batch; the one found is returned with ListIn.
func Sniff(name string, r io.Reader, members []string) (kind Kind, member string, all io.Reader, err error) {
	h := &head{r: r}
	if err := h.grow(64 << 10); err != nil {
		return Whole, "", nil, err
	}
	h.data = bytes.TrimPrefix(h.data, []byte("\uFEFF"))
	kind, member, err = h.kind(strings.ToLower(path.Ext(name)), members)
	return kind, member, io.MultiReader(bytes.NewReader(h.data), r), err
}

// A head is the beginning of a stream.
type head struct {
	r    io.Reader
	data []byte
	end  bool // there is nothing more
}

// grow reads n more bytes.
func (h *head) grow(n int) error {
	at := len(h.data)
	h.data = append(h.data, make([]byte, n)...)
	got, err := io.ReadFull(h.r, h.data[at:])
	h.data = h.data[:at+got]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		h.end, err = true, nil
	}
	return err
}

func (h *head) kind(ext string, members []string) (Kind, string, error) {
	text := bytes.TrimSpace(h.data)
	switch ext {
	case ".jsonl", ".ndjson":
		return Lines, "", nil
	case ".yaml", ".yml":
		return Whole, "", nil
	}
	switch {
	case len(text) == 0:
		return Whole, "", nil
	case text[0] == '[':
		return List, "", nil
	case text[0] != '{':
		return Whole, "", nil
	}
	for _, m := range members {
		if regexp.MustCompile(`^\{\s*"` + regexp.QuoteMeta(m) + `"\s*:\s*\[`).Match(text) {
			return ListIn, m, nil
		}
	}
	return h.lines()
}

// lines tells a log from one object: either of its first two lines that hold
// anything is an object by itself, and there is more than the one line. A
// first line that is cut off does not hide the others.
func (h *head) lines() (Kind, string, error) {
	first, rest, err := h.line(0)
	if err != nil || len(bytes.TrimSpace(first)) == 0 {
		return Whole, "", err
	}
	second, _, err := h.line(rest)
	if err != nil || len(second) == 0 {
		return Whole, "", err
	}
	if object(first) || object(second) {
		return Lines, "", nil
	}
	return Whole, "", nil
}

// line returns the next line that holds anything, and where the rest begins.
func (h *head) line(from int) (line []byte, rest int, err error) {
	for seen := from; ; {
		i := bytes.IndexByte(h.data[seen:], '\n')
		switch {
		case i >= 0:
			if line = bytes.TrimSpace(h.data[from : seen+i]); len(line) > 0 {
				return line, seen + i + 1, nil
			}
			from, seen = seen+i+1, seen+i+1
		case h.end:
			return bytes.TrimSpace(h.data[from:]), len(h.data), nil
		default:
			seen = len(h.data)
			if err := h.grow(max(64<<10, len(h.data))); err != nil {
				return nil, 0, err
			}
		}
	}
}

func object(line []byte) bool { return line[0] == '{' && json.Valid(line) }
