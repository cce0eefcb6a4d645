package jinja_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/promptglot/promptglot/templates/jinja"
)

// The expected outputs were written by Nunjucks 3.2.4 with autoescape off.
func TestRenderingIsThatOfNunjucks(t *testing.T) {
	var cases []struct {
		Name, Template string
		Data           json.RawMessage
		Want           string
	}
	if err := json.Unmarshal([]byte(read(t, filepath.Join("testdata", "render", "nunjucks.json"))), &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			got, err := render(t, c.Template, string(c.Data), jinja.Options{Nunjucks: true, KeepTrailingNewline: true})
			if err != nil || got != c.Want {
				t.Errorf("%s\ngot  %q %v\nwant %q", c.Template, got, err, c.Want)
			}
		})
	}
}
