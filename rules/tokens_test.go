package rules

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

func count(t *testing.T, target, name, text string) *fact.TokensDetail {
	t.Helper()
	e, o := world(t, target)
	docs := e.OpenNamed(source.NewFile(name, []byte(text)))
	if len(docs) != 1 {
		t.Fatalf("%d prompts", len(docs))
	}
	d := Count(o, docs[0], o.Targets[0])
	if d == nil || d.Low > d.Tokens || d.Tokens > d.High || d.Low < 0 {
		t.Fatalf("%+v", d)
	}
	return d
}

// The messages of OpenAI's counting example, for which its API reports 129
// tokens with gpt-4 and its kin.
func TestTheCookbookExampleIsExact(t *testing.T) {
	d := count(t, "openai-chat/gpt-4", "ask.json", `{"model": "gpt-4", "messages": [
	{"role": "system", "content": "You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},
	{"role": "system", "name": "example_user", "content": "New synergies will help drive top-line growth."},
	{"role": "system", "name": "example_assistant", "content": "Things working well together will increase revenue."},
	{"role": "system", "name": "example_user", "content": "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},
	{"role": "system", "name": "example_assistant", "content": "Let's talk later when we're less busy about how to do better."},
	{"role": "user", "content": "This late pivot means we don't have time to boil the ocean for the client deliverable."}]}`)
	if d.Tokens != 129 || d.Low != 129 || d.High != 129 || d.Method != "exact-text+framing" || d.Tokenizer != "cl100k_base" {
		t.Errorf("%+v", d)
	}
	if d.Context == nil || *d.Context != 8192 || d.Fits == nil || !*d.Fits {
		t.Errorf("context %v, fits %v", d.Context, d.Fits)
	}
	if d.CostUSD == nil || *d.CostUSD < 0.00386 || *d.CostUSD > 0.00388 || d.PriceTier != "standard" {
		t.Errorf("cost %v at %q; gpt-4 takes 30 dollars for a million tokens", d.CostUSD, d.PriceTier)
	}
}

const vars = `---
name: x
inputs:
  - name: a
    kind: string
    default: one two three
  - name: b
    kind: string
---
system:
%
`

func TestVariablesCountAsTheirDefault(t *testing.T) {
	tokens := func(body string) *fact.TokensDetail {
		return count(t, "openai-chat/gpt-4o", "x.prompty", strings.Replace(vars, "%", body, 1))
	}
	plain := tokens("Say one two three now.")
	known := tokens("Say {{a}} now.")
	if known.Tokens != plain.Tokens || known.Method != "exact-text+framing" {
		t.Errorf("%d tokens by %s, %d as plain text", known.Tokens, known.Method, plain.Tokens)
	}
	unknown := tokens("Say one two three{{b}} now.")
	if unknown.Tokens != plain.Tokens || unknown.Method != "estimate" {
		t.Errorf("an unknown variable: %+v", unknown)
	}
	arms := tokens("Say {% if b %}one{% else %}one two three{% endif %} now.")
	if arms.Tokens != plain.Tokens || arms.Method != "estimate" {
		t.Errorf("the longest arm counts: %+v", arms)
	}
}

func TestToolsWidenTheBand(t *testing.T) {
	const head = `{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]`
	bare := count(t, "openai-chat/gpt-4o", "ask.json", head+"}")
	tools := count(t, "openai-chat/gpt-4o", "ask.json", head+`, "tools": [{"type": "function", "function": {"name": "look_up", "description": "Finds a word.", "parameters": {"type": "object", "properties": {"word": {"type": "string"}}}}}]}`)
	if tools.Low <= bare.Low || tools.High <= tools.Low || tools.Method != "estimate" {
		t.Errorf("with tools %+v, without %+v", tools, bare)
	}
}

func TestUnknownFiguresAreNull(t *testing.T) {
	d := count(t, "openai-chat/no-such-model", "ask.json", `{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}`)
	if d.Context != nil || d.Fits != nil || d.CostUSD != nil || d.PriceTier != "" || d.Method != "estimate" || d.Tokenizer != "unknown" {
		t.Errorf("%+v", d)
	}
}

func TestWhatDoesNotFitIsSaid(t *testing.T) {
	d := count(t, "openai-chat/gpt-4", "ask.json", `{"model": "gpt-4", "messages": [{"role": "user", "content": "`+strings.Repeat("word ", 9000)+`"}]}`)
	if d.Fits == nil || *d.Fits || d.Low <= *d.Context {
		t.Errorf("%+v", d)
	}
}

func TestEstimatesHaveABand(t *testing.T) {
	d := count(t, "anthropic/claude-opus-5", "ask.json", `{"model": "gpt-4o", "messages": [{"role": "user", "content": "`+strings.Repeat("A sentence of some words. ", 100)+`"}]}`)
	if d.Method != "estimate" || d.Low >= d.Tokens || d.Tokens >= d.High || d.High > 2*d.Low {
		t.Errorf("%+v", d)
	}
}
