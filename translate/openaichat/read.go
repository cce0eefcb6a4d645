package openaichat

import (
	"slices"
	"strconv"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

var roles = map[string]prompt.Role{
	"system": prompt.RoleSystem, "developer": prompt.RoleDeveloper, "user": prompt.RoleUser,
	"assistant": prompt.RoleAssistant, "tool": prompt.RoleTool, "function": prompt.RoleTool,
}

func readMessage(r *translate.Reader, n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}}
	content := formAbsent
	defer func() { setContentForm(m, content) }()
	if n.Kind != value.Object {
		r.Problem(n, "message", "a message is an object with role and content")
		m.Ext = append(m.Ext, prompt.Ext{At: m.At, Dialect: r.Dialect.ID, Feature: "unknown-field", Value: n})
		return m
	}
	var refusal, calls, legacy, callID, thoughts, prefix *value.Node
	var member string
	var said prompt.List[prompt.Part] // the parts of calls
	known := append(make([]string, 0, 8), "role", "name")
	replay := r.Dialect.Trait("reasoning_member")
	for f := range n.All() {
		switch f.Key {
		case "role":
			readRole(r, m, f.Value)
		case "content":
			if f.Value.Kind == value.Choice && !textual(f.Value) {
				continue // of changing shape: kept as it is
			}
			m.Parts, content = readContent(r, f.Value)
			known = append(known, f.Key)
		case "name":
			if f.Value.Kind != value.Null {
				m.Name = f.Value
			}
		case "refusal":
			refusal, known = f.Value, append(known, f.Key)
		case "tool_calls":
			parts, ok := readCalls(r, f.Value)
			if !ok {
				continue
			}
			calls, said, known = f.Value, parts, append(known, f.Key)
		case "function_call":
			if f.Value.Kind != value.Object && f.Value.Kind != value.Null {
				continue // only the run knows it: kept as it is
			}
			legacy, known = f.Value, append(known, f.Key)
		case "tool_call_id":
			callID, known = f.Value, append(known, f.Key)
		case "prefix":
			prefix = f.Value
		default:
			if thoughts == nil && replay.Has(f.Key) && f.Value.Kind != value.Null && f.Key != "" {
				thoughts, known, member = f.Value, append(known, f.Key), f.Key
			}
		}
	}
	if m.Role == prompt.RoleTool { // what only a model says is no part of a result
		refusal, calls, legacy, thoughts = nil, nil, nil, nil
		known = slices.DeleteFunc(known, func(k string) bool {
			return k == "refusal" || k == "tool_calls" || k == "function_call" || k == member && member != ""
		})
	}
	m.Ext = r.Rest(n, "unknown-field", known...)
	for i := range m.Ext {
		if f, ok := extFeatures[m.Ext[i].Key]; ok {
			m.Ext[i].Feature = f
		}
	}
	if prefix != nil {
		readPrefix(r, m, prefix)
	}
	if thoughts != nil {
		if member != replay.Value {
			setForm(m, "thoughts", member)
		}
		m.Parts = append(translate.ReadOne(thoughts, thought), m.Parts...)
	}
	if refusal != nil && refusal.Kind != value.Null {
		m.Parts = append(m.Parts, item(prompt.Part{At: prompt.At{Node: refusal}, Kind: prompt.RefusalPart, Text: refusal, Form: map[string]string{"at": "message"}}))
	}
	if calls != nil {
		if calls.Kind == value.Array && len(calls.Entries) == 0 {
			setForm(m, "tool_calls", "empty")
		}
		m.Parts = append(m.Parts, said...)
	}
	if legacy != nil && legacy.Kind != value.Null {
		m.Parts = append(m.Parts, item(readCallBody(r, legacy, legacy, formLegacy)))
	}
	if m.Role == prompt.RoleTool {
		res := &prompt.ToolResult{CallID: callID, Content: m.Parts}
		res.Name, m.Name = m.Name, nil
		m.Parts = prompt.List[prompt.Part]{item(prompt.Part{At: prompt.At{Node: n}, Kind: prompt.ToolResultPart, ToolResult: res})}
	} else if callID != nil {
		m.Ext = append(m.Ext, prompt.Ext{At: prompt.At{Node: callID}, Dialect: r.Dialect.ID, Key: "/tool_call_id", Feature: "tool-pairing", Value: callID})
	}
	return m
}

// extFeatures are members of a message that are kept as they are.
var extFeatures = map[string]string{
	"/audio": "audio-input", "/content": "message-shape", "/function_call": "functions-legacy", "/prefix": "prefill",
	"/tool_calls": "tool-pairing",
}

// thought reads what a vendor showed of its model's reasoning.
func thought(n *value.Node) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.ReasoningPart, Reasoning: &prompt.Reasoning{Text: n}}
}

// readPrefix reads the mark of a turn that the model is to continue, where the
// dialect has one. It stays the turn's own member; the turn knows what it says.
func readPrefix(r *translate.Reader, m *prompt.Message, n *value.Node) {
	if m.Role != prompt.RoleAssistant || n.Kind != value.Bool || r.Dialect.Trait("prefill_form").Value != prefillPrefix {
		return
	}
	setForm(m, "prefix", strconv.FormatBool(n.Bool))
	for i := range m.Ext {
		if m.Ext[i].Key == "/prefix" {
			m.Ext[i].Idle = "only the last turn can be continued"
		}
	}
}

// textual reports whether every arm of a choice is text.
func textual(n *value.Node) bool {
	for i := range n.Choice.Arms {
		switch b := n.Choice.Arms[i].Body; {
		case b == nil, b.Kind == value.String, b.Kind == value.Text, b.Kind == value.Hole:
		case b.Kind == value.Choice && textual(b):
		default:
			return false
		}
	}
	return true
}

func item[T any](v T) prompt.Entry[T] { return prompt.Entry[T]{Item: &v} }

func readRole(r *translate.Reader, m *prompt.Message, n *value.Node) {
	m.RoleNode = n
	if !n.IsString() {
		return
	}
	role, ok := roles[n.Str]
	if !ok {
		r.Problem(n, "role", "unknown role "+n.Str+"; expected one of developer, system, user, assistant, tool")
		return
	}
	m.Role = role
	m.Marks = append(m.Marks, n)
	if n.Str == "function" {
		setForm(m, "role", "function")
	}
}

func setForm(m *prompt.Message, key, how string) {
	if m.Form == nil {
		m.Form = map[string]string{}
	}
	m.Form[key] = how
}

// Most messages have nothing to remember but how their content was given: they
// share what says so.
var contentForms = map[string]map[string]string{
	formString: {"content": formString}, formParts: {"content": formParts}, formNull: {"content": formNull}, formAbsent: {"content": formAbsent},
}

func setContentForm(m *prompt.Message, content string) {
	if m.Form == nil {
		m.Form = contentForms[content]
		return
	}
	m.Form["content"] = content
}

// readContent reads a message's content and tells how it was given.
func readContent(r *translate.Reader, n *value.Node) (parts prompt.List[prompt.Part], form string) {
	switch n.Kind {
	case value.Null:
		return nil, formNull
	case value.Array:
		return translate.ReadList(n, func(p *value.Node) *prompt.Part { return readPart(r, p) }), formParts
	case value.Choice:
		return translate.ReadOne(n, textPart), formString
	}
	return prompt.List[prompt.Part]{{Item: textPart(n)}}, formString
}

func textPart(n *value.Node) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}
}
