package app

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
)

// A sink is one place that results go to, in one format.
type sink struct {
	format string
	file   string // "" is stdout
}

// sinks reads --format and --output. formats are the ones the command has, its
// default first.
func (o *Options) sinks(formats ...string) ([]sink, error) {
	out := []sink{{format: o.Format}}
	if o.Format == "" {
		out[0].format = formats[0]
	}
	for _, s := range o.Outputs {
		f, file, ok := strings.Cut(s, "=")
		if !ok || f == "" || file == "" {
			return nil, usage("--output %q: expected FORMAT=FILE, such as json=report.json", s)
		}
		out = append(out, sink{f, file})
	}
	for _, s := range out {
		if !slices.Contains(formats, s.format) {
			sorted := slices.Sorted(slices.Values(formats))
			return nil, usage("unknown format %q; expected one of %s", s.format, strings.Join(sorted, ", "))
		}
	}
	return out, nil
}

// emit writes results to every sink. Files are replaced in one step.
func (a *App) emit(sinks []sink, write func(w io.Writer, format string, tty bool) error) error {
	for _, s := range sinks {
		if s.file == "" {
			if err := write(a.Stdout, s.format, true); err != nil {
				return input("the results cannot be written: %w", err)
			}
			continue
		}
		var b bytes.Buffer
		err := write(&b, s.format, false)
		if err == nil {
			err = a.FS.WriteFile(s.file, b.Bytes())
		}
		if err != nil {
			return usage("--output %s: %w", s.file, err)
		}
	}
	return nil
}

// writeJSON writes items as one JSON array, an element a line group, or as one
// object a line.
func writeJSON[T any](w io.Writer, items []T, lines bool) error {
	b := bufio.NewWriterSize(w, 64<<10)
	if lines {
		return errors.Join(encodeLines(b, items), b.Flush())
	}
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if items == nil {
		items = []T{}
	}
	enc.SetIndent("", "  ")
	if err := enc.Encode(items); err != nil {
		return err
	}
	return b.Flush()
}

// encodeLines writes items as one JSON object a line.
func encodeLines[T any](w io.Writer, items []T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, item := range items {
		if err := enc.Encode(item); err != nil {
			return err
		}
	}
	return nil
}
