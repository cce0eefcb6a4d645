package jinja_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/jinja"
)

// A pairing is a chat template and the data it is rendered with.
type pairing struct{ name, template, data string }

// pairings are all templates of the shared material with all its contexts.
func pairings(t *testing.T) []pairing {
	t.Helper()
	files := glob(t, testkit.Shared(t, "conformance", "chat-templates"), "chat_templates", "*.jinja")
	if len(files) != 18 {
		t.Fatalf("%d templates, expected 18", len(files))
	}
	files = append(files, glob(t, testkit.Shared(t, "conformance", "minja-contexts"), "tests_files", "*.jinja")...)
	var out []pairing
	for _, file := range files {
		for _, context := range glob(t, testkit.Shared(t, "conformance", "minja-contexts"), "tests", "contexts", "*.json") {
			name := strings.TrimSuffix(filepath.Base(file), ".jinja") + " " + strings.TrimSuffix(filepath.Base(context), ".json")
			out = append(out, pairing{name, read(t, file), read(t, context)})
		}
	}
	return out
}

func glob(t *testing.T, elem ...string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(elem...))
	if err != nil || len(files) == 0 {
		t.Fatalf("nothing in %s (%v)", filepath.Join(elem...), err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// render renders a chat template with JSON data, in the order of the source.
func render(t *testing.T, template, data string, o jinja.Options) (string, error) {
	t.Helper()
	tree, problems := value.ReadJSON(source.NewFile("context.json", []byte(data)).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	run := jinja.Run{Data: map[string]any{}}
	for _, m := range tree.Members() {
		run.Data[m.Key] = m.Value
	}
	tpl, bad := jinja.Compile(source.NewFile("template.jinja", []byte(template)).Whole(), o)
	if len(bad) > 0 {
		t.Fatalf("%v", bad)
	}
	return tpl.Render(run)
}

// digest is what is kept of an outcome: of the bytes, or that there are none
// because the template refuses its data.
func digest(out string, err error) string {
	if err != nil {
		return "refused"
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(out)))
}

// The digests were written by a run that compared with npm; they stand in for
// it where there is none.
func TestHuggingFaceTemplatesGiveTheKnownBytes(t *testing.T) {
	var b strings.Builder
	refused := 0
	pairs := pairings(t)
	for _, p := range pairs {
		out, err := render(t, p.template, p.data, jinja.ChatTemplate())
		if err != nil {
			refused++
		}
		fmt.Fprintf(&b, "%s %s\n", strings.ReplaceAll(p.name, " ", "/"), digest(out, err))
	}
	if refused > len(pairs)/2 {
		t.Errorf("%d of %d pairs are refused: too few are compared", refused, len(pairs))
	}
	testkit.Golden(t, filepath.Join("testdata", "huggingface.sums"), []byte(b.String()))
}

func TestHuggingFaceRendersTheSameBytes(t *testing.T) {
	if os.Getenv("PROMPTGLOT_NPM") == "" {
		t.Skip("run npm ci && npm test in templates/jinja/npmtest")
	}
	pairs := pairings(t)
	for i, theirs := range npm(t, pairs) {
		p := pairs[i]
		out, err := render(t, p.template, p.data, jinja.ChatTemplate())
		switch {
		case theirs.Error != nil && err == nil:
			t.Errorf("%s: npm refuses (%s), we render %q", p.name, *theirs.Error, out)
		case theirs.Error != nil:
		case err != nil:
			t.Errorf("%s: we refuse (%v), npm renders %q", p.name, err, *theirs.Out)
		case out != *theirs.Out:
			t.Errorf("%s: not the same bytes\nours %q\nnpm  %q", p.name, out, *theirs.Out)
		}
	}
}

type rendered struct{ Out, Error *string }

// npm renders with @huggingface/jinja.
func npm(t *testing.T, pairs []pairing) []rendered {
	t.Helper()
	var in bytes.Buffer
	for _, p := range pairs {
		if err := json.NewEncoder(&in).Encode(map[string]any{"template": p.template, "data": json.RawMessage(p.data)}); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("node", "render.mjs")
	cmd.Dir, cmd.Stdin, cmd.Stderr = "npmtest", &in, os.Stderr
	b, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var out []rendered
	dec := json.NewDecoder(bytes.NewReader(b))
	for dec.More() {
		var r rendered
		if err := dec.Decode(&r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	if len(out) != len(pairs) {
		t.Fatalf("npm rendered %d of %d templates", len(out), len(pairs))
	}
	return out
}
