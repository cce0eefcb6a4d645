package liquid_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/langtest"
	"github.com/promptglot/promptglot/templates/liquid"
)

// refused stands for a template that cannot be rendered.
const refused = "[refused]"

// ours are the templates that LiquidJS renders otherwise: Shopify's Liquid
// leaves a text alone that need not be cut and writes null for nothing; NaN and
// a bar without a filter are mistakes here.
var ours = map[string]string{
	"{{ name | truncate: 6 }} {{ name | truncate: 6, '…' }} {{ name | truncate: 50 }} {{ text | truncatewords: 2 }} {{ text | truncatewords: 2, '--' }} {{ text | truncatewords: 9 }}": "Ada... Ada L… Ada Lovelace one two... one two-- one two  three",
	`{{ x | json | remove_first: '"' | remove_last: '"' }}{{ html | append: '' | json | remove_first: '"' | remove_last: '"' }}`:                                                       `null<a href=\"x\">it's & co</a>`,
	"{{ a | }}":                        refused,
	"{{ 1 | divided_by: 'x' | plus }}": refused,
}

func fromJSON(t *testing.T, raw []byte) *value.Node {
	t.Helper()
	root, problems := value.ReadJSON(source.NewFile("data.json", raw).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return root
}

// The expectations were written by LiquidJS; the file names its version.
func TestRenderingIsThatOfLiquidJS(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "liquidjs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Data  map[string]json.RawMessage
		Cases []struct {
			Template string
			Want     *string
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	data := map[string]any{}
	for k, v := range file.Data {
		data[k] = fromJSON(t, v)
	}
	for _, c := range file.Cases {
		t.Run(c.Template, func(t *testing.T) {
			if want, ok := ours[c.Template]; ok {
				if c.Want = &want; want == refused {
					c.Want = nil
				}
			}
			tpl, problems := liquid.Compile(langtest.View(c.Template))
			if len(problems) > 0 {
				if c.Want != nil || problems[0].Message == "" || problems[0].End <= problems[0].Start {
					t.Errorf("%+v", problems)
				}
				return
			}
			got, err := tpl.Render(liquid.Run{Data: data})
			if c.Want == nil {
				if e := (*templates.Error)(nil); !errors.As(err, &e) || e.End <= e.Start {
					t.Errorf("got %q %v, expected an error with its place", got, err)
				}
				return
			}
			if err != nil || got != *c.Want {
				t.Errorf("got  %q %v\nwant %q", got, err, *c.Want)
			}
		})
	}
}

func TestRenderingIsBounded(t *testing.T) {
	long := map[string]any{"x": strings.Repeat("x", 10_000)}
	for _, src := range []string{
		"{% for i in (1..100000000) %}{% endfor %}",
		"{% for i in (1..9000000000000000000) %}{% endfor %}",
		"{% for i in (1..10000) %}{% for j in (1..10000) %}{% endfor %}{% endfor %}",
		"{% assign s = x %}{% for i in (1..100) %}{% assign s = s | append: s %}{% endfor %}",
		"{% assign s = x %}{% for i in (1..1000) %}{% assign s = s | replace: 'x', x %}{% endfor %}",
		"{% assign s = x | split: '' %}{% for i in (1..100) %}{% assign s = s | concat: s %}{% endfor %}",
		"{% capture c %}{% for i in (1..1000) %}{{ x }}{% endfor %}{% endcapture %}",
		"{% for i in (1..1000) %}{{ x }}{% endfor %}",
		strings.Repeat("{% if true %}", 1000) + strings.Repeat("{% endif %}", 1000),
	} {
		tpl, problems := liquid.Compile(langtest.View(src))
		if len(problems) > 0 {
			continue
		}
		if out, err := tpl.Render(liquid.Run{Data: long}); err == nil {
			t.Errorf("%s: %d bytes were written", src[:min(len(src), 80)], len(out))
		}
	}
}

func TestWhatIsMissingIsNamedOrRefused(t *testing.T) {
	tpl, _ := liquid.Compile(langtest.View("Hi {{ who.name }}{% if x %}a{% endif %}{{ y | default: 'd' }}"))
	if got, err := tpl.Render(liquid.Run{Missing: templates.MissingNames}); got != "Hi who.named" {
		t.Errorf("got %q %v", got, err)
	}
	_, err := tpl.Render(liquid.Run{Missing: templates.MissingFails})
	var e *templates.Error
	if !errors.As(err, &e) || e.Start != 3 || !strings.Contains(e.Message, "who.name is not in the data") {
		t.Errorf("got %v", err)
	}
	for _, src := range []string{"{% include 'x' %}", "{{ d }}", "{{ 'now' | date: '%Y' }}"} {
		tpl, problems := liquid.Compile(langtest.View(src))
		if len(problems) > 0 {
			continue
		}
		if got, err := tpl.Render(liquid.Run{Data: map[string]any{"d": map[string]any{"a": 1}}}); err == nil {
			t.Errorf("%s: got %q", src, got)
		}
	}
}
