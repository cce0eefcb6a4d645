package promptfoo

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// chat reads a text that is a chat in JSON: an array of messages. ok is false
// where it is none.
func chat(v *source.View, env format.Env) (list *value.Node, lang string, problems []value.Problem, ok bool) {
	s := strings.TrimSpace(v.Text)
	if !strings.HasPrefix(s, "[") || !strings.Contains(s, `"role"`) || !strings.HasSuffix(s, "]") && !strings.HasPrefix(strings.TrimLeft(s[1:], " \t\r\n"), "{") {
		return nil, "", nil, false
	}
	lang = env.LangOf(v.Text)
	l := env.Langs.Get(lang)
	marks, found := format.Tags(l, v)
	n, problems := value.ReadJSON(v, value.Options{Marks: marks})
	if n == nil || n.Kind != value.Array || !turns(n) {
		return nil, "", nil, false
	}
	return n, lang, append(found, problems...), true
}

// turns reports whether every element that can be seen is a message.
func turns(n *value.Node) bool {
	seen := 0
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil || e.Spread || e.Value == nil || e.Value.Kind == value.Hole {
			continue
		}
		if e.Value.Get("role") == nil {
			return false
		}
		seen++
	}
	return seen > 0
}

// messages reads an array of {role, content}.
func messages(list *value.Node) prompt.List[prompt.Message] { return entries(list.Entries) }

func entries(es []value.Entry) prompt.List[prompt.Message] {
	var out prompt.List[prompt.Message]
	for i := range es {
		e := &es[i]
		switch {
		case e.Block != nil:
			b := &expr.Block[prompt.List[prompt.Message]]{Close: e.Block.Close}
			for _, a := range e.Block.Arms {
				b.Arms = append(b.Arms, expr.Arm[prompt.List[prompt.Message]]{Tag: a.Tag, Body: entries(a.Body)})
			}
			out = append(out, prompt.Entry[prompt.Message]{Block: b, Span: e.Span})
		case e.Value == nil:
		case e.Spread || e.Value.Kind != value.Object:
			out = append(out, prompt.Entry[prompt.Message]{Spread: e.Value, Many: true, Span: e.Span})
		default:
			out = append(out, prompt.Entry[prompt.Message]{Item: message(e.Value), Span: e.Span})
		}
	}
	return out
}

// roles maps the words of chats to roles.
var roles = map[string]prompt.Role{
	"system": prompt.RoleSystem, "developer": prompt.RoleDeveloper, "user": prompt.RoleUser,
	"assistant": prompt.RoleAssistant, "model": prompt.RoleAssistant, "tool": prompt.RoleTool, "function": prompt.RoleTool,
}

func message(n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Role: prompt.RoleUser}
	for _, f := range n.Members() {
		switch f.Key {
		case "role":
			m.RoleNode = f.Value
			role, ok := roles[text(f.Value)]
			if m.Role = role; ok {
				m.Marks = append(m.Marks, f.Value)
			}
		case "name":
			m.Name = f.Value
		case "content":
			m.Parts = content(f.Value)
		default:
			m.Ext = append(m.Ext, prompt.Ext{
				At: prompt.At{Node: f.Value}, Dialect: ID, Key: value.Pointer("", f.Key), Feature: "unknown-field", Value: f.Value,
			})
		}
	}
	if m.Role == prompt.RoleTool {
		res := &prompt.ToolResult{Name: m.Name, CallID: n.Get("tool_call_id"), Content: m.Parts}
		m.Parts = prompt.List[prompt.Part]{{Item: &prompt.Part{At: m.At, Kind: prompt.ToolResultPart, ToolResult: res}, Span: n.Span}}
		m.Name = nil
	}
	return m
}

// content reads a text, or a list of parts; parts that are no text stay as they
// are.
func content(n *value.Node) prompt.List[prompt.Part] {
	switch n.Kind {
	case value.Null:
		return nil
	case value.Hole:
		// `content: {{x}}` without quotes: promptfoo fills the text of the file in
		// before it reads it, so the variable is text here too.
		n.Kind, n.Text, n.Tag = value.Text, expr.Text{{Tag: n.Tag, Span: n.Tag.Span}}, nil
	case value.Array:
		var out prompt.List[prompt.Part]
		for i := range n.Entries {
			v := n.Entries[i].Value
			if v == nil {
				continue
			}
			p := &prompt.Part{At: prompt.At{Node: v}, Kind: prompt.OpaquePart, Feature: "unknown-field"}
			if t := v.Get("text"); t != nil {
				p.Kind, p.Text, p.Feature = prompt.TextPart, t, ""
				if w := v.Get("type"); w != nil {
					p.Marks = append(p.Marks, w)
				}
			} else if u := v.Get("image_url").Get("url"); u != nil {
				p.Kind, p.Feature = prompt.MediaPart, "media-input"
				p.Media = &prompt.Media{Kind: prompt.Image, URL: u, Detail: v.Get("image_url").Get("detail")}
			}
			out = append(out, prompt.Entry[prompt.Part]{Item: p, Span: v.Span})
		}
		return out
	}
	return prompt.List[prompt.Part]{{Item: &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}, Span: n.Span}}
}

// yamlChat reads a file that is a chat in YAML; its holes may stand outside of
// quotes.
func yamlChat(f *source.File, lang string, env format.Env) (*value.Node, []value.Problem, bool) {
	marks, found := format.Tags(env.Langs.Get(lang), f.Whole())
	docs, problems := value.ReadYAML(f.Whole(), value.Options{Marks: marks})
	if len(docs) != 1 || docs[0].Kind != value.Array || !turns(docs[0]) {
		return &value.Node{Kind: value.Array}, nil, false
	}
	return docs[0], append(found, problems...), true
}
