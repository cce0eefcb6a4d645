package rules

import (
	"testing"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

func TestATurnThatTheProgramFillsIsNotEmpty(t *testing.T) {
	turn := func(parts prompt.List[prompt.Part]) []*prompt.Message {
		return []*prompt.Message{{Role: prompt.RoleUser, Parts: parts, Form: map[string]string{"content": "parts"}}}
	}
	c := &collector{doc: &compose.Doc{File: source.NewFile("ask.py", nil)}}
	c.empty(turn(prompt.List[prompt.Part]{{Spread: &value.Node{Kind: value.Hole}, Many: true}}))
	if len(c.out) != 0 {
		t.Errorf("%v; expected nothing", c.out)
	}
	if c.empty(turn(nil)); len(c.out) != 1 {
		t.Errorf("%d facts on a turn without parts; expected one", len(c.out))
	}
}
