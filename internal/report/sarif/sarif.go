// Package sarif is the report as SARIF 2.1.0, the format of code-scanning
// services. It fits GitHub's limits; whatever had to be left out for them is
// said in a notification.
package sarif

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/source"
)

func init() { report.Register(format{}) }

type format struct{}

func (format) ID() string { return "sarif" }

func (format) Write(w io.Writer, r *report.Run) error {
	data, err := fit(build(r), gitHub)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// encode returns the log as indented JSON.
func encode(l *log) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(l)
	return b.Bytes(), err
}

// build makes the whole log, without regard to limits.
func build(r *report.Run) *log {
	b := &builder{run: r, artifacts: map[string]int{}, ruleAt: map[string]int{}}
	b.rules()
	fingerprints := report.Fingerprints(r.Findings)
	for i, f := range r.Findings {
		b.result(f, fingerprints[i])
	}
	if b.out.Results == nil {
		b.out.Results = []*result{} // an empty run is a clean one, an absent list is none
	}
	b.out.Tool.Driver.Name = report.ToolName
	b.out.Tool.Driver.Version = r.Version
	b.out.Tool.Driver.InformationURI = report.ToolURL
	b.out.OriginalURIBaseIDs = map[string]artifactAt{srcRoot: {Description: &text{Text: "The folder that the tool ran in."}}}
	b.out.ColumnKind = "unicodeCodePoints"
	b.out.NewlineSequences = []string{"\r\n", "\n"}
	b.out.DefaultEncoding = "utf-8"
	b.out.Invocations = []invocation{b.invocation()}
	return &log{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []run{b.out}}
}

// A builder collects what results refer to by index.
type builder struct {
	run       *report.Run
	out       run
	artifacts map[string]int // path → index
	ruleAt    map[string]int // id → index
}

func (b *builder) invocation() invocation {
	inv := invocation{ExecutionSuccessful: true, Properties: map[string]any{}}
	for _, n := range b.run.Notices {
		note := notification{Level: level(n.Severity), Message: text{Text: n.Message}}
		if n.File != "" {
			note.Locations = []location{{PhysicalLocation: physicalLocation{ArtifactLocation: at(n.File)}}}
		}
		inv.Notifications = append(inv.Notifications, note)
		inv.ExecutionSuccessful = inv.ExecutionSuccessful && n.Severity != finding.Error
	}
	if len(b.run.Targets) > 0 {
		inv.Properties["targets"] = b.run.Targets
	}
	if b.run.AsOf != "" {
		inv.Properties["as_of"] = b.run.AsOf
	}
	return inv
}

func (b *builder) result(f *finding.Finding, fingerprint string) {
	res := &result{
		RuleID: f.Rule, RuleIndex: b.ruleAt[f.Rule], Level: level(f.Severity), rank: f.Severity.Rank(),
		Message:             text{Text: f.Message},
		Locations:           []location{b.location(f)},
		PartialFingerprints: map[string]string{"promptglotFingerprint/v1": fingerprint},
		Properties:          map[string]any{},
	}
	if f.Help != "" {
		res.Message.Text += "\n" + f.Help
	}
	set := func(key, value string) {
		if value != "" {
			res.Properties[key] = value
		}
	}
	set("feature", f.Feature)
	set("vendor", f.Vendor)
	if len(f.Targets) > 0 {
		res.Properties["targets"] = f.Targets
	}
	if len(f.Facts) > 0 {
		res.Properties["facts"] = f.Facts
	}
	b.fixes(res, f)
	b.out.Results = append(b.out.Results, res)
}

// location returns the one place of f. Code scanning refuses a whole upload
// when one result has no file, so a finding about the repository is put at
// the file that stands for it, and says so.
func (b *builder) location(f *finding.Finding) location {
	if f.File == "" {
		return location{
			PhysicalLocation: physicalLocation{ArtifactLocation: b.artifact(b.run.AnchorFile()), Region: &region{StartLine: 1}},
			Message:          &text{Text: "This concerns the repository as a whole."},
		}
	}
	loc := location{PhysicalLocation: physicalLocation{ArtifactLocation: b.artifact(f.File), Region: &region{StartLine: 1}}}
	if f.Start != nil {
		end := f.End
		if end == nil {
			end = f.Start
		}
		reg := regionOf(*f.Start, *end)
		loc.PhysicalLocation.Region = &reg
	}
	return loc
}

func regionOf(start, end source.Pos) region {
	return region{StartLine: max(start.Line, 1), StartColumn: max(start.Column, 1), EndLine: max(end.Line, 1), EndColumn: max(end.Column, 1)}
}

// artifact returns the location of a file, listed among the artifacts.
func (b *builder) artifact(path string) artifactAt {
	loc := at(path)
	i, ok := b.artifacts[path]
	if !ok {
		i = len(b.out.Artifacts)
		b.artifacts[path] = i
		b.out.Artifacts = append(b.out.Artifacts, artifact{Location: loc})
	}
	loc.Index = &i
	return loc
}

// level translates a severity; one that the tool does not know is a warning.
func level(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Info:
		return "note"
	}
	return "warning"
}
