package openaichat

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func readTool(r *translate.Reader, n *value.Node) *prompt.Tool {
	t := n.Get("type")
	if fn := n.Get("function"); fn != nil && fn.Kind == value.Object && (t == nil || t.Is("function")) {
		tool := readFunction(r, fn, "")
		tool.Ext = append(under("/function", tool.Ext), r.Rest(n, "unknown-field", "type", "function")...)
		tool.Node = n
		if t != nil {
			tool.Marks = append(tool.Marks, t)
		} else {
			tool.Form = map[string]string{"type": formAbsent}
		}
		return tool
	}
	kind := prompt.BuiltinTool
	if t.Is("custom") {
		kind = prompt.CustomTool
	}
	tool := &prompt.Tool{At: prompt.At{Node: n}, Kind: kind, Name: n.Get("custom").Get("name")}
	if t.IsString() {
		tool.Builtin = pairs(r.Dialect.Trait("builtin_tools"))[t.Str]
	}
	return tool
}

// pairs splits a trait that is a list of name=neutral name.
func pairs(f catalog.Fact) map[string]string {
	out := map[string]string{}
	for _, p := range f.List() {
		if name, neutral, ok := strings.Cut(p, "="); ok {
			out[name] = neutral
		}
	}
	return out
}

func readFunction(r *translate.Reader, n *value.Node, form string) *prompt.Tool {
	t := &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.FunctionTool}
	if form != "" {
		t.Form = map[string]string{"tool": form}
	}
	if n.Kind != value.Object {
		t.Kind = prompt.BuiltinTool
		return t
	}
	t.Name, t.Description = n.Get("name"), n.Get("description")
	t.Schema, t.Strict = n.Get("parameters"), notNull(n.Get("strict"))
	t.Ext = r.Rest(n, "unknown-field", "name", "description", "parameters", "strict")
	if s := n.Get("strict"); s != nil && t.Strict == nil {
		t.Ext = append(t.Ext, prompt.Ext{At: prompt.At{Node: s}, Dialect: r.Dialect.ID, Key: "/strict", Feature: "strict-schema", Value: s})
	}
	return t
}

func notNull(n *value.Node) *value.Node {
	if n != nil && n.Kind == value.Null {
		return nil
	}
	return n
}

var choiceModes = map[string]prompt.ChoiceMode{
	"auto": prompt.ChoiceAuto, "none": prompt.ChoiceNone, "required": prompt.ChoiceRequired,
}

func readChoice(r *translate.Reader, n *value.Node, form string) *prompt.ToolChoice {
	c := &prompt.ToolChoice{At: prompt.At{Node: n}, Mode: prompt.ChoiceOpaque, Form: form}
	if n.IsString() {
		mode, ok := choiceModes[n.Str]
		switch {
		case ok:
			c.Mode = mode
		case n.Str == formAny && r.Dialect.Trait("tool_choice").Has(formAny):
			c.Mode, c.Form = prompt.ChoiceRequired, formAny
		}
		return c
	}
	if n.Kind != value.Object {
		return c
	}
	fn, t := n, n.Get("type")
	if form != formLegacy {
		if t.Is("allowed_tools") {
			return readAllowed(r, n, c)
		}
		if !t.Is("function") {
			return c
		}
		fn = n.Get("function")
	}
	if name := fn.Get("name"); name != nil {
		c.Mode, c.Names = prompt.ChoiceNamed, []*value.Node{name}
		if t != nil {
			c.Marks = append(c.Marks, t)
		}
		c.Ext = r.Rest(n, "unknown-field", "type", "function", "name")
		if fn != n {
			c.Ext = append(c.Ext, under("/function", r.Rest(fn, "unknown-field", "name"))...)
		}
		callShaped(r, c.Ext)
	}
	return c
}

// callShaped marks what a choice of a tool has only because some vendors'
// schemas make a whole call of it.
func callShaped(r *translate.Reader, ext []prompt.Ext) {
	if r.Dialect.Trait("tool_call_index").Value != "required" {
		return
	}
	for i := range ext {
		switch ext[i].Key {
		case "/index", "/id", "/function/arguments":
			ext[i].Feature, ext[i].Idle = "tool-choice", "a choice is of a tool, not of one call"
		}
	}
}

// readAllowed reads {type: allowed_tools, allowed_tools: {mode, tools: […]}}.
// A list that holds anything but functions stays opaque.
func readAllowed(r *translate.Reader, n *value.Node, c *prompt.ToolChoice) *prompt.ToolChoice {
	body := n.Get("allowed_tools")
	tools := body.Get("tools")
	if tools == nil || tools.Kind != value.Array {
		return c
	}
	marks := []*value.Node{n.Get("type")}
	var names []*value.Node
	for i := range tools.Entries {
		t := tools.Entries[i].Value
		name := t.Get("function").Get("name")
		if tools.Entries[i].Block != nil || !t.Get("type").Is("function") || name == nil || len(t.Entries) > 2 {
			return c
		}
		names, marks = append(names, name), append(marks, t.Get("type"))
	}
	mode := body.Get("mode")
	if !mode.Is("auto") && !mode.Is("required") || len(names) == 0 {
		return c
	}
	c.Mode, c.Names, c.Must = prompt.ChoiceAllowed, names, mode.Str == "required"
	c.Marks = append(c.Marks, append(marks, mode)...)
	c.Ext = append(r.Rest(n, "unknown-field", "type", "allowed_tools"), under("/allowed_tools", r.Rest(body, "unknown-field", "mode", "tools"))...)
	return c
}
