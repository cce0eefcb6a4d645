package jinja_test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/jinja"
)

// The expected outputs were written by Jinja 3.1.6 for Python, with the tojson
// of chat templates.
func TestRenderingIsThatOfPython(t *testing.T) {
	var cases []struct {
		Name, Template string
		Data           json.RawMessage
		Trim           bool
		Want           *string
	}
	if err := json.Unmarshal([]byte(read(t, filepath.Join("testdata", "render", "python.json"))), &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			if c.Want == nil {
				refuses(t, c.Template)
				return
			}
			o := jinja.Options{}
			if c.Trim {
				o = jinja.ChatTemplate()
			}
			got, err := render(t, c.Template, string(c.Data), o)
			if err != nil || got != *c.Want {
				t.Errorf("%s\ngot  %q %v\nwant %q", c.Template, got, err, *c.Want)
			}
		})
	}
}

// refuses checks that a template is refused with a place within it.
func refuses(t *testing.T, template string) {
	t.Helper()
	file := source.NewFile("t.jinja", []byte(template))
	tpl, problems := jinja.Compile(file.Whole(), jinja.Options{})
	if len(problems) > 0 {
		if problems[0].Message == "" || problems[0].End <= problems[0].Start {
			t.Errorf("%s: a problem without words or place: %+v", template, problems[0])
		}
		return
	}
	out, err := tpl.Render(jinja.Run{})
	var e *templates.Error
	if !errors.As(err, &e) || e.Message == "" || e.Span.End <= e.Span.Start || e.Span.End > len(template) {
		t.Errorf("%s: got %q and the error %+v, expected one with words and place", template, out, err)
	}
}
