package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// How a dialect says that the model is to continue the last assistant turn.
const (
	prefillTurn     = "turn"     // without a word
	prefillPrefix   = "prefix"   // prefix: true on the turn
	prefillContinue = "continue" // continue_final_message: true in the request
)

// markPrefill finds the turn that the model is to continue: the last one, unless
// it says that it is finished.
func markPrefill(l prompt.List[prompt.Message]) {
	translate.MarkPrefill(l)
	if len(l) == 0 {
		return
	}
	m := l[len(l)-1].Item
	if m == nil || m.Form["prefix"] == "" {
		return
	}
	m.Prefill = m.Form["prefix"] == "true" && continuable(m)
	for i := range m.Ext {
		if x := &m.Ext[i]; x.Key == "/prefix" {
			x.Idle = idlePrefill
			if !m.Prefill && m.Form["prefix"] == "true" {
				x.Idle = ""
			}
		}
	}
}

const idlePrefill = "what becomes of a turn that is to be continued is said of the turn"

// continuable reports whether a turn is text, and perhaps thoughts before it.
func continuable(m *prompt.Message) bool {
	for i := range m.Parts {
		if p := m.Parts[i].Item; p == nil || p.Kind != prompt.TextPart && p.Kind != prompt.ReasoningPart {
			return false
		}
	}
	return len(m.Parts) > 0
}

// prefill writes a turn that is to be continued. done is false where the turn
// is written like any other.
func (c *writer) prefill(m *prompt.Message) (out []*value.Node, done bool) {
	form := c.Trait("prefill_form").Value
	switch {
	case !m.Prefill || !c.Foreign():
		return nil, false
	case c.Kin() && c.FromTrait("prefill_form").Value == form:
		return nil, false // a last turn means the same to both
	case form == "":
		thoughts, said := translate.Partition(m.Parts, func(p *prompt.Part) bool { return p.Kind == prompt.ReasoningPart })
		thoughts.Walk(c.dropThought)
		if len(thoughts) > 0 {
			rest := *m
			rest.Parts = said
			m = &rest
		}
		return []*value.Node{c.PrefillMessage(m, "system")}, true
	}
	return nil, false
}

// markContinued says in the target's way that a written turn is to be
// continued.
func (c *writer) markContinued(m *prompt.Message, n *value.Node) {
	if !m.Prefill || !c.Foreign() || n.Get("prefix") != nil {
		return
	}
	const why = "without this the model begins a new turn"
	opts := []translate.Option{translate.By(c.Trait("prefill").Ref)}
	if c.ModelIsHole() {
		opts = append(opts, translate.Maybe("model"))
	}
	switch c.Trait("prefill_form").Value {
	case prefillPrefix:
		v := value.NewBool(true)
		n.Set("prefix", v)
		c.Add(v, "prefill", why, opts...)
	case prefillContinue:
		if c.out.Get(continueKey) == nil {
			v := value.NewBool(true)
			c.out.Set(continueKey, v)
			c.out.Set(generationKey, value.NewBool(false))
			c.Take(continueKey)
			c.Take(generationKey)
			c.Add(v, "prefill", why+"; add_generation_prompt: false belongs to it", opts...)
		}
	}
}

// readContinue reads the mark that a request of this dialect sets on its last
// turn: options that say that the turn is to be continued are part of the turn.
func readContinue(r *translate.Reader, p *prompt.Prompt, tree *value.Node) {
	if r.Dialect.Trait("prefill_form").Value != prefillContinue || len(p.Messages) == 0 {
		return
	}
	m, on := p.Messages[len(p.Messages)-1].Item, tree.Get(continueKey)
	if m == nil || m.Role != prompt.RoleAssistant || on == nil || on.Kind != value.Bool || !on.Bool || !continuable(m) {
		return
	}
	m.Prefill = true
	kept := p.Settings[:0]
	for _, s := range p.Settings {
		if s.Form == continueKey || s.Form == generationKey && s.Value.Kind == value.Bool && !s.Value.Bool {
			p.Ext = append(p.Ext, prompt.Ext{At: s.At, Dialect: r.Dialect.ID, Key: "/" + s.Form, Feature: s.Feature, Value: s.Value, Idle: idlePrefill})
			continue
		}
		kept = append(kept, s)
	}
	p.Settings = kept
}

// The options that continue the last turn.
const (
	continueKey   = "continue_final_message"
	generationKey = "add_generation_prompt"
)
