package anthropic

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// builtins pairs the wire types of the tools that the vendor runs or defines
// with their neutral names. Types carry a date; only what is before it counts.
// wire is the type and name that a tool of another vendor becomes.
var builtins = []struct{ prefix, neutral, wire, name string }{
	{"web_search", "web_search", "web_search_20250305", "web_search"},
	{"web_fetch", "url_context", "web_fetch_20250910", "web_fetch"},
	{"code_execution", "code_execution", "code_execution_20250825", "code_execution"},
	{"bash", "shell", "", ""},
	{"text_editor", "text_editor", "", ""},
	{"computer", "computer_use", "", ""},
	{"browser_toolset", "browser_use", "", ""},
	{"memory", "memory", "", ""},
	{"tool_search_tool", "tool_search", "", ""},
	{"mcp_toolset", "mcp", "", ""},
}

// builtinName returns the neutral name of a wire type, "" for other types.
func builtinName(t *value.Node) string {
	if !t.IsString() {
		return ""
	}
	for _, b := range builtins {
		if rest, ok := strings.CutPrefix(t.Str, b.prefix); ok && (rest == "" || rest[0] == '_') {
			return b.neutral
		}
	}
	return ""
}

func readTool(r *translate.Reader, n *value.Node) *prompt.Tool {
	t := n.Get("type")
	tool := &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.BuiltinTool}
	if n.Kind != value.Object || t != nil && t.Kind != value.Null && !t.Is("custom") {
		tool.Builtin, tool.Name = builtinName(t), n.Get("name")
		return tool
	}
	f := membersOf(r, n)
	if t.Is("custom") {
		f.seen = append(f.seen, "type")
		tool.Marks, tool.Form = append(tool.Marks, t), map[string]string{"type": "custom"}
	}
	tool.Kind = prompt.FunctionTool
	tool.Name, tool.Description = f.get("name"), f.get("description")
	tool.Schema, tool.Strict = f.get("input_schema"), f.get("strict")
	tool.Cache = cacheMark(f)
	tool.Ext = f.rest()
	return tool
}

// readChoice reads tool_choice. The switch for parallel calls, which stands in
// it, becomes a setting of its own with the opposite value where it can be
// turned round: alone is false where the choice depends on a condition.
func readChoice(r *translate.Reader, p *prompt.Prompt, n *value.Node, alone bool) *prompt.ToolChoice {
	c := &prompt.ToolChoice{At: prompt.At{Node: n}, Mode: prompt.ChoiceOpaque}
	t := n.Get("type")
	if !t.IsString() {
		return c
	}
	f := membersOf(r, n)
	f.seen = append(f.seen, "type")
	switch t.Str {
	case "auto":
		c.Mode = prompt.ChoiceAuto
	case "any":
		c.Mode = prompt.ChoiceRequired
	case "none":
		c.Mode = prompt.ChoiceNone
	case "tool":
		name := f.get("name")
		if name == nil {
			return c
		}
		c.Mode, c.Names = prompt.ChoiceNamed, []*value.Node{name}
	default:
		return c
	}
	c.Marks = append(c.Marks, t)
	if d := n.Get("disable_parallel_tool_use"); alone && d != nil && d.Kind == value.Bool {
		f.seen = append(f.seen, "disable_parallel_tool_use")
		p.Settings = append(p.Settings, prompt.Setting{
			At:    prompt.At{Node: d, Marks: []*value.Node{d}},
			Param: prompt.ParamParallelTools, Feature: "parallel-tool-calls",
			Value: value.NewBool(!d.Bool), Form: "tool_choice.disable_parallel_tool_use",
		})
	}
	c.Ext = f.rest()
	return c
}

func readOutput(r *translate.Reader, n *value.Node, form string) *prompt.Output {
	o := &prompt.Output{At: prompt.At{Node: n}, Kind: prompt.OutputOpaque, Form: form}
	t := n.Get("type")
	if !t.Is("json_schema") {
		return o
	}
	f := membersOf(r, n)
	f.seen = append(f.seen, "type")
	schema := f.get("schema")
	if schema == nil {
		return o
	}
	o.Kind, o.Schema, o.Marks = prompt.OutputSchema, schema, []*value.Node{t}
	o.Ext = f.rest()
	return o
}
