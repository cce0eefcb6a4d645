package rules

import (
	"slices"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

// One thing that is odd about a conversation is one fact.
func TestStructureIsStatedOnce(t *testing.T) {
	for _, c := range []struct {
		messages string
		want     []string
	}{
		{`{"role": "system", "content": "x"}, {"role": "assistant", "content": ""}`, []string{"empty-content"}},
		{`{"role": "user", "content": "x"}, {"role": "assistant", "content": " "}`, []string{"empty-content"}},
		{`{"role": "system", "content": "x"}, {"role": "assistant", "content": "{"}`, []string{"prefill"}},
		{`{"role": "assistant", "content": "Hello"}, {"role": "user", "content": "x"}`, []string{"first-turn"}},
		{`{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}, {"role": "user", "content": "z"}`, nil},
	} {
		e, o := world(t)
		_, _, facts := collect(e, o, "ask.json", `{"model": "gpt-5.4", "messages": [`+c.messages+`]}`)
		var got []string
		for _, f := range facts {
			if f.Kind == fact.Structure {
				got = append(got, f.Code)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.messages, got, c.want)
		}
	}
}

// A fact on something that is laid out over several lines shows a line that
// says something, not the bracket above it.
func TestPlacesShowMoreThanABracket(t *testing.T) {
	e, o := world(t)
	f, _, facts := collect(e, o, "ask.json", "{\n \"model\": \"gpt-5.4\",\n \"messages\": [\n  {\n   \"role\": \"user\",\n   \"content\": \"\"\n  }\n ]\n}\n")
	want := map[fact.Kind]string{fact.Prompt: `"model": "gpt-5.4"`, fact.Structure: `"role": "user"`}
	for _, x := range facts {
		if w := want[x.Kind]; w != "" {
			if got := f.Slice(source.Span{Start: x.Start.Offset, End: x.End.Offset}); got != w {
				t.Errorf("%s is shown at %q, want %q", x.Kind, got, w)
			}
			delete(want, x.Kind)
		}
	}
	if len(want) > 0 {
		t.Errorf("no facts of %v", want)
	}
}
