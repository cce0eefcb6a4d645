package chattemplate

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Read implements translate.Dialect. The reader's version names the template
// where the caller knows it; otherwise the special tokens tell. Text of no
// template is the user's.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	asked := r.Version
	r.Version = ""
	if tree.Kind == value.Object {
		readBody(r, p, tree)
	}
	n := textOf(tree)
	if n == nil {
		return p
	}
	f := flatten(n)
	t, known := catalog.ChatTemplate{}, false
	if asked != "" {
		if t, known = catalog.Default().ChatTemplate(asked); !known {
			r.Problem(n, "chat-template", "there is no chat template "+asked)
		}
	}
	if !known {
		found, score := recognise(catalog.Default().ChatTemplates(), f.text)
		if score == 0 {
			p.Messages = prompt.List[prompt.Message]{{Item: textMessage(prompt.RoleUser, n, n), Span: n.Span}}
			return p
		}
		t = *found
	}
	p.Form[formTemplate] = t.ID
	ps := newParser(r, p, &t, f)
	p.Messages = ps.all()
	if ps.closed && (t.Generate != "" || ps.answeredLast()) {
		p.Form[formEnd] = endClosed
	}
	return p
}

// readBody reads what a completion body holds besides the text.
func readBody(r *translate.Reader, p *prompt.Prompt, tree *value.Node) {
	for _, m := range tree.Members() {
		switch {
		case m.Spread:
		case m.Key == "model" && m.Value.Kind != value.Null:
			p.Model = &prompt.Setting{At: prompt.At{Node: m.Value}, Param: prompt.ParamModel, Feature: "model-name", Value: m.Value, Form: m.Key}
		case m.Key == promptKey && textOf(tree) == nil:
			p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: m.Value}, Dialect: ID, Key: "/" + promptKey, Feature: "completion-param", Value: m.Value})
		}
	}
	r.Fields(p, tree)
}

func textMessage(role prompt.Role, at, content *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: at}, Role: role}
	m.Parts = prompt.List[prompt.Part]{{Item: &prompt.Part{At: prompt.At{Node: content}, Kind: prompt.TextPart, Text: content}, Span: content.Span}}
	return m
}
