package compose

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// put sets a member; an absent value leaves it out.
func put(out *value.Node, key string, v *value.Node) {
	if v == nil {
		return
	}
	if v.Kind == value.Null {
		v = value.NewObject(keyNull, value.NewBool(true))
	}
	out.Set(key, v)
}

func putString(out *value.Node, key, s string) {
	if s != "" {
		out.Set(key, value.NewString(s))
	}
}

func putTrue(out *value.Node, key string, b bool) {
	if b {
		out.Set(key, value.NewBool(true))
	}
}

// putList sets a list that is not empty.
func putList(out *value.Node, key string, list *value.Node) {
	if len(list.Entries) > 0 {
		out.Set(key, list)
	}
}

// encodeList encodes a list with the blocks and spreads in it.
func encodeList[T any](c *encoder, l prompt.List[T], item func(*T) *value.Node) *value.Node {
	out := value.NewArray()
	for i := range l {
		switch e := &l[i]; {
		case e.Item != nil:
			out.Append(item(e.Item))
		case e.Block != nil:
			out.Append(encodeBlock(c, e.Block, item))
		case e.Spread != nil:
			out.Append(value.NewObject("spread", c.value(e.Spread)))
		}
	}
	return out
}

func encodeBlock[T any](c *encoder, b *expr.Block[prompt.List[T]], item func(*T) *value.Node) *value.Node {
	arms := value.NewArray()
	for j := range b.Arms {
		a := &b.Arms[j]
		arms.Append(value.NewObject("tag", c.tag(a.Tag), "items", encodeList(c, a.Body, item)))
	}
	return value.NewObject("block", arms, "end", c.closing(b.Close))
}

// message encodes a turn.
func (c *encoder) message(m *prompt.Message) *value.Node {
	out := &value.Node{Kind: value.Object}
	if m.Role == prompt.RoleUnknown {
		put(out, "role_value", c.value(m.RoleNode))
	} else {
		putString(out, "role", string(m.Role))
	}
	put(out, "name", c.value(m.Name))
	putTrue(out, "prefill", m.Prefill)
	putList(out, "parts", encodeList(c, m.Parts, c.part))
	c.extensions(out, m.Ext)
	return out
}

// part encodes a piece of a turn.
func (c *encoder) part(p *prompt.Part) *value.Node {
	out := &value.Node{Kind: value.Object}
	switch p.Kind {
	case prompt.TextPart:
		put(out, "text", c.text(p.Text))
	case prompt.RefusalPart:
		put(out, "refusal", c.text(p.Text))
	case prompt.MediaPart:
		put(out, "media", c.media(p.Media))
	case prompt.ToolCallPart:
		put(out, "tool_call", c.call(p.ToolCall))
	case prompt.ToolResultPart:
		put(out, "tool_result", c.result(p.ToolResult))
	case prompt.ReasoningPart:
		put(out, "reasoning", value.NewObject("text", c.value(p.Reasoning.Text),
			"signature", c.value(p.Reasoning.Signature), "redacted", c.value(p.Reasoning.Redacted)))
	case prompt.OpaquePart:
		put(out, "opaque", c.value(p.Node))
	}
	putString(out, "dialect", p.Of)
	putString(out, "feature", p.Feature)
	if p.Kind == prompt.OpaquePart {
		putString(out, "at", p.Form["at"])
	}
	c.cache(out, p.Cache)
	c.extensions(out, p.Ext)
	return out
}

func (c *encoder) media(m *prompt.Media) *value.Node {
	out := value.NewObject("kind", value.NewString(string(m.Kind)))
	for _, f := range mediaFields(m) {
		put(out, f.key, c.value(*f.at))
	}
	return out
}

// A field is a value of a struct under its name in the extension.
type field struct {
	key string
	at  **value.Node
}

func mediaFields(m *prompt.Media) []field {
	return []field{
		{"url", &m.URL}, {"data", &m.Data}, {"file_id", &m.FileID}, {"text", &m.Text},
		{"mime", &m.MIME}, {"name", &m.Name}, {"detail", &m.Detail},
	}
}

// call encodes a tool call. Arguments that were decoded from a string are kept
// as that string.
func (c *encoder) call(t *prompt.ToolCall) *value.Node {
	out := &value.Node{Kind: value.Object}
	put(out, "id", c.value(t.ID))
	put(out, "name", c.value(t.Name))
	if t.ArgsNode != nil {
		put(out, "arguments_text", c.value(t.ArgsNode))
	} else {
		put(out, "arguments", c.value(t.Args))
	}
	return out
}

func (c *encoder) result(t *prompt.ToolResult) *value.Node {
	out := &value.Node{Kind: value.Object}
	put(out, "call_id", c.value(t.CallID))
	put(out, "name", c.value(t.Name))
	put(out, "is_error", c.value(t.IsError))
	put(out, "structured", c.value(t.Structured))
	putList(out, "content", encodeList(c, t.Content, c.part))
	return out
}

func (c *encoder) cache(out *value.Node, m *prompt.CacheMark) {
	if m != nil {
		v := &value.Node{Kind: value.Object}
		put(v, "ttl", c.value(m.TTL))
		out.Set("cache", v)
	}
}

// extensions encodes what only one dialect has, by dialect.
func (c *encoder) extensions(out *value.Node, exts []prompt.Ext) {
	if len(exts) == 0 {
		return
	}
	by := &value.Node{Kind: value.Object}
	for i := range exts {
		x := &exts[i]
		list := by.Get(x.Dialect)
		if list == nil {
			list = value.NewArray()
			by.Set(x.Dialect, list)
		}
		e := value.NewObject("at", value.NewString(x.Key))
		putString(e, "feature", x.Feature)
		put(e, "value", c.value(x.Value))
		list.Append(e)
	}
	out.Set("extensions", by)
}

// tool encodes something that the model may call.
func (c *encoder) tool(t *prompt.Tool) *value.Node {
	out := value.NewObject("kind", value.NewString(string(t.Kind)))
	put(out, "name", c.value(t.Name))
	put(out, "description", c.value(t.Description))
	put(out, "schema", c.value(t.Schema))
	put(out, "strict", c.value(t.Strict))
	putString(out, "builtin", t.Builtin)
	putString(out, "dialect", t.Of)
	if t.Kind != prompt.FunctionTool {
		put(out, "definition", definition(c.value(t.Node), t.Form["key"]))
	}
	c.cache(out, t.Cache)
	c.extensions(out, t.Ext)
	return out
}

// definition is what a dialect says of a tool that no other has. Where it
// stands under the tool's own name that belongs to it.
func definition(v *value.Node, key string) *value.Node {
	if key == "" || v == nil {
		return v
	}
	return value.NewObject(key, v)
}

func (c *encoder) toolChoice(t *prompt.ToolChoice) *value.Node {
	out := value.NewObject("mode", value.NewString(string(t.Mode)))
	names := value.NewArray()
	for _, n := range t.Names {
		names.Append(c.value(n))
	}
	putList(out, "names", names)
	putTrue(out, "must", t.Must)
	putString(out, "dialect", t.Of)
	if t.Mode == prompt.ChoiceOpaque {
		put(out, "definition", c.value(t.Node))
	}
	c.extensions(out, t.Ext)
	return out
}

func (c *encoder) output(o *prompt.Output) *value.Node {
	out := value.NewObject("kind", value.NewString(string(o.Kind)))
	put(out, "name", c.value(o.Name))
	put(out, "description", c.value(o.Description))
	put(out, "schema", c.value(o.Schema))
	put(out, "strict", c.value(o.Strict))
	putString(out, "dialect", o.Of)
	if o.Kind == prompt.OutputOpaque {
		put(out, "definition", c.value(o.Node))
	}
	c.extensions(out, o.Ext)
	return out
}

func (c *encoder) input(in *prompt.Input) *value.Node {
	out := value.NewObject("name", value.NewString(in.Name))
	putString(out, "kind", in.Kind)
	putString(out, "description", in.Description)
	putTrue(out, "required", in.Required)
	put(out, "default", c.value(in.Default))
	put(out, "sample", c.value(in.Sample))
	enum := value.NewArray()
	for _, w := range in.Enum {
		enum.Append(value.NewString(w))
	}
	putList(out, "enum", enum)
	putTrue(out, "strict", in.Strict)
	put(out, "schema", c.value(in.Schema))
	return out
}
