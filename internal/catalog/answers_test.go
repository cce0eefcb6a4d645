package catalog_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

// A dialect that requests can be written in can be asked, and its answer read.
func TestEveryWritableDialectSaysHowItAnswers(t *testing.T) {
	c := catalog.Default()
	for _, d := range c.Dialects() {
		if d.Planned || d.SourceOnly || d.ID == "chat-template" {
			continue
		}
		a, ok := c.AnswerOf(d.ID)
		if !ok {
			t.Errorf("%s: nothing says how it answers", d.ID)
			continue
		}
		if len(a.Text) == 0 || len(a.Calls) == 0 || len(a.Finish) == 0 || len(a.Length) == 0 || len(a.Input) == 0 || len(a.Output) == 0 || len(a.Error) == 0 {
			t.Errorf("%s: not all of an answer is known: %+v", d.ID, a)
		}
		if a.Source == "" || !regexp.MustCompile(`^\d{4}-\d\d-\d\d$`).MatchString(a.AsOf) {
			t.Errorf("%s: no source or no day", d.ID)
		}
	}
	if _, ok := c.AnswerOf("no-such-dialect"); ok {
		t.Error("an unknown dialect has answers")
	}
}

// Keys come from the environment alone.
func TestHeadersOfAnswersHoldNoKey(t *testing.T) {
	c := catalog.Default()
	for _, d := range c.Dialects() {
		a, _ := c.AnswerOf(d.ID)
		for name, v := range a.Headers {
			if !strings.Contains(v, "{env.") && v != "{version}" {
				t.Errorf("%s: header %s is %q", d.ID, name, v)
			}
		}
	}
}

func TestAChildAnswersLikeItsParentWhereItsTableIsSilent(t *testing.T) {
	c := catalog.Default()
	child, _ := c.AnswerOf("mistral")
	parent, _ := c.AnswerOf("openai-chat")
	if child.Text[0] != parent.Text[0] || child.Length[1] != "model_length" || child.URL == parent.URL {
		t.Errorf("%+v", child)
	}
}
