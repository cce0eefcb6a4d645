package migrate_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/translate"
)

func size(target string, tokens int, usd float64) *fact.TokensDetail {
	context, fits := 200000, tokens <= 200000
	return &fact.TokensDetail{Target: target, Tokens: tokens, Low: tokens, High: tokens + 3, Context: &context, Fits: &fits, CostUSD: &usd}
}

// printed is a plan with one of everything that plans say.
func printed() *migrate.Plan {
	const to = "anthropic@2026-10-21/claude-opus-5"
	days := 19
	call := &migrate.CodeCall{
		SDK: "anthropic-python", Language: "python", Package: "pip install 'anthropic>=2'", Imports: []string{"from anthropic import Anthropic"},
		Client: []string{"client = Anthropic()"}, Call: "client.messages.create(\n    model=\"claude-opus-5\",\n)", Notes: []string{"look at the stream"},
	}
	lost := translate.Ledger{
		{Feature: "model-name", Outcome: translate.Added, Certainty: translate.Certain, Message: "the model as asked for"},
		{Feature: "logit-bias", Outcome: translate.Dropped, Certainty: translate.Certain, Path: "/logit_bias", Message: "token ids do not cross | tokenizers"},
		{Feature: "seed", Outcome: translate.Dropped, Certainty: translate.Possible, Path: "/seed", Message: "there is none"},
	}
	src := "c.create(model=\"gpt-4o\")"
	return &migrate.Plan{
		Layout: migrate.LayoutNeutral, AsOf: "2026-11-20", Targets: []string{to},
		Prompts: []migrate.Prompt{
			{
				ID: "ask.json", Path: "ask.json", Format: "request", Action: migrate.NewFile, Neutral: "ask.prompty", Notes: []string{"a note"},
				Now: "openai-chat/gpt-4o", Before: size("openai-chat/gpt-4o", 100, 0.00025),
				Targets: []migrate.Target{{
					Target: to, Path: "ask.anthropic.json", Ledger: lost, Checked: 2, Accepted: []string{"", "", "nobody needs it"}, Size: size(to, 120, 0.0006),
				}},
			},
			{ID: "old.prompty", Path: "old.prompty", Format: "prompty", Action: migrate.Refused, Why: "it asks for no chat answer"},
		},
		Code: []migrate.CodeSite{
			{
				ID: "app.py#ask", Path: "app.py", Language: "python", SDK: "openai-python", Dialect: "openai-chat", Model: "gpt-4o", Source: src,
				Start: source.Pos{Line: 4, Column: 1, Offset: 40}, End: source.Pos{Line: 4, Column: 25, Offset: 40 + len(src)},
				Span: source.Span{Start: 40, End: 40 + len(src)}, Unseen: []string{"/messages: messages"},
				At: "openai-chat/gpt-4o", Before: size("openai-chat/gpt-4o", 10, 0.00002),
				Targets: []migrate.CodeTarget{{
					Target: to, Action: migrate.CodeRewrite, Ledger: lost[:1], Call: call, Size: size(to, 12, 0.00006),
					Response: []migrate.CodeMapping{
						{Part: "text", From: "r.choices[0].message.content", To: "r.content[0].text", Read: true},
						{Part: "errors", From: "openai.APIError"},
					},
				}},
			},
			{
				ID: "app.py#again", Path: "app.py", Language: "python", Source: src, Span: source.Span{Start: 80, End: 80 + len(src)},
				Start: source.Pos{Line: 6, Column: 1, Offset: 80}, End: source.Pos{Line: 6, Column: 25, Offset: 80 + len(src)},
				Targets: []migrate.CodeTarget{{Target: to, Action: migrate.CodeEdit, Edits: []migrate.CodeChange{
					{Edit: source.Edit{Span: source.Span{Start: 96, End: 102}, Text: "claude-opus-5"}, Message: "the model", Safe: true},
				}}},
			},
			{ID: "skip.py#x", Path: "skip.py", Language: "go", Start: source.Pos{Line: 1, Column: 1}, Why: "skipped: goes away"},
		},
		Decisions: []migrate.Decision{{
			Kind: migrate.DecideLoss, What: "logit-bias: token ids do not cross\ntokenizers", Todo: "accept it", Targets: []string{to}, Places: []string{"ask.json", "b", "c", "d"},
		}},
		Models: []migrate.MetModel{{ID: "gpt-4o", Vendor: "openai", Status: "deprecated", Retires: "2026-12-09", DaysLeft: &days, Replacement: "gpt-5.4", Places: []string{"app.py:4"}}},
		Stays:  []migrate.Stay{{Feature: "store-state", What: "stored answers stay", Places: []string{"app.py:9"}}},
		Changes: []migrate.Change{
			{Path: "app.py", Old: []byte("a\n"), New: []byte("b\n")}, {Path: "ask.anthropic.json", New: []byte("{}\n")},
		},
	}
}

func TestAPlanIsPrintedAsExpected(t *testing.T) {
	p := printed()
	testkit.Golden(t, "testdata/print/plan.text.golden", []byte(p.Text()))
	testkit.Golden(t, "testdata/print/plan.md.golden", []byte(p.Markdown()))
	testkit.Golden(t, "testdata/print/plan.json.golden", p.JSON())
}

var snake = regexp.MustCompile(`^[a-z0-9_.@/-]+$`)

func TestThePlansMembersAreSnakeCaseAndNoListIsNull(t *testing.T) {
	for _, p := range []*migrate.Plan{printed(), {}} {
		var tree any
		if err := json.Unmarshal(p.JSON(), &tree); err != nil {
			t.Fatal(err)
		}
		var look func(at string, v any)
		look = func(at string, v any) {
			switch v := v.(type) {
			case map[string]any:
				for k, x := range v {
					if !snake.MatchString(k) {
						t.Errorf("%s/%s is not snake_case", at, k)
					}
					if x == nil && !strings.HasPrefix(k, "cost") && k != "context" && k != "fits" {
						t.Errorf("%s/%s is null", at, k)
					}
					look(at+"/"+k, x)
				}
			case []any:
				for _, x := range v {
					look(at, x)
				}
			}
		}
		look("", tree)
	}
}

func TestAPageForAPullRequestFitsIntoOne(t *testing.T) {
	p := printed()
	for range 400 {
		p.Code = append(p.Code, p.Code[0])
	}
	md := p.Markdown()
	if len(md) > 65_536 || !strings.Contains(md, "left out, so that the page fits into a pull request") {
		t.Errorf("%d characters", len(md))
	}
	if n := strings.Count(md, "<details>"); n != strings.Count(md, "</details>") || n == 0 {
		t.Errorf("%d details are opened, %d closed", n, strings.Count(md, "</details>"))
	}
}

func TestOnlyTheModelsNameIsNoChange(t *testing.T) {
	name := translate.Entry{Feature: "model-name", Outcome: translate.Added, Certainty: translate.Certain}
	for want, l := range map[string]translate.Ledger{
		migrate.Same:     {name},
		migrate.Changed:  {name, {Feature: "seed", Outcome: translate.Emulated}},
		migrate.Loses:    {{Feature: "seed", Outcome: translate.Dropped}, name},
		migrate.NotTaken: {{Feature: "model-name", Outcome: translate.Refused}},
	} {
		x := migrate.Target{Ledger: l}
		if got, _ := x.Outcome(); got != want {
			t.Errorf("%v is %s, expected %s", l, got, want)
		}
	}
}

func TestReportsForReadingSayHowManyDecisionsTheyLeaveOut(t *testing.T) {
	p := &migrate.Plan{Targets: []string{"anthropic"}}
	for i := range 30 {
		at := []string{"a.py:" + strings.Repeat("1", i%3+1), "b.py:2"}
		p.Decisions = append(p.Decisions, migrate.Decision{Kind: migrate.DecideRetired, What: "model " + string(rune('a'+i)), Todo: "move", Places: at})
	}
	p.Decisions = append(p.Decisions, migrate.Decision{Kind: migrate.DecideCode, What: "calls", Todo: "write", Places: []string{"c.py#f"}})
	for name, text := range map[string]string{"text": p.Text(), "markdown": p.Markdown()} {
		if n := strings.Count(text, "model "); n != 8 {
			t.Errorf("%s: %d of the decisions are spelled out", name, n)
		}
		if !strings.Contains(text, "22 more of this kind, at 4 places: --format json lists them") {
			t.Errorf("%s does not say what it leaves out:\n%s", name, text)
		}
		if !strings.Contains(text, "calls") {
			t.Errorf("%s: a kind of one decision is missing", name)
		}
	}
	if n := strings.Count(string(p.JSON()), `"what"`); n != 31 {
		t.Errorf("the JSON has %d decisions of 31", n)
	}
}
