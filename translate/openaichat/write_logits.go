package openaichat

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// logitBias carries biases on tokens only where token ids mean the same: their
// numbers are those of one tokenizer.
func (c *writer) logitBias(s *prompt.Setting) bool {
	f, ok := c.Target.Dialect.Field(string(prompt.ParamLogitBias), c.Target.Version)
	if c.Same || !ok || f.Read {
		return false
	}
	m, known := c.SourceModel()
	switch to := c.Target.Model.Tokenizer; {
	case c.Neutral(): // whoever wrote the neutral form answers for its token ids
	case !known || m.Tokenizer == "" || to == "":
		c.Warn(s.Node, s.Feature, translate.Approximate, "token ids mean the same only to a model with the same tokenizer", translate.Maybe("model"), translate.By(f.Ref))
	case m.Tokenizer != to:
		c.Drop(s.Node, s.Feature, c.Target.Model.ID+" has another tokenizer than "+m.ID+": the token ids would mean other tokens", translate.By(f.Ref))
		return true
	}
	return c.wholeBiases(s, f.Path)
}

// wholeBiases writes biases that are fractions as the whole numbers that the
// family's shape asks for. It returns false where none is.
func (c *writer) wholeBiases(s *prompt.Setting, path string) bool {
	out := &value.Node{Kind: value.Object}
	cut := false
	for _, m := range s.Value.Members() {
		v := m.Value
		if whole, _, fraction := strings.Cut(v.Str, "."); c.Foreign() && v.Kind == value.Number && fraction && !strings.ContainsAny(v.Str, "eE") && !m.Spread {
			n := value.NewNumber(whole)
			c.Note(v, s.Feature, translate.Approximate, "a bias is a whole number here: "+v.Str+" becomes "+whole, translate.To(n))
			out.Set(m.Key, n)
			cut = true
			continue
		}
		out.Set(m.Key, v)
	}
	if !cut || s.Value.Open() {
		return false
	}
	for i := range out.Entries {
		if e := &out.Entries[i]; e.Value != nil {
			e.Value = c.Carry(e.Value)
		}
	}
	c.MarkAt(s.At)
	translate.SetPath(c.out, path, out)
	return true
}

// logprobs writes the switch for log probabilities where the target has no
// switch but a number of tokens alone.
func (c *writer) logprobs(s *prompt.Setting) bool {
	d := c.Target.Dialect
	if f, ok := d.Field(string(prompt.ParamLogprobs), ""); ok && !f.Read {
		return false
	}
	f, ok := d.Field(string(prompt.ParamTopLogprobs), "")
	if !ok || f.Read || s.Value.Kind != value.Bool || !s.Value.Bool {
		return false
	}
	if c.Setting1(prompt.ParamTopLogprobs) != nil {
		c.Note(s.Node, s.Feature, translate.Exact, f.Path+" alone says it", translate.By(f.Ref))
		return true
	}
	v := value.NewNumber("1")
	translate.SetPath(c.out, f.Path, v)
	c.Take(f.Path)
	c.Note(s.Node, s.Feature, translate.Approximate, f.Path+" is a number of tokens here: the likeliest one comes with the one chosen", translate.To(v), translate.By(f.Ref))
	return true
}

// topLogprobs adds the switch that a number of log probabilities needs where
// the source has the number alone.
func (c *writer) topLogprobs() {
	f, ok := c.Target.Dialect.Field(string(prompt.ParamLogprobs), "")
	if !ok || f.Read || c.Setting1(prompt.ParamTopLogprobs) == nil || c.Setting1(prompt.ParamLogprobs) != nil {
		return
	}
	if g, ok := c.Target.Dialect.Field(string(prompt.ParamTopLogprobs), ""); ok && c.out.Get(g.Path) != nil && c.out.Get(f.Path) == nil {
		v := value.NewBool(true)
		c.out.Set(f.Path, v)
		c.Add(v, "logprobs", "top_logprobs counts only with logprobs: true")
	}
}
