package handlebars_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/handlebars"
)

func compile(src string) (*handlebars.Template, []templates.Problem) {
	return handlebars.Compile(source.NewFile("t.hbs", []byte(src)).Whole())
}

// A renderCase has what handlebars.js made of a template; Want is nil where it
// refused it.
type renderCase struct {
	Name, Template string
	Data           any
	Private        map[string]any
	Partials       map[string]string
	Helpers        string
	Escape         bool
	Want           *string
}

func (c *renderCase) run(t *testing.T) (string, error) {
	t.Helper()
	tpl, problems := compile(c.Template)
	for _, p := range problems {
		if p.Message == "" || p.End <= p.Start || p.End > len(c.Template) {
			t.Errorf("%s: a problem without words or place: %+v", c.Template, p)
		}
	}
	if len(problems) > 0 {
		return "", errors.New(problems[0].Message)
	}
	run := handlebars.Run{Private: c.Private, Escape: c.Escape, Partials: map[string]*handlebars.Template{}}
	if m, ok := c.Data.(map[string]any); ok {
		run.Data = m
	} else {
		run.Context = c.Data
	}
	if c.Helpers == "dotprompt" {
		run.Helpers = handlebars.HelpersDotprompt
	}
	for name, src := range c.Partials {
		p, problems := compile(src)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		run.Partials[name] = p
	}
	return tpl.Render(run)
}

// The expected outputs were written by handlebars.js 4.7.9 and the helpers of
// dotprompt 1.1.2.
func TestRenderingIsThatOfHandlebars(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "render", "handlebars.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []renderCase
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			got, err := c.run(t)
			switch {
			case c.Want == nil && err == nil:
				t.Errorf("%s\ngot %q, expected an error", c.Template, got)
			case c.Want != nil && (err != nil || got != *c.Want):
				t.Errorf("%s\ngot  %q %v\nwant %q", c.Template, got, err, *c.Want)
			}
		})
	}
}
