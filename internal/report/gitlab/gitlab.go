// Package gitlab is the report as a GitLab Code Quality artifact, the subset
// of Code Climate's format that merge requests show.
package gitlab

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
)

func init() { report.Register(format{}) }

type format struct{}

func (format) ID() string { return "gitlab" }

type issue struct {
	Description string `json:"description"`
	CheckName   string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
			End   int `json:"end,omitempty"`
		} `json:"lines"`
	} `json:"location"`
}

func (format) Write(w io.Writer, r *report.Run) error {
	fingerprints := report.Fingerprints(r.Findings)
	issues := make([]issue, len(r.Findings))
	for i, f := range r.Findings {
		is := &issues[i]
		is.Description = f.Message
		if len(f.Targets) > 0 {
			is.Description += " (" + strings.Join(f.Targets, ", ") + ")"
		}
		is.CheckName = f.Rule
		is.Fingerprint = unique(f.File, fingerprints[i])
		is.Severity = severity(f.Severity)
		// The path is required, and is matched against the diff: no ./ before it.
		is.Location.Path = r.AnchorFile()
		if f.File != "" {
			is.Location.Path = path.Clean(f.File)
		}
		is.Location.Lines.Begin = 1
		if f.Start != nil {
			is.Location.Lines.Begin = f.Start.Line
			if f.End != nil && f.End.Line > f.Start.Line {
				is.Location.Lines.End = f.End.Line
			}
		}
	}
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(issues); err != nil {
		return err
	}
	return b.Flush()
}

// unique makes the fingerprint of one file's finding unique in the report:
// GitLab drops the second of two that are the same.
func unique(file, fingerprint string) string {
	sum := sha256.Sum256([]byte(file + "\x00" + fingerprint))
	return hex.EncodeToString(sum[:16])
}

func severity(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "major"
	case finding.Info:
		return "info"
	}
	return "minor"
}
