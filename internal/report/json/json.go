// Package json is the report as one JSON array of findings, as CLI.md gives
// their shape. Each finding has its line, so that the array can be compared
// and read as it streams.
package json

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"github.com/promptglot/promptglot/internal/report"
)

func init() { report.Register(format{}) }

type format struct{}

func (format) ID() string { return "json" }

func (format) Write(w io.Writer, r *report.Run) error {
	b := bufio.NewWriter(w)
	b.WriteByte('[')
	var one bytes.Buffer
	enc := json.NewEncoder(&one)
	enc.SetEscapeHTML(false)
	for i, f := range r.Findings {
		one.Reset()
		if err := enc.Encode(f); err != nil {
			return err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(bytes.TrimSuffix(one.Bytes(), []byte("\n")))
	}
	if len(r.Findings) > 0 {
		b.WriteByte('\n')
	}
	b.WriteString("]\n")
	return b.Flush()
}
