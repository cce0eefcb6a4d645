package prompty_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/prompty"
	"github.com/promptglot/promptglot/templates/jinja"
	"github.com/promptglot/promptglot/templates/mustache"
	"github.com/promptglot/promptglot/templates/render"
)

var langs = format.Langs{jinja.Language{}, mustache.Language{}}

// engines are Prompty's names of template languages.
var engines = map[string]string{"jinja2": "jinja", "mustache": "mustache"}

// A vector is one case of the suite; Input and Expected are as its operation
// has them.
type vector struct {
	Name      string
	Operation string
	Input     struct {
		Rendered, Template, Engine, Fixture string
		Raw                                 string          `json:"frontmatter_raw"`
		Strict                              []string        `json:"strict_props"`
		Front                               json.RawMessage `json:"frontmatter"`
		Inputs                              map[string]any
		Env                                 map[string]string
		Files                               map[string]json.RawMessage
	}
	Expected json.RawMessage
}

// runners run the operations that a program has which does not call a model.
// They return how a case differs, "" where it passes.
var runners = map[string]func(*testing.T, vector) string{"load": load, "parse": parse, "render": renders, "renderSegments": segments}

// Prompty's own load, parse, render and segment vectors hold, but for those
// that testdata/vectors.json names, each with its reason.
func TestVectors(t *testing.T) {
	root := testkit.Shared(t, "conformance", "prompty")
	var suite struct {
		Vectors []struct{ Vector vector }
	}
	read(t, filepath.Join(root, "schema", "tsp-output", ".typra-generated", "vectors.json"), &suite)
	var known map[string]string
	read(t, filepath.Join("testdata", "vectors.json"), &known)
	count, passed := map[string]int{}, map[string]int{}
	failed := map[string]bool{}
	for _, v := range suite.Vectors {
		x := v.Vector
		run := runners[x.Operation]
		if run == nil {
			continue
		}
		count[x.Operation]++
		name := x.Operation + "/" + x.Name
		diff := run(t, x)
		switch {
		case diff == "":
			passed[x.Operation]++
			if known[name] != "" {
				t.Errorf("%s is listed as failing and passes: take it off the list", name)
			}
		case known[name] == "":
			t.Errorf("%s fails:\n%s", name, diff)
		}
		failed[name] = diff != ""
	}
	all, good := 0, 0
	for _, op := range []string{"load", "parse", "render", "renderSegments"} {
		t.Logf("Prompty %s: %d of %d vectors pass", op, passed[op], count[op])
		all, good = all+count[op], good+passed[op]
	}
	if all < 75 || good*100 < 97*all {
		t.Errorf("%d of %d vectors pass; at least 75 are expected, and 97 %% of them to pass", good, all)
	}
	for name := range known {
		if _, ok := failed[name]; !ok {
			t.Errorf("%s is listed and no vector of the suite", name)
		}
	}
}

func read(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber() // 30 is no 30.0
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
}

// load runs the loader on a fixture, or on front matter of its own.
func load(t *testing.T, x vector) string {
	var want map[string]any
	if err := json.Unmarshal(x.Expected, &want); err != nil {
		t.Fatal(err)
	}
	got, err := loaded(t, x)
	if text, ok := want["error"].(string); ok {
		return failure(err, text, want["error_field"])
	}
	if err != nil {
		return err.Error()
	}
	return covers("", want, got)
}

// failure reports how an error differs from the one that is expected.
func failure(err error, text string, field any) string {
	switch {
	case err == nil:
		return "no error; expected " + text
	case text == "FileNotFoundError" && errors.Is(err, fs.ErrNotExist):
		return ""
	case !strings.Contains(strings.ToLower(err.Error()), strings.ToLower(text)), field != nil && !strings.Contains(err.Error(), field.(string)):
		return "got the error " + err.Error() + "; expected " + text
	}
	return ""
}

func loaded(t *testing.T, x vector) (map[string]any, error) {
	name, data := "case.prompty", []byte(x.Input.Raw)
	switch {
	case x.Input.Fixture != "":
		name = x.Input.Fixture
		var err error
		if data, err = os.ReadFile(testkit.Shared(t, "conformance", "prompty", "spec", "fixtures") + "/" + name); err != nil {
			return nil, err
		}
	case x.Input.Front != nil:
		// JSON is YAML.
		data = []byte("---\n" + string(x.Input.Front) + "\n---\n")
	}
	a, err := prompty.Load(source.NewFile(name, data), prompty.Surroundings{
		Env:  func(name string) (string, bool) { s, ok := x.Input.Env[name]; return s, ok },
		File: func(path string) ([]byte, bool) { b, ok := x.Input.Files[path]; return b, ok },
	})
	if err != nil {
		return nil, err
	}
	b, err := a.Root.JSON()
	if err != nil {
		return nil, err
	}
	out := map[string]any{}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	out["instructions"] = a.Instructions
	filled, err := a.Fill(x.Input.Inputs)
	if x.Input.Inputs == nil {
		return out, nil
	}
	values := map[string]any{}
	for k, v := range filled {
		if n, ok := v.(*value.Node); ok {
			v = n.Str
		}
		values[k] = v
	}
	out["validated_inputs"] = values
	return out, err
}

// covers reports where got lacks what is wanted; null is wanted to be absent.
// Mappings may have more, but for the filled inputs.
func covers(at string, want, got any) string {
	switch w := want.(type) {
	case nil:
		if got != nil {
			return fmt.Sprintf("%s is %v, expected none", at, got)
		}
		return ""
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok || at == "/validated_inputs" && len(g) != len(w) {
			return fmt.Sprintf("%s is %v, expected %v", at, got, want)
		}
		for k, v := range w {
			if d := covers(at+"/"+k, v, g[k]); d != "" {
				return d
			}
		}
		return ""
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return fmt.Sprintf("%s is %v, expected %v", at, got, want)
		}
		for i := range w {
			if d := covers(fmt.Sprintf("%s/%d", at, i), w[i], g[i]); d != "" {
				return d
			}
		}
		return ""
	}
	if d := cmp.Diff(want, got); d != "" {
		return at + " differs: " + d
	}
	return ""
}

// parse cuts a rendered body into messages.
func parse(t *testing.T, x vector) string {
	var expected struct {
		Messages []struct {
			Role    string
			Content []struct{ Kind, Value string }
			Meta    map[string]any `json:"metadata"`
		}
	}
	if err := json.Unmarshal(x.Expected, &expected); err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, m := range expected.Messages {
		s := m.Role + "=" + m.Content[0].Value
		for _, key := range []string{"name", "id"} {
			if v := m.Meta[key]; v != nil {
				s += fmt.Sprintf(" %s=%v", key, v)
			}
		}
		want = append(want, s)
	}
	files := prompty.Format{}.Read(source.NewFile("v.prompty", []byte(x.Input.Rendered)), format.Env{})
	for _, p := range files[0].Problems {
		return p.Message
	}
	files[0].Messages.Walk(func(m *prompt.Message) {
		s := string(m.Role) + "=" + m.Parts[0].Item.Text.Str
		if m.Name != nil {
			s += " name=" + m.Name.Str
		}
		for _, e := range m.Ext {
			s += " " + e.Key[1:] + "=" + e.Value.Str
		}
		got = append(got, s)
	})
	return cmp.Diff(want, got)
}

// renders fills a template in.
func renders(t *testing.T, x vector) string {
	var want struct {
		Rendered *string
	}
	if err := json.Unmarshal(x.Expected, &want); err != nil {
		t.Fatal(err)
	}
	if want.Rendered == nil {
		return "the case expects a nonce"
	}
	got, problems := render.Render(engines[x.Input.Engine], source.NewFile("v", []byte(x.Input.Template)).Whole(),
		render.Options{Data: x.Input.Inputs, Missing: render.MissingEmpty})
	if len(problems) > 0 {
		return problems[0].Message
	}
	return cmp.Diff(*want.Rendered, got)
}

// segments fills a template in and keeps the data apart.
func segments(t *testing.T, x vector) string {
	var want struct {
		Error    string
		Segments []struct {
			Kind, Text string
			Source     *string
			Strict     bool
		}
	}
	if err := json.Unmarshal(x.Expected, &want); err != nil {
		t.Fatal(err)
	}
	got, err := prompty.Segments(langs.Get(engines[x.Input.Engine]), source.NewFile("v", []byte(x.Input.Template)).Whole(),
		render.Options{Data: x.Input.Inputs}, x.Input.Strict)
	if want.Error != "" {
		return failure(err, want.Error, nil)
	}
	if err != nil {
		return err.Error()
	}
	var a, b []prompty.Segment
	for _, s := range want.Segments {
		seg := prompty.Segment{Text: s.Text, Strict: s.Strict}
		if s.Source != nil {
			seg.Source = *s.Source
		}
		a = append(a, seg)
	}
	b = append(b, got...)
	return cmp.Diff(a, b)
}
