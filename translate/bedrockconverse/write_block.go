package bedrockconverse

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// block writes a part as a content block, and its cache point behind it.
func (c *writer) block(role prompt.Role, p *prompt.Part) []*value.Node {
	n := c.part(role, p)
	if n == nil {
		if !c.Covered(p.Node) {
			c.DropCache(p.Cache)
			c.DropExt(p.Ext)
		}
		return nil
	}
	return append(one(n), c.point(p.Cache)...)
}

func (c *writer) part(role prompt.Role, p *prompt.Part) *value.Node {
	if c.Ours(p.At) && p.Node != nil && (p.Kind != prompt.TextPart || p.Form["shape"] == formWhole) {
		return c.ownPart(p)
	}
	if isInstruction(role) && p.Kind != prompt.TextPart && p.Kind != prompt.RefusalPart {
		c.Drop(p.Node, partFeature(p), "system text holds text only", c.by("system_parts"))
		return nil
	}
	var n *value.Node
	switch p.Kind {
	case prompt.TextPart:
		n = c.text(p)
	case prompt.RefusalPart:
		if n = c.text(p); n != nil {
			c.Warn(p.Node, "refusal-turn", translate.Approximate, "a refusal is plain text here", translate.To(n), c.by("refusal_part"))
		}
	case prompt.MediaPart:
		n = c.media(role, p)
	case prompt.ToolCallPart:
		n = c.toolUse(p)
	case prompt.ToolResultPart:
		n = c.toolResult(p)
	case prompt.ReasoningPart:
		n = c.thought(p)
	default:
		c.Drop(p.Node, p.Feature, c.Target.Dialect.ID+" has no such part")
	}
	if n != nil {
		c.MarkAt(p.At)
		for i := range p.Ext {
			if !c.taken[&p.Ext[i]] {
				c.DropExt(p.Ext[i : i+1])
			}
		}
	}
	return n
}

func isInstruction(r prompt.Role) bool { return r == prompt.RoleSystem || r == prompt.RoleDeveloper }

// ownPart carries a block of this dialect as it stands. Only what another
// model's thoughts are worth depends on the target.
func (c *writer) ownPart(p *prompt.Part) *value.Node {
	switch p.Kind {
	case prompt.ToolCallPart:
		c.talks = true
		c.called = append(c.called, p.ToolCall)
	case prompt.ToolResultPart:
		c.talks = true
	case prompt.ReasoningPart:
		if !c.Same && !c.signed(p) {
			c.Drop(p.Node, "reasoning-replay", c.Target.Model.ID+" cannot take back thoughts that it has not signed", c.by("reasoning_replay"))
			return nil
		}
	}
	return c.Carry(p.Node)
}

func partFeature(p *prompt.Part) string {
	switch p.Kind {
	case prompt.MediaPart:
		return translate.MediaFeature(p.Media.Kind)
	case prompt.ToolCallPart, prompt.ToolResultPart:
		return "tool-pairing"
	case prompt.ReasoningPart:
		return "reasoning-replay"
	}
	if p.Feature != "" {
		return p.Feature
	}
	return "message-shape"
}

func (c *writer) text(p *prompt.Part) *value.Node {
	if !c.Same && blank(p.Text) {
		c.MarkAt(p.At)
		c.Drop(p.Text, "empty-content", "a block without text is refused", c.by("empty_text"))
		return nil
	}
	return union("text", c.Carry(p.Text))
}

// point writes a cache point; models of other makers than Claude's and Nova's
// take none.
func (c *writer) point(m *prompt.CacheMark) []*value.Node {
	switch t := c.Trait("max_cache_marks"); {
	case m == nil:
		return nil
	case c.Same:
		return one(c.Carry(m.Node))
	case !c.is("claude") && !c.is("nova"):
		c.DropCache(m)
		return nil
	case c.cached >= 4 && t.Value == "4":
		c.Drop(m.Node, "cache-control", "a request takes at most 4 cache points", translate.By(t.Ref))
		return nil
	}
	c.cached++
	c.MarkAt(m.At)
	c.MarkScalar(m.Node)
	body := value.NewObject("type", value.NewString("default"))
	switch ttls := c.Trait("cache_ttls"); {
	case m.TTL == nil:
	case m.TTL.IsString() && !ttls.Has(m.TTL.Str):
		c.Drop(m.TTL, "cache-control", "a cache lives "+ttls.Value+" here; the default 5m applies", translate.To(body), translate.By(ttls.Ref))
	default:
		body.Set("ttl", c.Carry(m.TTL))
	}
	return one(union(keyPoint, body))
}

// signed reports whether thoughts may go back: Claude takes what Claude has
// signed, at whichever host.
func (c *writer) signed(p *prompt.Part) bool {
	r := p.Reasoning
	if r.Signature == nil && r.Redacted == nil || !c.is("claude") {
		return false
	}
	return c.p.Dialect == "anthropic" || strings.HasPrefix(c.p.Dialect, "bedrock")
}

func (c *writer) thought(p *prompt.Part) *value.Node {
	if !c.signed(p) {
		c.Drop(p.Node, "reasoning-replay", "only thoughts that the model has signed can be sent back", c.by("reasoning_replay"))
		return nil
	}
	r := p.Reasoning
	if r.Redacted != nil {
		return union("reasoningContent", union("redactedContent", c.Carry(r.Redacted)))
	}
	return union("reasoningContent", union("reasoningText", value.NewObject("text", c.Carry(r.Text), "signature", c.Carry(r.Signature))))
}
