package openairesponses

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Read implements translate.Dialect. The instructions become a leading system
// message, an input that is text a message of the user.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	for _, m := range tree.Members() {
		v := m.Value
		if m.Spread {
			continue // the field table keeps it
		}
		switch m.Key {
		case "model":
			if v.Kind != value.Null {
				p.Model = &prompt.Setting{At: prompt.At{Node: v}, Param: prompt.ParamModel, Feature: "model-name", Value: v, Form: m.Key}
				continue
			}
			keep(r, p, "/model", "model-name", v)
		case "instructions":
			if !textual(v) {
				keep(r, p, "/instructions", "system-param", v)
				continue
			}
			p.Messages = append(whole(v, prompt.RoleSystem, atInstructions), p.Messages...)
		case "input":
			readInput(r, p, v)
		case "include":
			readInclude(r, p, v)
		case "tools":
			if v.Kind == value.Null {
				keep(r, p, "/tools", "tool-definition", v)
			}
			p.Tools = translate.ReadObjects(v, func(n *value.Node) *prompt.Tool { return readTool(r, n) })
		case "tool_choice":
			if v.Kind == value.Null {
				keep(r, p, "/tool_choice", "tool-choice", v)
			}
			p.ToolChoice = translate.ReadOne(v, func(n *value.Node) *prompt.ToolChoice { return readChoice(r, n) })
		case "text":
			readText(r, p, v)
		}
	}
	r.Fields(p, tree)
	return p
}

// keep remembers what stands at a pointer and has no neutral form.
func keep(r *translate.Reader, p *prompt.Prompt, pointer, feature string, n *value.Node) {
	p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: n}, Dialect: r.Dialect.ID, Key: pointer, Feature: feature, Value: n})
}

// textual reports whether n is text in every case.
func textual(n *value.Node) bool {
	if n.Kind != value.Choice {
		return n.Kind == value.String || n.Kind == value.Text || n.Kind == value.Hole
	}
	for i := range n.Choice.Arms {
		if b := n.Choice.Arms[i].Body; b != nil && !textual(b) {
			return false
		}
	}
	return true
}

// whole reads a text that is a message of its own.
func whole(n *value.Node, role prompt.Role, at string) prompt.List[prompt.Message] {
	return translate.ReadOne(n, func(v *value.Node) *prompt.Message {
		return &prompt.Message{
			At: prompt.At{Node: v}, Role: role, Form: map[string]string{"at": at, "content": formString},
			Parts: prompt.List[prompt.Part]{item(*textPart(v))},
		}
	})
}

func textPart(n *value.Node) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}
}

// readInput reads the input. Whether a variable stands for a text or for a list
// of items nobody can tell: it is taken for the list.
func readInput(r *translate.Reader, p *prompt.Prompt, n *value.Node) {
	switch {
	case n.Kind == value.Null:
		keep(r, p, "/input", "message-shape", n)
	case n.Kind != value.Hole && textual(n):
		p.Messages = append(p.Messages, whole(n, prompt.RoleUser, atInput)...)
	default:
		list := joinItems(translate.ReadObjects(n, func(v *value.Node) *prompt.Message { return readItem(r, v) }))
		translate.MarkPrefill(list)
		p.Messages = append(p.Messages, list...)
	}
}

// wantLogprobs is the word of `include` that other vendors have a switch for.
const wantLogprobs = "message.output_text.logprobs"

// includes gives the features of the other words of `include`.
var includes = map[string]string{
	"reasoning.encrypted_content": "reasoning-replay", "message.input_image.image_url": "image-input", wantLogprobs: "logprobs",
}

// readInclude reads the wishes for more in the answer, each as a setting of its
// own where all of them can be seen.
func readInclude(r *translate.Reader, p *prompt.Prompt, n *value.Node) {
	if n.Kind != value.Array || !n.Literal() || len(n.Entries) == 0 {
		keep(r, p, "/include", "builtin-tool", n)
		return
	}
	for i := range n.Entries {
		w := n.Entries[i].Value
		s := prompt.Setting{At: prompt.At{Node: w}, Param: "include", Feature: "builtin-tool", Value: w, Form: "include"}
		if f := includes[w.Str]; f != "" && w.IsString() {
			s.Feature = f
		}
		if w.Is(wantLogprobs) {
			s.Param, s.Value = prompt.ParamLogprobs, r.StandFor(value.NewBool(true), w)
		}
		p.Settings = append(p.Settings, s)
	}
}

// readText reads text.format; text.verbosity is in the field table.
func readText(r *translate.Reader, p *prompt.Prompt, n *value.Node) {
	if n.Kind != value.Object {
		return // the field table keeps it
	}
	for _, m := range n.Members() {
		switch {
		case m.Key != "format" || m.Spread:
		case m.Value.Kind == value.Null:
			keep(r, p, "/text/format", "response-format-json-schema", m.Value)
		default:
			p.Output = translate.ReadOne(m.Value, func(v *value.Node) *prompt.Output { return readOutput(r, v) })
		}
	}
}
