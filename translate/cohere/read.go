package cohere

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Read implements translate.Dialect.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	var strict *value.Node
	for _, m := range tree.Members() {
		if m.Spread {
			continue // kept by Fields
		}
		v := m.Value
		switch m.Key {
		case "model":
			if v.Kind != value.Null {
				p.Model = &prompt.Setting{At: prompt.At{Node: v}, Param: prompt.ParamModel, Feature: "model-name", Value: v, Form: m.Key}
			}
		case "messages":
			p.Messages = translate.ReadObjects(v, func(n *value.Node) *prompt.Message { return readMessage(r, n) })
			translate.MarkPrefill(p.Messages)
		case "tools":
			p.Tools = translate.ReadObjects(v, r.Function)
		case "strict_tools":
			strict = v
		case "tool_choice":
			p.ToolChoice = translate.ReadOne(v, readChoice)
		case "response_format":
			p.Output = translate.ReadOne(v, func(n *value.Node) *prompt.Output { return readOutput(r, n) })
		}
	}
	readStrict(r, p, strict)
	r.Fields(p, tree)
	readThinking(r, p)
	return p
}

// readThinking keeps as it stands what no other dialect could read: a switch
// that is neither on nor off, and a budget that counts for nothing beside a
// switch that is off.
func readThinking(r *translate.Reader, p *prompt.Prompt) {
	off := false
	for _, s := range p.Settings {
		off = off || s.Param == prompt.ParamThinkingMode && s.Value.Is("disabled")
	}
	kept := p.Settings[:0]
	for _, s := range p.Settings {
		x := prompt.Ext{At: s.At, Dialect: r.Dialect.ID, Key: "/" + strings.ReplaceAll(s.Form, ".", "/"), Feature: s.Feature, Value: s.Value}
		switch {
		case s.Param == prompt.ParamThinkingBudget && off:
			x.Idle = "thinking is switched off"
		case s.Param == prompt.ParamThinkingMode && s.Value.IsString() && s.Value.Str != "enabled" && s.Value.Str != "disabled":
		default:
			kept = append(kept, s)
			continue
		}
		p.Ext = append(p.Ext, x)
	}
	p.Settings = kept
}

// readStrict gives every tool the strictness that the request asks for all of
// them. Without tools the switch stays what it is here: a field of its own.
func readStrict(r *translate.Reader, p *prompt.Prompt, n *value.Node) {
	if n == nil {
		return
	}
	if n.Kind != value.Null {
		p.Tools.Walk(func(t *prompt.Tool) {
			if t.Kind == prompt.FunctionTool {
				t.Strict = n
				p.Form["strict_tools"] = formTools
			}
		})
	}
	if p.Form["strict_tools"] == "" {
		p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: n}, Dialect: r.Dialect.ID, Key: "/strict_tools", Feature: "strict-schema", Value: n})
	}
}

func readChoice(n *value.Node) *prompt.ToolChoice {
	c := &prompt.ToolChoice{At: prompt.At{Node: n}, Mode: prompt.ChoiceOpaque}
	switch {
	case n.Is("REQUIRED"):
		c.Mode = prompt.ChoiceRequired
	case n.Is("NONE"):
		c.Mode = prompt.ChoiceNone
	}
	return c
}

func readOutput(r *translate.Reader, n *value.Node) *prompt.Output {
	o := &prompt.Output{At: prompt.At{Node: n}, Kind: prompt.OutputOpaque}
	typ := n.Get("type")
	switch {
	case typ.Is("text"):
		o.Kind, o.Marks, o.Ext = prompt.OutputText, []*value.Node{typ}, r.Rest(n, "unknown-field", "type")
	case typ.Is("json_object"):
		o.Kind, o.Marks = prompt.OutputJSON, []*value.Node{typ}
		key := "json_schema"
		if n.Get(key) == nil {
			key = formSchema
		}
		known := []string{"type"}
		if s := n.Get(key); s != nil && (s.Kind == value.Object || s.Kind == value.Hole) {
			o.Kind, o.Schema, o.Form = prompt.OutputSchema, s, key
			known = append(known, key)
		}
		o.Ext = r.Rest(n, "unknown-field", known...)
	}
	return o
}
