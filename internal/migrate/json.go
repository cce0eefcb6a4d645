package migrate

import (
	"encoding/json"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// The shapes of the plan as JSON.
type (
	jsonPlan struct {
		Layout    string       `json:"layout"`
		AsOf      string       `json:"as_of,omitempty"`
		Targets   []string     `json:"targets"`
		Totals    *Totals      `json:"totals"`
		Decisions []Decision   `json:"decisions"`
		Models    []MetModel   `json:"models"`
		Stays     []Stay       `json:"cannot_be_moved"`
		Prompts   []jsonPrompt `json:"prompts"`
		Code      []jsonSite   `json:"call_sites"`
		Changes   []jsonChange `json:"changes"`
	}
	jsonPrompt struct {
		Prompt  string             `json:"prompt"`
		File    string             `json:"file"`
		Format  string             `json:"format"`
		Action  string             `json:"action"`
		Why     string             `json:"why,omitempty"`
		Neutral string             `json:"neutral,omitempty"`
		Notes   []string           `json:"notes,omitempty"`
		Now     string             `json:"now,omitempty"` // the target that it was written for
		Before  *fact.TokensDetail `json:"tokens_before,omitempty"`
		Targets []jsonTarget       `json:"targets"`
	}
	jsonTarget struct {
		Target    string             `json:"target"`
		Path      string             `json:"path"`
		Outcome   string             `json:"outcome"` // same, changed, loses, refused
		Possible  bool               `json:"possible"`
		Refused   string             `json:"refused,omitempty"`
		Checked   int                `json:"checked"`
		Unchecked []string           `json:"unchecked,omitempty"`
		Tokens    *fact.TokensDetail `json:"tokens,omitempty"`
		Losses    []jsonLoss         `json:"losses"`
	}
	jsonLoss struct {
		translate.Entry
		Accepted string `json:"accepted,omitempty"` // why somebody has accepted it
	}
	jsonSite struct {
		ID       string             `json:"call_site"`
		File     string             `json:"file"`
		Language string             `json:"language"`
		Start    source.Pos         `json:"start"`
		End      source.Pos         `json:"end"`
		Source   string             `json:"source"`
		SDK      string             `json:"sdk,omitempty"`
		Vendor   string             `json:"vendor,omitempty"`
		Dialect  string             `json:"dialect,omitempty"`
		Model    string             `json:"model,omitempty"`
		Why      string             `json:"why,omitempty"`
		Unseen   []string           `json:"unseen,omitempty"`
		Now      string             `json:"now,omitempty"` // the target that it goes to
		Before   *fact.TokensDetail `json:"tokens_before,omitempty"`
		Targets  []jsonCodeTarget   `json:"targets"`
	}
	jsonCodeTarget struct {
		Target   string             `json:"target"`
		Action   string             `json:"action"` // edit, rewrite, keep, refused
		Why      string             `json:"why,omitempty"`
		Outcome  string             `json:"outcome"`
		Possible bool               `json:"possible"`
		Tokens   *fact.TokensDetail `json:"tokens,omitempty"`
		Losses   []jsonLoss         `json:"losses"`
		Edits    []jsonEdit         `json:"edits"`
		Call     *jsonCall          `json:"call,omitempty"`
		Response []jsonMapping      `json:"response"`
	}
	jsonEdit struct {
		Start   int    `json:"start"` // offsets in the file
		End     int    `json:"end"`
		Text    string `json:"text"`
		Message string `json:"message,omitempty"`
		Safe    bool   `json:"safe"`
	}
	jsonCall struct {
		SDK      string   `json:"sdk,omitempty"`
		Language string   `json:"language"`
		Package  string   `json:"package,omitempty"`
		Imports  []string `json:"imports"`
		Client   []string `json:"client"`
		Call     string   `json:"call"`
		Notes    []string `json:"notes,omitempty"`
	}
	jsonMapping struct {
		Part   string `json:"part"`
		From   string `json:"from"`
		To     string `json:"to"`
		Note   string `json:"note,omitempty"`
		Read   bool   `json:"read"`
		Source string `json:"source,omitempty"`
		AsOf   string `json:"as_of,omitempty"`
	}
	jsonChange struct {
		File string `json:"file"`
		Verb string `json:"change"` // create, change, delete
	}
)

// list is a list that JSON never has as null.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

func jsonLosses(l translate.Ledger, accepted []string) []jsonLoss {
	out := []jsonLoss{}
	for i, e := range l {
		if !e.Lossy() {
			continue
		}
		x := jsonLoss{Entry: e}
		x.DependsOn = list(e.DependsOn)
		if accepted != nil {
			x.Accepted = accepted[i]
		}
		out = append(out, x)
	}
	return out
}

// JSON returns the plan as one indented JSON object, ended by a newline.
func (p *Plan) JSON() []byte {
	out := jsonPlan{
		Layout: p.Layout, AsOf: p.AsOf, Targets: list(p.Targets), Totals: p.Totals(), Decisions: list(p.Decisions),
		Models: list(p.Models), Stays: list(p.Stays), Prompts: []jsonPrompt{}, Code: []jsonSite{}, Changes: []jsonChange{},
	}
	out.Totals.Targets = list(out.Totals.Targets)
	for i := range p.Prompts {
		out.Prompts = append(out.Prompts, p.Prompts[i].json())
	}
	for i := range p.Code {
		out.Code = append(out.Code, p.Code[i].json())
	}
	for i := range p.Changes {
		out.Changes = append(out.Changes, jsonChange{p.Changes[i].Path, p.Changes[i].Verb()})
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil // strings and numbers only
	}
	return []byte(source.Redact(b.String()))
}

func (q *Prompt) json() jsonPrompt {
	out := jsonPrompt{q.ID, q.Path, q.Format, q.Action, q.Why, q.Neutral, q.Notes, q.Now, q.Before, []jsonTarget{}}
	for i := range q.Targets {
		t := &q.Targets[i]
		outcome, possible := t.Outcome()
		out.Targets = append(out.Targets, jsonTarget{
			t.Target, t.Path, outcome, possible, t.Refused, t.Checked, t.Unchecked, t.Size, jsonLosses(t.Ledger, t.Accepted),
		})
	}
	return out
}

func (s *CodeSite) json() jsonSite {
	out := jsonSite{
		s.ID, s.Path, s.Language, s.Start, s.End, s.Source, s.SDK, s.Vendor, s.Dialect, s.Model, s.Why, s.Unseen,
		s.At, s.Before, []jsonCodeTarget{},
	}
	for i := range s.Targets {
		t := &s.Targets[i]
		outcome, possible := t.Outcome()
		x := jsonCodeTarget{
			Target: t.Target, Action: t.Action, Why: t.Why, Outcome: outcome, Possible: possible, Tokens: t.Size, Losses: jsonLosses(t.Ledger, t.Accepted),
			Edits: []jsonEdit{}, Response: []jsonMapping{},
		}
		for _, e := range t.Edits {
			x.Edits = append(x.Edits, jsonEdit{e.Span.Start, e.Span.End, e.Text, e.Message, e.Safe})
		}
		if c := t.Call; c != nil {
			x.Call = &jsonCall{c.SDK, c.Language, c.Package, list(c.Imports), list(c.Client), c.Call, c.Notes}
		}
		for _, m := range t.Response {
			x.Response = append(x.Response, jsonMapping{m.Part, m.From, m.To, m.Note, m.Read, m.Source, m.AsOf})
		}
		out.Targets = append(out.Targets, x)
	}
	return out
}
