package compose

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format/dotprompt"
	text "github.com/promptglot/promptglot/templates/render"
)

// samplesOf returns values for the variables that a prompt declares.
func samplesOf(d *Doc) map[string]any {
	out := map[string]any{}
	for i := range d.Prompt.Inputs {
		in := &d.Prompt.Inputs[i]
		switch {
		case in.Sample != nil:
			out[in.Name] = in.Sample
		case in.Default != nil:
			out[in.Name] = in.Default
		default:
			out[in.Name] = sampleOf(in.Kind, in.Schema, in.Name)
		}
	}
	return out
}

// sampleOf returns a value of a kind, with the members that a schema asks for.
func sampleOf(kind string, schema *value.Node, name string) any {
	switch kind {
	case "integer":
		return int64(3)
	case "number":
		return 2.5
	case "boolean":
		return true
	case "array":
		items := schema.Get("items")
		return []any{sampleOf(typeOf(items), items, name+" one"), sampleOf(typeOf(items), items, name+" two")}
	case "thread":
		return []any{map[string]any{"role": "user", "content": "some <" + name + ">"}}
	case "object":
		out := map[string]any{}
		for _, m := range schema.Get("properties").Members() {
			out[m.Key] = sampleOf(typeOf(m.Value), m.Value, m.Key)
		}
		return out
	}
	return "some <" + name + ">"
}

func typeOf(schema *value.Node) string {
	t := schema.Get("type")
	if t != nil && t.Kind == value.Array && len(t.Entries) > 0 {
		t = t.Entries[0].Value
	}
	if t.IsString() {
		return t.Str
	}
	return ""
}

// rendered fills a prompt in and returns its turns.
func rendered(d *Doc, data map[string]any) ([]string, error) {
	if d.Format == dotprompt.ID {
		list, err := dotprompt.Render(d.File, dotprompt.Data{Input: data})
		var out []string
		for _, m := range list {
			out = append(out, fmt.Sprint(m.Role, " ", m.Parts))
		}
		return out, err
	}
	lang := testEngine.Langs.Get(d.Lang)
	var out []string
	var failed error
	d.Prompt.Messages.Walk(func(m *prompt.Message) {
		m.Parts.Walk(func(p *prompt.Part) {
			if p.Kind != prompt.TextPart || failed != nil {
				return
			}
			s := p.Text.Str
			if p.Text.Kind == value.Text {
				src, _ := templates.Print(lang, p.Text.Text)
				var problems []templates.Problem
				s, problems = text.Render(lang.ID(), source.NewFile("t", []byte(src)).Whole(), text.Options{Data: data, Missing: text.MissingEmpty})
				if len(problems) > 0 {
					failed = errors.New(problems[0].Message)
				}
			}
			out = append(out, string(m.Role)+" "+s)
		})
	})
	return out, failed
}

// Filled in with samples, the prompts of the corpus say the same after they
// went to Prompty and back; where they do not, the ledger names it.
func TestCorpusRendersTheSameAfterPromptyAndBack(t *testing.T) {
	all, fill, carried, same := 0, 0, 0, 0
	for _, part := range []string{"corpus", "conformance"} {
		for _, d := range promptFiles(t, testkit.Shared(t, part), ownFormats...) {
			if !d.AsksForChat() || len(d.Prompt.Messages) == 0 || d.Prompt.Messages[0].Spread != nil && len(d.Prompt.Messages) == 1 {
				continue // a program makes the messages
			}
			all++
			data := samplesOf(d)
			before, err := rendered(d, data)
			if err != nil {
				t.Logf("%s does not render: %v", d.ID, err)
				continue
			}
			fill++
			n, err := testEngine.Neutral(d, "n.prompty")
			if err != nil {
				t.Logf("%s: refused: %v", d.ID, err)
				continue
			}
			c, err := testEngine.Convert(n.Doc, d.Format)
			if err != nil {
				t.Errorf("%s: %v", d.ID, err)
				continue
			}
			back := reopened(t, c, d)
			if back == nil {
				continue
			}
			carried++
			after, err := rendered(back, data)
			if err == nil && cmp.Equal(before, after) {
				same++
				continue
			}
			for _, e := range c.Ledger {
				t.Logf("%s renders differently: %s", d.ID, e.Message)
			}
			if len(c.Ledger) == 0 {
				t.Errorf("%s renders differently and the ledger is empty: %v\n%s", d.ID, err, cmp.Diff(strings.Join(before, "\n"), strings.Join(after, "\n")))
			}
		}
	}
	t.Logf("%d prompts, %d render with samples, %d of them go to Prompty and back, %d of those render the same", all, fill, carried, same)
	if fill*100 < 90*all || same*100 < 97*carried {
		t.Errorf("too few: at least 90 %% are to render, and 97 %% of those to say the same after Prompty and back")
	}
}
