package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// version is the number of the format.
const version = 1

type header struct {
	Version *int `json:"promptglot_baseline"`
}

// Encode returns the bytes of the file. They depend on the entries alone, and
// hold no credentials.
func (b *Baseline) Encode() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	v := version
	put := func(x any) {
		if err := enc.Encode(x); err != nil {
			panic(err) // strings and numbers always encode
		}
	}
	put(header{&v})
	for _, e := range b.Entries {
		if e.Count == 1 {
			e.Count = 0 // left out
		}
		e.Message = source.Redact(strings.Join(strings.Fields(e.Message), " "))
		put(e)
	}
	return out.Bytes()
}

// Parse reads a file. name is for messages: the first thing that is wrong is
// the error, with its line, what was expected and what to do.
func Parse(name string, data []byte) (*Baseline, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	var entries []Entry
	seen := false // the header
	number := 0
	for line := range bytes.Lines(data) {
		number++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		fail := func(format string, args ...any) error {
			return fmt.Errorf("%s:%d: %s", name, number, fmt.Sprintf(format, args...))
		}
		for _, mark := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
			if bytes.HasPrefix(line, []byte(mark)) {
				return nil, fail("a merge conflict; keep the lines of both sides and delete the marks")
			}
		}
		var h header
		if err := json.Unmarshal(line, &h); err == nil && h.Version != nil {
			if *h.Version != version {
				return nil, fail("version %d of the format; this version of promptglot reads version %d", *h.Version, version)
			}
			seen = true
			continue
		}
		if !seen {
			return nil, fail(`no baseline: expected {"promptglot_baseline":%d}; promptglot baseline create writes one`, version)
		}
		e, err := entry(line)
		if err != nil {
			return nil, fail("%v", err)
		}
		entries = append(entries, e)
	}
	if !seen {
		return nil, fmt.Errorf("%s: it is empty; promptglot baseline create writes a baseline", name)
	}
	return join(entries, func(a, b int) int { return max(a, b) }), nil
}

const form = `expected {"file":…,"rule":…,"content":…}`

func entry(line []byte) (Entry, error) {
	var e Entry
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&e); err != nil {
		return e, fmt.Errorf("no entry (%s); %s", reason(err), form)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return e, fmt.Errorf("more than one entry on a line; %s", form)
	}
	switch {
	case e.Rule == "" || e.Content == "":
		return e, fmt.Errorf("an entry without rule or content; %s", form)
	case e.Count < 0:
		return e, fmt.Errorf("count is %d; expected at least 1", e.Count)
	case e.File != "" && path.Clean(e.File) != e.File:
		return e, fmt.Errorf("file is %q; expected a clean path such as %q", e.File, path.Clean(e.File))
	}
	return e, nil
}

// reason puts an error of the decoder into words without Go's.
func reason(err error) string {
	var t *json.UnmarshalTypeError
	switch {
	case errors.As(err, &t) && t.Field != "":
		return fmt.Sprintf("%s is a %s", t.Field, t.Value)
	case errors.As(err, &t):
		return "it is a " + t.Value
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it breaks off"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}
