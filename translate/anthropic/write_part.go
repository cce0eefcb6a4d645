package anthropic

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// part writes one content block of a turn.
func (c *writer) part(role prompt.Role, p *prompt.Part) *value.Node {
	var n *value.Node
	if (role == prompt.RoleSystem || role == prompt.RoleDeveloper) && !c.own && p.Kind != prompt.TextPart && p.Kind != prompt.RefusalPart && p.Kind != prompt.MediaPart {
		c.Drop(p.Node, "message-shape", "a system turn holds text only", translate.By(c.Trait("system_parts").Ref))
		return nil
	}
	switch p.Kind {
	case prompt.TextPart:
		n = c.text(p)
	case prompt.RefusalPart:
		if n = c.text(p); n != nil {
			c.Warn(p.Node, "refusal-turn", translate.Approximate, "a refusal is plain text here", translate.To(n), translate.By(c.Trait("refusal_part").Ref))
		}
	case prompt.MediaPart:
		if n = c.media(role, p); n.Get("type").Is("text") {
			return n // a placeholder; the part itself is entered
		}
	case prompt.ToolCallPart:
		n = c.toolUse(p)
	case prompt.ToolResultPart:
		n = c.toolResult(p)
	case prompt.ReasoningPart:
		n = c.reasoning(p)
	default:
		if c.Ours(p.At) {
			return c.Carry(p.Node)
		}
		c.Drop(p.Node, p.Feature, c.Target.Dialect.ID+" has no such part")
	}
	if n == nil || n.Kind != value.Object {
		return n
	}
	c.MarkAt(p.At)
	c.setCache(n, p.Cache)
	c.WriteExt(n, c.allowedExt(role, p))
	return n
}

// allowedExt leaves out what the newer API version refuses.
func (c *writer) allowedExt(role prompt.Role, p *prompt.Part) []prompt.Ext {
	if c.Same || !c.own || c.Target.Version != version2026 || role != prompt.RoleUser || p.Kind != prompt.TextPart {
		return p.Ext
	}
	return slices.DeleteFunc(slices.Clone(p.Ext), func(x prompt.Ext) bool {
		if x.Key != "/citations" || x.Value.Kind != value.Array || len(x.Value.Entries) == 0 {
			return false
		}
		c.Drop(x.Value, x.Feature, "API version "+version2026+" refuses citations on a user's text", translate.By(c.Trait("document_roles").Ref))
		return true
	})
}

func (c *writer) text(p *prompt.Part) *value.Node {
	if !c.Same && blank(p.Text) {
		c.MarkAt(p.At)
		c.Drop(p.Node, "empty-content", "text without anything but white space is refused", translate.By(c.Trait("empty_text").Ref))
		return nil
	}
	if p.Form["shape"] == "bare" && c.Same {
		return c.Carry(p.Text)
	}
	n := value.NewObject("type", value.NewString("text"))
	translate.SetMember(n, "text", c.Carry(p.Text))
	return n
}

// toolUse writes a call. Its input is an object: text that is none cannot be
// sent.
func (c *writer) toolUse(p *prompt.Part) *value.Node {
	call := p.ToolCall
	n := value.NewObject("type", value.NewString("tool_use"))
	translate.SetMember(n, "id", c.callID(call))
	translate.SetMember(n, "name", c.names.Fit(c.Carry(call.Name), call.Name, "tool-definition"))
	if c.own {
		translate.SetMember(n, "input", c.Carry(call.Args))
		return n
	}
	if call.Name == nil {
		c.Refuse(p.Node, "tool-definition", "a call must name its tool")
	}
	args := c.ArgsObject(call)
	ref := translate.By(c.Trait("tool_args").Ref)
	switch text := call.ArgsNode; {
	case args != nil:
	case text.Kind == value.Hole:
		args = c.Carry(text)
		c.Warn(text, "tool-definition", translate.Approximate, "the arguments must be an object here, not its text", translate.To(args), ref, translate.Maybe(translate.HoleText(text)))
	case text.Kind == value.String:
		c.Refuse(text, "tool-definition", "the arguments are no JSON object, which is all that can be sent", ref)
	default:
		args = c.Carry(text)
		c.Warn(text, "tool-definition", translate.Refused, "the arguments are text with variables; here they must be an object", ref, translate.To(args), translate.Maybe("the values filled in"))
	}
	translate.SetMember(n, "input", args)
	return n
}

func (c *writer) callID(call *prompt.ToolCall) *value.Node {
	if c.own {
		return c.Carry(call.ID)
	}
	return c.ids.Fit(c.CallID(call), call.ID, "tool-pairing")
}

func (c *writer) toolResult(p *prompt.Part) *value.Node {
	r := p.ToolResult
	n := value.NewObject("type", value.NewString("tool_result"))
	var id *value.Node
	if c.own {
		id = c.Carry(r.CallID)
	} else if id = c.ResultID(r); id != nil {
		id = c.ids.Fit(id, r.CallID, "tool-pairing")
		c.NameByCall(r)
	} else {
		c.Refuse(p.Node, "tool-pairing", "a result must say which call it answers; no call precedes this one", translate.By(c.Trait("tool_call_id").Ref))
	}
	translate.SetMember(n, "tool_use_id", id)
	switch {
	case r.Structured != nil:
		n.Set("content", c.Quoted(r.Structured, "tool-pairing"))
	case !c.own && emptyResult(r):
		r.Content.Walk(func(q *prompt.Part) { c.MarkAt(q.At); c.Mark(q.Text) }) // no content says the same
	default:
		c.setContent(n, p.Node, p.Form["content"], r.Content, prompt.RoleTool)
		c.emptyContent(n, p.Node)
	}
	translate.SetMember(n, "is_error", c.Carry(r.IsError))
	return n
}

func emptyResult(r *prompt.ToolResult) bool {
	list, flat := r.Content.Flat()
	return flat && len(list) == 1 && list[0].Kind == prompt.TextPart && list[0].Text.Is("") && list[0].Cache == nil && len(list[0].Ext) == 0
}

// reasoning sends thoughts back. The API takes only what it has signed itself;
// Bedrock hands out the same signatures.
func (c *writer) reasoning(p *prompt.Part) *value.Node {
	r := p.Reasoning
	signed := c.Ours(p.At) || strings.HasPrefix(c.p.Dialect, "bedrock") && (r.Signature != nil || r.Redacted != nil)
	if !signed {
		c.Drop(p.Node, "reasoning-replay", "only thoughts that Claude has signed can be sent back", translate.By(c.Trait("reasoning_replay").Ref))
		return nil
	}
	if r.Redacted != nil {
		n := value.NewObject("type", value.NewString("redacted_thinking"))
		translate.SetMember(n, "data", c.Carry(r.Redacted))
		return n
	}
	n := value.NewObject("type", value.NewString("thinking"))
	translate.SetMember(n, "thinking", c.Carry(r.Text))
	translate.SetMember(n, "signature", c.Carry(r.Signature))
	return n
}

// setCache writes a cache mark; the API takes four of them.
func (c *writer) setCache(n *value.Node, m *prompt.CacheMark) {
	if m == nil {
		return
	}
	if c.own {
		c.MarkAt(m.At)
		cc := value.NewObject("type", value.NewString("ephemeral"))
		translate.SetMember(cc, "ttl", c.Carry(m.TTL))
		n.Set("cache_control", cc)
		return
	}
	if t := c.Trait("max_cache_marks"); c.cached >= 4 && t.Value == "4" {
		c.Drop(m.Node, "cache-control", "a request takes at most 4 cache marks", translate.By(t.Ref))
		return
	}
	c.cached++
	c.MarkAt(m.At)
	c.MarkScalar(m.Node)
	cc := value.NewObject("type", value.NewString("ephemeral"))
	n.Set("cache_control", cc)
	switch ttls := c.Trait("cache_ttls"); {
	case m.TTL == nil:
	case m.TTL.IsString() && !ttls.Has(m.TTL.Str):
		c.Drop(m.TTL, "cache-control", "a cache lives "+ttls.Value+" here; the default 5m applies", translate.To(cc), translate.By(ttls.Ref))
	default:
		translate.SetMember(cc, "ttl", c.Carry(m.TTL))
	}
}
