package bedrockconverse

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// builtins pairs the tools that Nova's servers run with their neutral names.
var builtins = []struct{ name, neutral string }{
	{"nova_grounding", "web_search"},
	{"nova_code_interpreter", "code_execution"},
}

// isPoint tells the cache points among tools, which readTool leaves without a
// name and with their mark.
func isPoint(t *prompt.Tool) bool {
	return t.Kind == prompt.BuiltinTool && t.Cache != nil && t.Name == nil
}

func readTool(r *translate.Reader, n *value.Node) *prompt.Tool {
	t := &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.BuiltinTool, Form: map[string]string{}}
	if t.Cache = readPoint(n); t.Cache != nil {
		return t
	}
	key, body := only(n)
	if body == nil || body.Kind != value.Object || body.Open() {
		return t
	}
	switch key {
	case "systemTool":
		for _, b := range builtins {
			if body.Get("name").Is(b.name) {
				t.Builtin, t.Node = b.neutral, body // its settings, as far as it has any
			}
		}
		t.Name = some(body, "name")
	case "toolSpec":
		t.Kind = prompt.FunctionTool
		t.Name, t.Description, t.Strict = some(body, "name"), some(body, "description"), some(body, "strict")
		known := []string{"name", "description", "strict"}
		if k, schema := only(body.Get("inputSchema")); k == "json" && mayBeObject(schema) {
			t.Schema, known = schema, append(known, "inputSchema")
		}
		t.Ext = inside(key, r.Rest(body, "unknown-field", known...))
		for i := range t.Ext {
			if t.Ext[i].Key == "/toolSpec/inputSchema" {
				t.Ext[i].Feature = "tool-definition"
			}
		}
	}
	return t
}

// mayBeObject reports whether a value is an object, or only the run knows.
func mayBeObject(n *value.Node) bool {
	return n.Kind == value.Object || n.Kind == value.Hole || n.Kind == value.Choice
}

func readChoice(r *translate.Reader, n *value.Node) *prompt.ToolChoice {
	c := &prompt.ToolChoice{At: prompt.At{Node: n}, Mode: prompt.ChoiceOpaque}
	key, body := only(n)
	if body == nil || body.Kind != value.Object || body.Open() {
		return c
	}
	switch {
	case key == "auto" && len(body.Entries) == 0:
		c.Mode, c.Marks = prompt.ChoiceAuto, []*value.Node{body}
	case key == "any" && len(body.Entries) == 0:
		c.Mode, c.Marks = prompt.ChoiceRequired, []*value.Node{body}
	case key == "tool" && some(body, "name") != nil:
		c.Mode, c.Names = prompt.ChoiceNamed, []*value.Node{body.Get("name")}
		c.Ext = inside(key, r.Rest(body, "unknown-field", "name"))
	}
	return c
}

// extraModes are the words of Claude's own tool choice.
var extraModes = map[string]prompt.ChoiceMode{
	"auto": prompt.ChoiceAuto, "any": prompt.ChoiceRequired, "none": prompt.ChoiceNone, "tool": prompt.ChoiceNamed,
}

// readExtraChoice reads Claude's own tool choice, in which alone parallel calls
// can be switched off. Another form of it is kept as it stands.
func readExtraChoice(r *translate.Reader, p *prompt.Prompt, extra *value.Node) {
	if extra == nil || extra.Kind != value.Object {
		return
	}
	n := some(extra, keyChoice)
	if n == nil {
		return
	}
	t, d, known := n.Get("type"), n.Get("disable_parallel_tool_use"), 1
	mode, ok := prompt.ChoiceOpaque, false
	if n.Kind == value.Object && t.IsString() {
		mode, ok = extraModes[t.Str]
	}
	if mode == prompt.ChoiceNamed {
		known++
		ok = n.Get("name").IsString()
	}
	if d != nil {
		known++
		ok = ok && d.Kind == value.Bool
	}
	if !ok || len(n.Entries) != known || len(p.ToolChoice) > 0 {
		p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: n}, Dialect: r.Dialect.ID, Key: value.Pointer("/"+keyExtra, keyChoice), Feature: "tool-choice", Value: n})
		return
	}
	c := prompt.ToolChoice{At: prompt.At{Node: n, Marks: []*value.Node{t}}, Mode: mode, Form: formExtra}
	if mode == prompt.ChoiceNamed {
		c.Names = []*value.Node{n.Get("name")}
	}
	p.ToolChoice = prompt.List[prompt.ToolChoice]{item(c)}
	if d != nil {
		p.Settings = append(p.Settings, prompt.Setting{
			At: prompt.At{Node: d}, Param: prompt.ParamParallelTools, Feature: "parallel-tool-calls",
			Value: r.StandFor(value.NewBool(!d.Bool), d), Form: keyExtra + "." + keyChoice + ".disable_parallel_tool_use",
		})
	}
}

// readOutput reads outputConfig.textFormat, whose schema is a string.
func readOutput(r *translate.Reader, n *value.Node) *prompt.Output {
	o := &prompt.Output{At: prompt.At{Node: n}, Kind: prompt.OutputOpaque}
	structure := n.Get("structure")
	key, body := only(structure)
	if n.Kind != value.Object || n.Open() || !n.Get("type").Is("json_schema") || key != "jsonSchema" || body.Kind != value.Object || body.Open() {
		return o
	}
	text := body.Get("schema")
	schema := r.Embedded(text)
	if schema == nil {
		return o
	}
	o.Kind, o.Schema, o.Marks = prompt.OutputSchema, schema, []*value.Node{n.Get("type"), text}
	o.Name, o.Description = some(body, "name"), some(body, "description")
	o.Ext = append(inside("structure", inside(key, r.Rest(body, "unknown-field", "name", "description", "schema"))), r.Rest(n, "unknown-field", "type", "structure")...)
	return o
}
