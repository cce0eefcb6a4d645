package rules

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

func TestCodeSpans(t *testing.T) {
	for in, want := range map[string]string{
		"a `b` c ``d ` e`` f":             "`b`|``d ` e``",
		"a ` b":                           "",
		"```\nx\n```\ny":                  "```\nx\n```\n",
		"~~~ go\n```\n~~~~\ny":            "~~~ go\n```\n~~~~\n",
		"````\n```\n````\n`a`":            "````\n```\n````\n|`a`",
		"- x\n  ```\n  y\n  ```\n":        "  ```\n  y\n  ```\n",
		"```\nnever closed":               "```\nnever closed",
		"``` a`b ``` c":                   "``` a`b ```",
		"`a\nb`":                          "",
		"> ```\n> x\n> ```\nz":            "> ```\n> x\n> ```\n",
		"text ```json not at the start":   "",
		strings.Repeat("`", 9) + "a`b` c": "`b`",
	} {
		var got []string
		for _, s := range codeSpans(in) {
			got = append(got, in[s.Start:s.End])
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q: got %q, want %q", in, g, want)
		}
	}
}

// Marks that open and never close cost no more per byte in a long text.
func TestHostileMarksAreLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	e, _ := world(t)
	for _, unit := range []string{"`` ``` ```` ", "<!-- promptglot: ", "{# promptglot: ignore[ ", "```\n~~~\n"} {
		// What takes quadratic time over four megabytes does not come back
		// before the test's own time is up.
		f := source.NewFile("a.prompt.md", []byte(strings.Repeat(unit, (4<<20)/len(unit))))
		docs := e.OpenNamed(f)
		codeSpans(string(f.Data))
		for _, w := range Waivers(f, docs) {
			if w.Span.End > len(f.Data) {
				t.Errorf("%q: a waiver ends behind the file", unit)
			}
		}
	}
}
