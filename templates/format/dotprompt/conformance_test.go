package dotprompt_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/dotprompt"
	"github.com/promptglot/promptglot/templates/format/dotprompt/picoschema"
)

// plain returns a tree as Go values, as encoding/json would.
func plain(t testing.TB, n *value.Node) any {
	t.Helper()
	if n == nil {
		return nil
	}
	b, err := n.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func object(t testing.TB, n *value.Node) map[string]any {
	m, _ := plain(t, n).(map[string]any)
	return m
}

// Dotprompt's own conformance suite holds, but for the cases that
// testdata/conformance.json names, each with its reason.
func TestConformance(t *testing.T) {
	root := testkit.Shared(t, "conformance", "dotprompt", "spec")
	var known map[string]string
	data, err := os.ReadFile(filepath.Join("testdata", "conformance.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &known); err != nil {
		t.Fatal(err)
	}
	cases, failed := 0, map[string]string{}
	paths, _ := filepath.Glob(filepath.Join(root, "*.yaml"))
	more, _ := filepath.Glob(filepath.Join(root, "helpers", "*.yaml"))
	for _, p := range append(paths, more...) {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		docs, problems := value.ReadYAML(source.NewFile(p, data).Whole(), value.Options{})
		if len(problems) > 0 || len(docs) != 1 {
			t.Fatalf("%s: %v", p, problems)
		}
		for i := range docs[0].Entries {
			suite := docs[0].Entries[i].Value
			tests := suite.Get("tests")
			for j := range tests.Entries {
				test := tests.Entries[j].Value
				cases++
				name := filepath.Base(p) + "/" + suite.Get("name").Str + "/" + test.Get("desc").Str
				if diff := conforms(t, suite, test); diff != "" {
					failed[name] = diff
				}
			}
		}
	}
	for name, diff := range failed {
		if known[name] == "" {
			t.Errorf("%s fails:\n%s", name, diff)
		}
	}
	for name := range known {
		if failed[name] == "" {
			t.Errorf("%s is listed as failing and passes: take it off the list", name)
		}
	}
	t.Logf("dotprompt: %d of %d cases pass", cases-len(failed), cases)
	if cases < 117 || len(failed)*100 > 3*cases {
		t.Errorf("%d cases, %d of them fail; at least 117 and 97 %% are to pass", cases, len(failed))
	}
}

// conforms runs one case and returns how it differs.
func conforms(t *testing.T, suite, test *value.Node) string {
	f := source.NewFile("case.prompt", []byte(suite.Get("template").Str))
	expect := test.Get("expect")
	d := dotprompt.Data{Partials: map[string]string{}}
	for _, key := range []string{"partials", "resolverPartials"} {
		for _, m := range suite.Get(key).Members() {
			d.Partials[m.Key] = m.Value.Str
		}
	}
	d.Defaults = object(t, test.Get("options").Get("input").Get("default"))
	d.Input, d.Context = map[string]any{}, map[string]any{}
	for _, data := range []*value.Node{suite.Get("data"), test.Get("data")} {
		for k, v := range object(t, data.Get("input")) {
			d.Input[k] = v
		}
		for k, v := range object(t, data.Get("context")) {
			d.Context[k] = v
		}
		if list := data.Get("messages"); list != nil {
			d.History = history(list)
		}
	}
	got := map[string]any{}
	messages, err := dotprompt.Render(f, d)
	if err != nil {
		return err.Error()
	}
	if expect.Get("messages") != nil {
		got["messages"] = turns(messages)
	}
	diff := metadata(t, f, suite, expect, got)
	want := object(t, expect)
	delete(want, "input") // the schema is judged apart; defaults are input
	if s := cmp.Diff(want, got); s != "" {
		diff += s
	}
	return diff
}

// metadata adds what the front matter says to got, as far as the case expects
// any of it.
func metadata(t *testing.T, f *source.File, suite, expect *value.Node, got map[string]any) string {
	file := dotprompt.Format{}.Read(f, format.Env{})[0]
	diff := ""
	for _, m := range expect.Members() {
		switch m.Key {
		case "config", "model":
			got[m.Key] = plain(t, file.Front.Get(m.Key))
		case "raw":
			got[m.Key] = plain(t, file.Front)
		case "ext":
			got[m.Key] = plain(t, extensions(file.Front))
		case "input", "output":
			schema := m.Value.Get("schema")
			if schema == nil {
				continue
			}
			read := picoschema.Read(file.Front.Get(m.Key).Get("schema"), suite.Get("schemas").Get)
			a, b := plain(t, read.Schema), plain(t, schema)
			if s := cmp.Diff(b, a); s != "" {
				diff += s
			}
			if m.Key == "output" {
				got[m.Key] = map[string]any{"schema": a}
			}
		}
	}
	return diff
}

func history(list *value.Node) []dotprompt.Message {
	var out []dotprompt.Message
	for i := range list.Entries {
		m := dotprompt.Message{Role: list.Entries[i].Value.Get("role").Str}
		parts := list.Entries[i].Value.Get("content")
		for j := range parts.Entries {
			m.Parts = append(m.Parts, dotprompt.Part{Text: parts.Entries[j].Value.Get("text").Str})
		}
		out = append(out, m)
	}
	return out
}

// turns returns messages in the words of the suite.
func turns(messages []dotprompt.Message) []any {
	out := []any{}
	for _, m := range messages {
		content := []any{}
		for _, p := range m.Parts {
			switch {
			case p.URL != "":
				media := map[string]any{"url": p.URL}
				if p.ContentType != "" {
					media["contentType"] = p.ContentType
				}
				content = append(content, map[string]any{"media": media})
			case p.Section != "":
				content = append(content, map[string]any{"metadata": map[string]any{"purpose": p.Section, "pending": true}})
			default:
				content = append(content, map[string]any{"text": p.Text})
			}
		}
		one := map[string]any{"role": m.Role, "content": content}
		if m.FromHistory {
			one["metadata"] = map[string]any{"purpose": "history"}
		}
		out = append(out, one)
	}
	return out
}

// extensions returns the members of front matter that stand in namespaces:
// `acme.limits.max: 3` is the member max of acme.limits. Nothing of them is
// sent to a model.
func extensions(front *value.Node) *value.Node {
	out, spaces := &value.Node{Kind: value.Object}, map[string]*value.Node{}
	for _, m := range front.Members() {
		i := strings.LastIndexByte(m.Key, '.')
		if i < 0 || m.Spread {
			continue
		}
		space := spaces[m.Key[:i]]
		if space == nil {
			space = &value.Node{Kind: value.Object, Span: m.Span}
			spaces[m.Key[:i]] = space
			out.Entries = append(out.Entries, value.Entry{Key: m.Key[:i], Value: space})
		}
		space.Entries = append(space.Entries, value.Entry{Key: m.Key[i+1:], KeySpan: m.KeySpan, Value: m.Value, Span: m.Span})
	}
	return out
}
