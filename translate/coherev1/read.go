package coherev1

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Read implements translate.Dialect. The preamble comes first, the user's
// message behind its history, and what the tools of this turn gave last.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	c := &conversation{r: r, calls: map[*prompt.Part]*value.Node{}}
	if n := tree.Get("model"); present(n) != nil {
		p.Model = &prompt.Setting{At: prompt.At{Node: n}, Param: prompt.ParamModel, Feature: "model-name", Value: n, Form: "model"}
	}
	list := c.text(p, "preamble", tree.Get("preamble"), prompt.RoleSystem)
	list = append(list, translate.ReadObjects(tree.Get("chat_history"), c.turn)...)
	results := tree.Get("tool_results")
	if message := tree.Get("message"); message.Is("") && present(results) != nil {
		p.Marks = append(p.Marks, message) // the turn is the tools', not the user's
	} else {
		list = append(list, c.text(p, "message", message, prompt.RoleUser)...)
	}
	if present(results) != nil {
		m := &prompt.Message{At: prompt.At{Node: results}, Role: prompt.RoleTool, Parts: c.results(results)}
		list = append(list, prompt.Entry[prompt.Message]{Item: m})
	}
	p.Messages = c.link(list, &ledger{})
	readTools(r, p, tree)
	p.Output = translate.ReadOne(tree.Get("response_format"), func(n *value.Node) *prompt.Output { return readOutput(r, n) })
	readDocuments(r, p, tree.Get("documents"))
	r.Fields(p, tree)
	return p
}

// text reads a member that is the text of a turn; another shape is kept as it
// stands.
func (c *conversation) text(p *prompt.Prompt, key string, n *value.Node, role prompt.Role) prompt.List[prompt.Message] {
	if present(n) == nil {
		return nil
	}
	if !translate.Textual(n) {
		p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: n}, Dialect: c.r.Dialect.ID, Key: "/" + key, Feature: "message-shape", Value: n})
		return nil
	}
	return prompt.List[prompt.Message]{{Item: &prompt.Message{At: prompt.At{Node: n}, Role: role, Parts: textParts(n)}}}
}

func textParts(n *value.Node) prompt.List[prompt.Part] {
	return translate.ReadOne(n, func(t *value.Node) *prompt.Part {
		return &prompt.Part{At: prompt.At{Node: t}, Kind: prompt.TextPart, Text: t}
	})
}

func readOutput(r *translate.Reader, n *value.Node) *prompt.Output {
	o := &prompt.Output{At: prompt.At{Node: n}, Kind: prompt.OutputOpaque}
	typ := n.Get("type")
	switch {
	case typ.Is("text"):
		o.Kind, o.Marks, o.Ext = prompt.OutputText, []*value.Node{typ}, r.Rest(n, "unknown-field", "type")
	case typ.Is("json_object"):
		o.Kind, o.Marks, o.Ext = prompt.OutputJSON, []*value.Node{typ}, r.Rest(n, "unknown-field", "type", "schema")
		if s := present(n.Get("schema")); s != nil {
			o.Kind, o.Schema = prompt.OutputSchema, s
		}
	}
	return o
}

// readDocuments reads documents in the shape that they have since version 2: an
// id, and data. What is to be kept from the model has no such shape.
func readDocuments(r *translate.Reader, p *prompt.Prompt, n *value.Node) {
	if present(n) == nil {
		return
	}
	list := r.Copy(n)
	for i := range list.Entries {
		doc := list.Entries[i].Value
		if !isObject(doc) || doc.Open() {
			continue
		}
		data := &value.Node{Kind: value.Object}
		out := []value.Entry{}
		for _, e := range doc.Entries {
			switch {
			case e.Block == nil && e.Key == "id":
				out = append(out, e)
			case e.Block == nil && e.Key == "_excludes":
				source := n.Entries[i].Value.Get("_excludes")
				key := value.Pointer(value.IndexPointer("/documents", i), "_excludes")
				p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: source}, Dialect: r.Dialect.ID, Key: key, Feature: "citations", Value: source})
			default:
				data.Entries = append(data.Entries, e)
			}
		}
		doc.Entries = append(out, value.Entry{Key: "data", Value: data})
	}
	p.Settings = append(p.Settings, prompt.Setting{At: prompt.At{Node: n}, Param: "citable_documents", Feature: "citations", Value: list, Form: "documents"})
}
