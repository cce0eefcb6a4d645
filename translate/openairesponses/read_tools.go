package openairesponses

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A hostedTool is a tool that the vendor runs or defines. Types may carry a
// date, or say that they are a preview.
type hostedTool struct {
	wire, neutral string
	// made is what another vendor's tool of the kind becomes, nil where that
	// cannot be: a store of files is nobody else's.
	made func() *value.Node
	// choice is the type by which a tool choice demands it; "" where none can.
	choice string
}

var hosted = []hostedTool{
	{wire: "web_search", neutral: "web_search", made: plain("web_search")},
	{wire: "file_search", neutral: "file_search", choice: "file_search"},
	{wire: "code_interpreter", neutral: "code_execution", made: codeInterpreter, choice: "code_interpreter"},
	{wire: "computer", neutral: "computer_use", made: plain("computer"), choice: "computer"},
	{wire: "computer_use", neutral: "computer_use"},
	{wire: "image_generation", neutral: "image_generation", made: plain("image_generation"), choice: "image_generation"},
	{wire: "shell", neutral: "shell", made: plain("shell"), choice: "shell"},
	{wire: "local_shell", neutral: "shell"},
	{wire: "apply_patch", neutral: "apply_patch", choice: "apply_patch"},
	{wire: "mcp", neutral: "mcp"},
	{wire: "tool_search", neutral: "tool_search"},
	// A page that the prompt names is opened by the search tool.
	{wire: "", neutral: "url_context", made: plain("web_search")},
	{wire: "", neutral: "web_fetch", made: plain("web_search")},
}

func plain(wire string) func() *value.Node {
	return func() *value.Node { return value.NewObject("type", value.NewString(wire)) }
}

func codeInterpreter() *value.Node {
	return value.NewObject("type", value.NewString("code_interpreter"), "container", plain("auto")())
}

// builtinName returns the neutral name of a tool's type, "" for other types.
func builtinName(t *value.Node) string {
	if !t.IsString() {
		return ""
	}
	for _, h := range hosted {
		rest, ok := strings.CutPrefix(t.Str, h.wire)
		if ok && h.wire != "" && (rest == "" || strings.HasPrefix(rest, "_preview") || strings.HasPrefix(rest, "_20")) {
			return h.neutral
		}
	}
	return ""
}

func readTool(r *translate.Reader, n *value.Node) *prompt.Tool {
	t := n.Get("type")
	tool := &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.BuiltinTool}
	switch {
	case n.Kind != value.Object:
		return tool
	case t.Is("custom"):
		tool.Kind, tool.Name = prompt.CustomTool, n.Get("name")
		return tool
	case !t.Is("function"):
		tool.Builtin = builtinName(t)
		return tool
	}
	f := membersOf(r, n, "type")
	tool.Kind, tool.Marks = prompt.FunctionTool, []*value.Node{t}
	tool.Name, tool.Description = f.get("name"), f.get("description")
	tool.Schema, tool.Strict = f.get("parameters"), f.get("strict")
	tool.Ext = f.rest()
	return tool
}

var choiceModes = map[string]prompt.ChoiceMode{
	"auto": prompt.ChoiceAuto, "none": prompt.ChoiceNone, "required": prompt.ChoiceRequired,
}

func readChoice(r *translate.Reader, n *value.Node) *prompt.ToolChoice {
	c := &prompt.ToolChoice{At: prompt.At{Node: n}, Mode: prompt.ChoiceOpaque}
	if n.IsString() {
		if mode, ok := choiceModes[n.Str]; ok {
			c.Mode = mode
		}
		return c
	}
	t := n.Get("type")
	switch {
	case t.Is("allowed_tools"):
		readAllowed(r, n, c)
	case t.Is("function") && n.Get("name") != nil:
		f := membersOf(r, n, "type")
		if name := f.get("name"); name != nil {
			c.Mode, c.Names, c.Marks, c.Ext = prompt.ChoiceNamed, []*value.Node{name}, []*value.Node{t}, f.rest()
		}
	}
	return c
}

// readAllowed reads {type: allowed_tools, mode, tools: [{type: function, name}]}.
// A list that holds anything but functions stays opaque.
func readAllowed(r *translate.Reader, n *value.Node, c *prompt.ToolChoice) {
	tools, mode := n.Get("tools"), n.Get("mode")
	if tools == nil || tools.Kind != value.Array || len(tools.Entries) == 0 || !mode.Is("auto") && !mode.Is("required") {
		return
	}
	marks := []*value.Node{n.Get("type"), mode}
	var names []*value.Node
	for i := range tools.Entries {
		e := &tools.Entries[i]
		t, name := e.Value.Get("type"), e.Value.Get("name")
		if e.Block != nil || e.Spread || !t.Is("function") || name == nil || name.Kind == value.Null || len(e.Value.Entries) > 2 {
			return
		}
		names, marks = append(names, name), append(marks, t)
	}
	c.Mode, c.Names, c.Must, c.Marks = prompt.ChoiceAllowed, names, mode.Str == "required", marks
	c.Ext = membersOf(r, n, "type", "mode", "tools").rest()
}

func readOutput(r *translate.Reader, n *value.Node) *prompt.Output {
	o := &prompt.Output{At: prompt.At{Node: n}, Kind: prompt.OutputOpaque}
	t := n.Get("type")
	f := membersOf(r, n, "type")
	switch {
	case t.Is("text"):
		o.Kind = prompt.OutputText
	case t.Is("json_object"):
		o.Kind = prompt.OutputJSON
	case t.Is("json_schema") && n.Get("schema") != nil && n.Get("schema").Kind != value.Null:
		o.Kind = prompt.OutputSchema
		o.Name, o.Description = f.get("name"), f.get("description")
		o.Schema, o.Strict = f.get("schema"), f.get("strict")
	default:
		return o
	}
	o.Marks, o.Ext = []*value.Node{t}, f.rest()
	return o
}
