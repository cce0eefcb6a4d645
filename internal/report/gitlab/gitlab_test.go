package gitlab

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/reporttest"
)

// documented is the shape of a Code Quality report as
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
// describes it: all of these fields are required, a path is relative and
// without ./ before it.
const documented = `{
	"type": "array",
	"items": {
		"type": "object",
		"required": ["description", "check_name", "fingerprint", "severity", "location"],
		"properties": {
			"description": {"type": "string", "minLength": 1},
			"check_name": {"type": "string", "minLength": 1},
			"fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
			"severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
			"location": {
				"type": "object",
				"required": ["path", "lines"],
				"properties": {
					"path": {"type": "string", "pattern": "^[^./]|^\\.[^/]"},
					"lines": {
						"type": "object",
						"required": ["begin"],
						"properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer", "minimum": 1}},
						"additionalProperties": false
					}
				}
			}
		}
	}
}`

func TestReportHasTheDocumentedShape(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(documented)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("mem:/gitlab.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("mem:/gitlab.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*report.Run){
		"findings": nil,
		"clean":    func(r *report.Run) { r.Findings = nil },
		"the same twice": func(r *report.Run) {
			twice := *r.Findings[0]
			r.Findings = append(r.Findings, &twice)
		},
		"a path with ./": func(r *report.Run) { r.Findings[0].File = "./app/ask.py" },
	} {
		data := reporttest.Write(t, "gitlab", change)
		inst, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(inst); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		seen := map[any]bool{}
		for _, is := range inst.([]any) {
			fp := is.(map[string]any)["fingerprint"]
			if seen[fp] {
				t.Errorf("%s: %v stands twice", name, fp)
			}
			seen[fp] = true
		}
	}
}
