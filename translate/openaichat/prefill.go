package openaichat

import (
	"strconv"

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

// markPrefill finds the turn that the model is to continue: the last one, or
// the one that says so.
func markPrefill(l prompt.List[prompt.Message]) {
	translate.MarkPrefill(l)
	l.Walk(func(m *prompt.Message) { m.Prefill = m.Prefill || m.Form["prefix"] == "true" })
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
		return []*value.Node{c.PrefillMessage(m, "system")}, true
	}
	return nil, false
}

// markContinued says in the target's way that a written turn is to be
// continued.
func (c *writer) markContinued(m *prompt.Message, n *value.Node) {
	if was, own := m.Form["prefix"]; own && (!c.Foreign() || c.Kin() && c.Trait("prefill_form").Value == prefillPrefix) {
		n.Set("prefix", value.NewBool(was == "true"))
		return
	}
	if !m.Prefill || !c.Foreign() {
		return
	}
	const why = "without this the model begins a new turn"
	switch c.Trait("prefill_form").Value {
	case prefillPrefix:
		v := value.NewBool(true)
		n.Set("prefix", v)
		c.Add(v, "prefill", why, translate.By(c.Trait("prefill").Ref))
	case prefillContinue:
		if c.out.Get(continueKey) == nil {
			v := value.NewBool(true)
			c.out.Set(continueKey, v)
			c.out.Set(generationKey, value.NewBool(false))
			c.Take(continueKey)
			c.Take(generationKey)
			c.Add(v, "prefill", why+"; add_generation_prompt: false belongs to it", translate.By(c.Trait("prefill").Ref))
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
	if m == nil || m.Role != prompt.RoleAssistant || on == nil || on.Kind != value.Bool || !on.Bool {
		return
	}
	m.Prefill = true
	kept := p.Settings[:0]
	for _, s := range p.Settings {
		if s.Form == continueKey || s.Form == generationKey && s.Value.Kind == value.Bool && !s.Value.Bool {
			m.Marks = append(m.Marks, s.Node)
			p.Form[s.Form] = strconv.FormatBool(s.Value.Bool)
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

// restoreContinue writes the options that readContinue took for their own
// dialect.
func (c *writer) restoreContinue(p *prompt.Prompt) {
	if c.Foreign() {
		return
	}
	for _, key := range []string{continueKey, generationKey} {
		if was, ok := p.Form[key]; ok {
			c.out.Set(key, value.NewBool(was == "true"))
		}
	}
}
