package dotprompt_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/dotprompt"
)

// examples are what dotprompt's examples have wrong: line, column and the
// beginning of what is said. Those that are valid have nothing wrong.
var examples = map[string][]string{
	"error-invalid-yaml.prompt":            {"7:3 a colon is missing behind schema"},
	"error-multiple-issues.prompt":         {"26:1 {{ is not closed"},
	"error-unbalanced-brace.prompt":        {"24:34 }} closes no tag"},
	"error-unclosed-block.prompt":          {"11:1 {{#if premium}} is not closed"},
	"error-unmatched-closing-block.prompt": {"24:1 {{/if}} closes nothing"},
	"autocomplete.prompt":                  {"22:12 {{ is not closed", "25:1 {{ is not closed", "28:1 {{ is not closed", "7:17 isActive is declared and not used"},
	"warning-undefined-variable.prompt":    {"11:19 email is not declared", "12:17 age is not declared"},
	"warning-unused-variable.prompt":       {"8:12 email is declared and not used", "9:10 age is declared and not used"},
	// Two that are called valid and are not: Handlebars has no comparisons, and
	// the comment of partials.prompt ends at the braces that it shows.
	"valid-greeting.prompt": {"17:1 {{#if age >= 18}}: unexpected", "23:9 interests is not declared"},
	"partials.prompt":       {"17:1 }} closes no tag"},
	// And two that lose their text: role is no block helper.
	"valid-blog-generator.prompt":   {"15:1 {{#role \"system\"}} opens a block"},
	"valid-customer-support.prompt": {"11:1 {{#role \"system\"}} opens a block"},
}

// Every example of dotprompt's is wrong exactly where it should be.
func TestExamples(t *testing.T) {
	dir := testkit.Shared(t, "conformance", "dotprompt", "examples")
	paths, err := filepath.Glob(filepath.Join(dir, "*.prompt"))
	if err != nil || len(paths) < 13 {
		t.Fatalf("%d examples were found: %v", len(paths), err)
	}
	for _, p := range paths {
		name := filepath.Base(p)
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		f := source.NewFile(name, data)
		file := dotprompt.Format{}.Read(f, format.Env{})[0]
		var got []string
		for _, q := range file.Problems {
			at := f.Pos(q.Span.Start)
			got = append(got, fmt.Sprintf("%d:%d %s", at.Line, at.Column, q.Message))
		}
		if !strings.HasPrefix(name, "error-") || len(got) == 0 {
			for _, q := range dotprompt.Check(file) {
				at := f.Pos(q.Span.Start)
				got = append(got, fmt.Sprintf("%d:%d %s", at.Line, at.Column, q.Message))
			}
		}
		want := examples[name]
		for i := range got {
			if i < len(want) {
				got[i] = got[i][:min(len(got[i]), len(want[i]))]
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
