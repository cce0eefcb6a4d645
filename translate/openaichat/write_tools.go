package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// writeCall writes a tool call; a legacy function_call goes into the message
// itself.
func writeCall(w *translate.Writer, msg *value.Node, p *prompt.Part) *value.Node {
	if role := msg.Get("role"); w.Foreign() && role.IsString() && role.Str != "assistant" {
		w.Drop(p.Node, "tool-pairing", "only an assistant turn can call tools")
		return nil
	}
	if p.Kind == prompt.OpaquePart {
		if !w.Ours(p.At) {
			w.Drop(p.Node, p.Feature, w.Target.Dialect.ID+" has no such tool call")
			return nil
		}
		return w.Carry(p.Node)
	}
	c := p.ToolCall
	if c.Name == nil && w.Foreign() {
		w.Refuse(p.Node, "tool-pairing", "a tool call needs the name of the tool")
		return nil
	}
	fn := value.NewObject("name", w.Carry(c.Name))
	if c.Args != nil || c.ArgsNode != nil || w.Foreign() {
		fn.Set("arguments", w.ArgsText(c))
	}
	w.MarkAt(p.At)
	w.DropCache(p.Cache)
	if p.Form["call"] == formLegacy && !w.Foreign() {
		w.WriteExt(fn, p.Ext)
		msg.Set("function_call", fn)
		return nil
	}
	n := value.NewObject("id", callID(w, c))
	if p.Form["type"] != formAbsent || w.Foreign() {
		n.Set("type", value.NewString("function"))
	}
	n.Set("function", fn)
	w.WriteExt(n, p.Ext)
	return n
}

// writeResults writes every tool result as a message of its own.
func writeResults(w *translate.Writer, m *prompt.Message, parts prompt.List[prompt.Part]) []*value.Node {
	var out []*value.Node
	parts.Walk(func(p *prompt.Part) {
		r := p.ToolResult
		if r == nil {
			return
		}
		w.MarkAt(p.At)
		w.DropCache(p.Cache)
		n := &value.Node{Kind: value.Object}
		if m.Form["role"] == "function" && !w.Foreign() {
			n.Set("role", value.NewString("function"))
			n.Set("name", w.Carry(r.Name))
		} else {
			n.Set("role", value.NewString("tool"))
			var id *value.Node // its own dialect gets back what it had, even nothing
			if r.CallID != nil || w.Foreign() {
				id = w.ResultID(r)
			}
			if id == nil && w.Foreign() {
				w.Refuse(p.Node, "tool-pairing", "no call stands before this result that it could answer")
				return
			}
			n.Set("tool_call_id", id)
			w.NameByCall(r)
		}
		if m.Role == prompt.RoleTool && m.Name != nil {
			n.Set("name", w.Carry(m.Name))
		}
		media := setResult(w, n, m, r)
		if r.IsError != nil {
			w.Note(r.IsError, "message-shape", translate.Dropped, "a tool message cannot say that the tool failed", translate.By(w.Trait("tool_result_error").Ref))
		}
		if m.Role == prompt.RoleTool {
			w.MarkAt(m.At)
			w.WriteExt(n, m.Ext)
		}
		w.WriteExt(n, p.Ext)
		out = append(out, n)
		if media != nil {
			out = append(out, media)
		}
	})
	return out
}

// setResult writes the content of a result. Media cannot stand in a tool
// message: it follows in a user message of its own, which is returned.
func setResult(w *translate.Writer, n *value.Node, m *prompt.Message, r *prompt.ToolResult) *value.Node {
	if r.Structured != nil {
		n.Set("content", w.Quoted(r.Structured, "tool-pairing"))
		return nil
	}
	media, text := translate.Partition(r.Content, func(p *prompt.Part) bool { return p.Kind == prompt.MediaPart })
	form := m.Form["content"]
	if m.Role != prompt.RoleTool {
		form = ""
	}
	setContent(w, n, &prompt.Message{Role: prompt.RoleTool, At: m.At, Form: map[string]string{"content": form}}, text, false)
	if n.Get("content") == nil && w.Foreign() && !hasBlock(n) {
		n.Set("content", value.NewString("")) // a result that says nothing must still be there
	}
	if len(media) == 0 {
		return nil
	}
	follow := value.NewObject("role", value.NewString("user"))
	translate.SetList(follow, "content", translate.WriteList(w, media, func(p *prompt.Part) []*value.Node {
		v := writePart(w, prompt.RoleUser, p)
		if v != nil {
			w.Warn(p.Node, translate.MediaFeature(p.Media.Kind), translate.Emulated, "a tool message holds text only: the media follows in a user message", translate.To(v))
		}
		return one(v)
	}))
	return follow
}

func writeTools(w *translate.Writer, p *prompt.Prompt, out *value.Node) {
	legacy, tools := translate.Partition(p.Tools, func(t *prompt.Tool) bool { return t.Form["tool"] == formLegacy && !w.Foreign() })
	translate.SetList(out, "functions", translate.WriteList(w, legacy, func(t *prompt.Tool) []*value.Node { return one(writeFunction(w, t)) }))
	entries := translate.WriteList(w, tools, func(t *prompt.Tool) []*value.Node { return one(writeTool(w, t)) })
	if translate.SetList(out, "tools", entries); len(entries) == 0 && p.Form["tools"] == "empty" && w.Same {
		out.Set("tools", &value.Node{Kind: value.Array})
		w.Mark(p.Node.Get("tools"))
	}
	key := func(form string) string {
		if form == formLegacy && !w.Foreign() {
			return "function_call"
		}
		return "tool_choice"
	}
	for _, k := range []string{"tool_choice", "function_call"} {
		list := translate.Filter(p.ToolChoice, func(c *prompt.ToolChoice) bool { return key(c.Form) == k })
		list = translate.First(w, list, "tool-choice", func(c *prompt.ToolChoice) prompt.At { return c.At })
		translate.SetOne(out, k, translate.WriteList(w, list, func(c *prompt.ToolChoice) []*value.Node { return one(writeChoice(w, c, k == "function_call")) }))
	}
}

func writeTool(w *translate.Writer, t *prompt.Tool) *value.Node {
	if t.Kind != prompt.FunctionTool {
		if !w.Ours(t.At) {
			w.Drop(t.Node, "builtin-tool", "chat completions have no tools that the vendor runs")
			return nil
		}
		return w.Carry(t.Node)
	}
	if t.Name == nil && w.Foreign() {
		w.Refuse(t.Node, "tool-definition", "a tool needs a name")
		return nil
	}
	n := &value.Node{Kind: value.Object}
	if t.Form["type"] != formAbsent || w.Foreign() {
		n.Set("type", value.NewString("function"))
	}
	n.Set("function", writeFunction(w, t))
	if t.Form["tool"] != formLegacy {
		w.WriteExt(n, t.Ext)
	}
	return n
}

func writeFunction(w *translate.Writer, t *prompt.Tool) *value.Node {
	w.MarkAt(t.At)
	w.DropCache(t.Cache)
	n := value.NewObject("name", w.Carry(t.Name), "description", w.Carry(t.Description))
	if t.Schema != nil {
		strict := t.Strict != nil && t.Strict.Kind == value.Bool && t.Strict.Bool
		n.Set("parameters", w.Schema(t.Schema, "schema_tool", strict))
	}
	n.Set("strict", w.Carry(t.Strict))
	if t.Form["tool"] == formLegacy {
		w.WriteExt(n, t.Ext)
	}
	return n
}

func writeChoice(w *translate.Writer, c *prompt.ToolChoice, legacy bool) *value.Node {
	w.MarkAt(c.At)
	named := func(name *value.Node) *value.Node {
		return value.NewObject("type", value.NewString("function"), "function", value.NewObject("name", name))
	}
	var n *value.Node
	switch c.Mode {
	case prompt.ChoiceAuto, prompt.ChoiceNone, prompt.ChoiceRequired:
		w.MarkScalar(c.Node)
		n = value.NewString(string(c.Mode))
	case prompt.ChoiceNamed:
		if n = named(w.Carry(c.Names[0])); legacy {
			n = value.NewObject("name", w.Carry(c.Names[0]))
		}
	case prompt.ChoiceAllowed:
		tools := &value.Node{Kind: value.Array}
		for _, name := range c.Names {
			tools.Append(named(w.Carry(name)))
		}
		mode := "auto"
		if c.Must {
			mode = "required"
		}
		n = value.NewObject("type", value.NewString("allowed_tools"), "allowed_tools", value.NewObject("mode", value.NewString(mode), "tools", tools))
	default:
		if !w.Ours(c.At) {
			if c.Node.Kind == value.Hole {
				w.Note(c.Node, "tool-choice", translate.Dropped, "a variable tool choice has another shape here", translate.Maybe(translate.HoleText(c.Node)))
			} else {
				w.Drop(c.Node, "tool-choice", "this choice has no form here")
			}
			return nil
		}
		return w.Carry(c.Node)
	}
	if n.Kind == value.Object {
		w.WriteExt(n, c.Ext)
	} else {
		w.DropExt(c.Ext)
	}
	return n
}

func writeOutput(w *translate.Writer, o *prompt.Output) *value.Node {
	w.MarkAt(o.At)
	var n *value.Node
	switch o.Kind {
	case prompt.OutputText:
		n = value.NewObject("type", value.NewString("text"))
	case prompt.OutputJSON:
		n = value.NewObject("type", value.NewString("json_object"))
	case prompt.OutputSchema:
		js := &value.Node{Kind: value.Object}
		strict := o.Strict != nil && o.Strict.Kind == value.Bool && o.Strict.Bool
		js.Set("name", w.Carry(o.Name))
		js.Set("description", w.Carry(o.Description))
		if o.Name == nil && w.Foreign() {
			name := value.NewString("response")
			js.Set("name", name)
			w.Add(name, "response-format-json-schema", "a schema needs a name here")
		}
		schema := w.Schema(o.Schema, "schema_output", strict)
		js.Set("schema", schema)
		js.Set("strict", w.Carry(o.Strict))
		if o.Strict == nil && w.Foreign() {
			yes := value.NewBool(true)
			if translate.StrictReady(schema) {
				js.Set("strict", yes)
				w.Add(yes, "strict-schema", "the source's vendor holds every answer to the schema; here that needs strict")
			} else {
				w.Warn(o.Node, "strict-schema", translate.Approximate, "the schema guides the answer but does not bind it: strict mode needs every property required and additionalProperties false", translate.To(js))
			}
		}
		n = value.NewObject("type", value.NewString("json_schema"), "json_schema", js)
	default:
		if !w.Ours(o.At) {
			w.Drop(o.Node, "response-schema", "this form of output has no equivalent here")
			return nil
		}
		return w.Carry(o.Node)
	}
	w.WriteExt(n, o.Ext)
	return n
}

// callID is the id of a call; one that has none gets it only on its way to
// another dialect.
func callID(w *translate.Writer, c *prompt.ToolCall) *value.Node {
	if c.ID == nil && !w.Foreign() {
		return nil
	}
	return w.CallID(c)
}
