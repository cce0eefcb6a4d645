package gotemplate

import (
	"strings"
	"text/template/parse"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A Conversation is what Ollama renders a chat template with.
type Conversation struct {
	Messages []Message
	// Tools is a list of tools in the shape of a request: type, function with
	// name, description and parameters. Values are those of Run.Data.
	Tools any
	// Think, ThinkLevel and IsThinkSet are what the request says of thinking.
	Think, IsThinkSet bool
	ThinkLevel        string
}

// A Message is one turn of a Conversation.
type Message struct {
	Role, Content, Thinking string
	ToolCalls               []ToolCall
	ToolName, ToolCallID    string // of a turn of the role tool
}

// A ToolCall is a call that an assistant's turn makes.
type ToolCall struct {
	ID, Name  string
	Arguments any // an object
}

// Chat renders a conversation as Ollama's server does: the system messages are
// joined into .System, turns of one role that follow one another are joined,
// and a template without .Messages is rendered once for each exchange, with
// .System, .Prompt and .Response, the last time up to .Response. Lists and
// objects print as JSON. Of run, Data is not used.
//
// The behaviour is that of github.com/ollama/ollama, template/template.go, at
// commit fb30760 of 2026-08-21.
func (t *Template) Chat(c Conversation, run Run) (string, error) {
	run.JSON = true
	r := newRunning(run)
	system, messages := collate(c.Messages)
	thinking := func(m map[string]any) map[string]any {
		m["Think"], m["ThinkLevel"], m["IsThinkSet"] = c.Think, c.ThinkLevel, c.IsThinkSet
		return m
	}
	if t.uses("Messages") {
		return t.execute(r, thinking(map[string]any{
			"System": system, "Messages": r.data.messages(messages), "Tools": r.data.tools(eval.From(c.Tools)), "Response": "",
		}))
	}
	var out strings.Builder
	var turn struct{ system, prompt, response string }
	execute := func(with *Template) error {
		s, err := with.execute(r, thinking(map[string]any{"System": turn.system, "Prompt": turn.prompt, "Response": turn.response}))
		if err == nil && out.Len()+len(s) > r.budget.Bytes {
			err = t.failed(eval.ErrSize)
		}
		out.WriteString(s)
		turn.system, turn.prompt, turn.response = "", "", ""
		return err
	}
	full := t.answering()
	for _, m := range messages {
		var err error
		switch m.Role {
		case "system":
			if turn.prompt != "" || turn.response != "" {
				err = execute(full)
			}
			turn.system = m.Content
		case "user":
			if turn.response != "" {
				err = execute(full)
			}
			turn.prompt = m.Content
		case "assistant":
			turn.response = m.Content
		}
		if err != nil {
			return "", err
		}
	}
	err := execute(full.upToResponse())
	return out.String(), err
}

// CompileChat reads the chat template of a model. It differs from Compile in
// that a carriage return before a line break goes, as Ollama's own templates
// are read.
func CompileChat(text string) (*Template, []templates.Problem) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return Compile(source.NewFile("template", []byte(text)).Whole())
}

// collate joins the system messages, and the turns of one role that follow one
// another; results of tools stay apart.
func collate(in []Message) (system string, out []Message) {
	var systems []string
	for _, m := range in {
		if m.Role == "system" {
			systems = append(systems, m.Content)
		}
		if n := len(out); n > 0 && out[n-1].Role == m.Role && m.Role != "tool" {
			out[n-1].Content += "\n\n" + m.Content
			continue
		}
		out = append(out, m)
	}
	return strings.Join(systems, "\n\n"), out
}

// messages are the turns as templates see them.
func (o *objects) messages(in []Message) []any {
	out := make([]any, 0, len(in))
	for _, m := range in {
		var calls []any
		for i, c := range m.ToolCalls {
			args := o.plain(eval.From(c.Arguments))
			if args == nil {
				args = map[string]any{}
			}
			calls = append(calls, o.object("ID", "ID", c.ID, "Function", "Function",
				o.object("Index", "Index", i, "Name", "Name", c.Name, "Arguments", "Arguments", args)))
		}
		out = append(out, o.object(
			"Role", "Role", m.Role, "Content", "Content", m.Content, "Thinking", "Thinking", m.Thinking,
			"ToolCalls", "ToolCalls", calls, "ToolName", "ToolName", m.ToolName, "ToolCallID", "ToolCallID", m.ToolCallID))
	}
	return out
}

// toolFields are the members of a tool that templates call by another name than
// JSON does.
var toolFields = map[string]string{
	"type": "Type", "items": "Items", "function": "Function", "name": "Name", "description": "Description",
	"parameters": "Parameters", "$defs": "Defs", "required": "Required", "properties": "Properties",
	"anyOf": "AnyOf", "enum": "Enum",
}

// toolOrder is the order in which Ollama writes the members of a tool, of its
// function, of parameters and of a property.
var toolOrder = [4][]string{
	{"type", "items", "function"},
	{"name", "description", "parameters"},
	{"type", "$defs", "items", "required", "properties"},
	{"anyOf", "type", "items", "description", "enum", "properties", "required"},
}

// tools are the tools as templates see them; nil where there are none.
func (o *objects) tools(v eval.Value) any {
	list, ok := v.(*eval.List)
	if !ok || len(list.Items) == 0 {
		return nil
	}
	var out []any
	for _, each := range list.Items {
		out = append(out, o.tool(each, 0))
	}
	return out
}

// tool converts what stands at a level of toolOrder.
func (o *objects) tool(v eval.Value, level int) any {
	d, ok := v.(*eval.Dict)
	if !ok {
		return o.plain(v)
	}
	var members []any
	for _, name := range toolOrder[level] {
		m, has := d.Get(name)
		if !has || m == nil {
			continue
		}
		var x any
		switch properties, isDict := m.(*eval.Dict); {
		case name == "function" || name == "parameters":
			x = o.tool(m, level+1)
		case name == "properties" && level == 2 && isDict:
			all := map[string]any{}
			var shape []field
			keys, vals := properties.Keys().Items, properties.Values().Items
			for i, k := range keys {
				key := eval.Str(k)
				all[key] = o.tool(vals[i], 3)
				shape = append(shape, field{key, key})
			}
			o.shape(all, shape)
			x = all
		case name == "type" && level == 3:
			x = o.plain(m)
			if l, ok := x.([]any); ok && len(l) == 1 {
				x = l[0]
			}
		default:
			x = o.plain(m)
		}
		members = append(members, toolFields[name], name, x)
	}
	return o.object(members...)
}

// uses reports whether a field or variable of that name occurs, in any case of
// its letters.
func (t *Template) uses(name string) bool {
	found := false
	for _, each := range t.t.Templates() {
		if each.Tree != nil {
			walk(each.Root, func(idents []string) {
				for _, id := range idents {
					found = found || strings.EqualFold(id, name)
				}
			})
		}
	}
	return found
}

// answering returns t with the response at its end, unless it has it.
func (t *Template) answering() *Template {
	if t.uses("Response") {
		return t
	}
	return t.with(func(root *parse.ListNode) {
		n := len(root.Nodes) - 1 // before the call that leaves the template
		show := action(fnShow, &parse.StringNode{NodeType: parse.NodeString, Quoted: `".Response"`, Text: ".Response"}).Pipe.Cmds[0]
		response := &parse.ActionNode{NodeType: parse.NodeAction, Pipe: &parse.PipeNode{NodeType: parse.NodePipe, Cmds: []*parse.CommandNode{
			{NodeType: parse.NodeCommand, Args: []parse.Node{&parse.FieldNode{NodeType: parse.NodeField, Ident: []string{"Response"}}}}, show,
		}}}
		root.Nodes = append(root.Nodes[:n:n], response, root.Nodes[n])
	})
}

// with returns t with its main text changed.
func (t *Template) with(change func(*parse.ListNode)) *Template {
	own, err := t.t.Clone()
	if err != nil {
		return t
	}
	tree := t.t.Tree.Copy()
	change(tree.Root)
	if own, err = own.AddParseTree(templateName, tree); err != nil {
		return t
	}
	return &Template{t: own, view: t.view, lines: t.lines}
}

// upToResponse returns t without the first .Response and all that follows it.
func (t *Template) upToResponse() *Template {
	return t.with(func(root *parse.ListNode) {
		leave := root.Nodes[len(root.Nodes)-1]
		root.Nodes = root.Nodes[:len(root.Nodes)-1]
		c := &cutter{}
		c.list(root)
		root.Nodes = append(root.Nodes, leave)
	})
}
