package rules

import (
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

// A system text that stands elsewhere in the program is shown where it is given to
// the call: that says whose form it is, the text does not.
func TestSystemTextsAreShownWhereTheyAreGiven(t *testing.T) {
	e, o := world(t)
	for text, want := range map[string]int{
		`import anthropic
c = anthropic.Anthropic()
BLOCKS = [{"type": "text", "text": "Be brief."}]
c.messages.create(model="claude-sonnet-4-5", max_tokens=9, messages=[{"role": "user", "content": "a"}],
                  system=BLOCKS)
`: 5,
		`import anthropic
c = anthropic.Anthropic()
c.messages.create(model="claude-sonnet-4-5", max_tokens=9,
                  system=[{"type": "text", "text": "Be brief."}],
                  messages=[{"role": "user", "content": "a"}])
`: 4,
	} {
		file := source.NewFile("a.py", []byte(text))
		var lines []int
		for _, d := range e.OpenCode(file) {
			for _, f := range Collect(o, d) {
				if f.Kind == fact.Feature && f.Feature == "system-param" && f.Start != nil {
					lines = append(lines, f.Start.Line)
				}
			}
		}
		if len(lines) != 1 || lines[0] != want {
			t.Errorf("%s\nis shown at %v, expected line %d", text, lines, want)
		}
	}
}
