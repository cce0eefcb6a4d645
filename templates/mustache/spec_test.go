package mustache_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/mustache"
)

func compile(src string) (*mustache.Template, []templates.Problem) {
	return mustache.Compile(source.NewFile("t.mustache", []byte(src)).Whole())
}

type specCase struct {
	Name, Template, Expected string
	Data                     any
	Partials                 map[string]string
}

func specCases(t *testing.T, path string) []specCase {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var spec struct{ Tests []specCase }
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&spec); err != nil {
		t.Fatal(err)
	}
	return spec.Tests
}

func (c *specCase) run() (string, error) {
	tpl, problems := compile(c.Template)
	if len(problems) > 0 {
		return "", &templates.Error{Problem: problems[0]}
	}
	run := mustache.Run{Escape: true, Partials: map[string]*mustache.Template{}}
	if m, ok := c.Data.(map[string]any); ok {
		run.Data = m
	} else {
		run.Context = c.Data
	}
	for name, src := range c.Partials {
		p, problems := compile(src)
		if len(problems) > 0 {
			return "", &templates.Error{Problem: problems[0]}
		}
		run.Partials[name] = p
	}
	return tpl.Render(run)
}

// knownFailures reads testdata/spec_failures.tsv: file, case and reason.
func knownFailures(t *testing.T) map[string]string {
	data, err := os.ReadFile(filepath.Join("testdata", "spec_failures.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[2] == "" {
			t.Fatalf("spec_failures.tsv: %q; expected file, case and reason", line)
		}
		known[f[0]+"\t"+f[1]] = f[2]
	}
	return known
}

// TestSpecification runs the official specification. What fails is listed in
// testdata/spec_failures.tsv by name and with its reason; a case that is listed
// and passes, or fails and is not, is an error.
func TestSpecification(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testkit.Shared(t, "conformance", "mustache", "specs"), "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no specification: %v", err)
	}
	slices.Sort(files)
	known := knownFailures(t)
	var core, corePassed, optional, optionalPassed int
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		for _, c := range specCases(t, file) {
			key := name + "\t" + c.Name
			got, err := c.run()
			passed := err == nil && got == c.Expected
			if _, listed := known[key]; listed == passed {
				t.Errorf("%s/%s: %q\ngot  %q %v\nwant %q", name, c.Name, c.Template, got, err, c.Expected)
			}
			delete(known, key)
			all, ok := &core, &corePassed
			if strings.HasPrefix(name, "~") {
				all, ok = &optional, &optionalPassed
			}
			*all++
			if passed {
				*ok++
			}
		}
	}
	t.Logf("Mustache specification: %d of %d core cases pass, %d of %d optional ones", corePassed, core, optionalPassed, optional)
	if core == 0 || corePassed*100 < core*97 {
		t.Errorf("%d of %d core cases pass; expected 97 %%", corePassed, core)
	}
	for key := range known {
		t.Errorf("spec_failures.tsv names %q, which is no case", key)
	}
}
