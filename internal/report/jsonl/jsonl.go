// Package jsonl is the report with one JSON object per line and finding, as
// CLI.md gives its shape.
package jsonl

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/promptglot/promptglot/internal/report"
)

func init() { report.Register(format{}) }

type format struct{}

func (format) ID() string { return "jsonl" }

func (format) Write(w io.Writer, r *report.Run) error {
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	for _, f := range r.Findings {
		if err := enc.Encode(f); err != nil {
			return err
		}
	}
	return b.Flush()
}
