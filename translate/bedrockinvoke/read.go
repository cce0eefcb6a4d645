package bedrockinvoke

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/anthropic"
	"github.com/promptglot/promptglot/translate/bedrockconverse"
)

// claudeVersion is the version of Anthropic's API whose form the body has.
const claudeVersion = "2023-06-01"

// readClaude reads Anthropic's Messages. What has no neutral form is in
// Anthropic's own words: its API takes it as it stands.
func readClaude(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	sub := *r
	sub.Dialect, _ = catalog.Dialect("anthropic")
	sub.Version = claudeVersion
	p := anthropic.Dialect{}.Read(&sub, tree)
	r.Problems = sub.Problems
	var exts []prompt.Ext
	for _, x := range p.Ext {
		// The version and the beta flags are headers at Anthropic.
		if f, ok := r.Dialect.FieldAt(strings.TrimPrefix(x.Key, "/"), ""); ok && x.Value.Kind != value.Null {
			p.Settings = append(p.Settings, prompt.Setting{At: x.At, Param: prompt.Param(f.Param), Feature: f.Feature, Value: x.Value, Form: f.Path})
			continue
		}
		exts = append(exts, x)
	}
	p.Ext = exts
	tells(r, p, "anthropic_version", "claude_version")
	attribute(p, "anthropic", false)
	return p
}

// readNova reads the shape of Converse with Nova's own options.
func readNova(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := bedrockconverse.Dialect{}.Read(r, tree)
	tells(r, p, "schemaVersion", "nova_version")
	attribute(p, "bedrock-converse", true)
	return p
}

// tells takes a version that says no more than which form a body has out of the
// options: another form has its own. An unknown version stays one.
func tells(r *translate.Reader, p *prompt.Prompt, path, trait string) {
	p.Settings = slices.DeleteFunc(p.Settings, func(s prompt.Setting) bool {
		if s.Form != path || !s.Value.Is(r.Dialect.Trait(trait).Value) {
			return false
		}
		p.Marks = append(p.Marks, s.Value)
		return true
	})
}

// attribute says in whose words the pieces are that have no neutral form, or
// all of them.
func attribute(p *prompt.Prompt, dialect string, all bool) {
	p.Messages.Walk(func(m *prompt.Message) {
		m.Parts.Walk(func(part *prompt.Part) {
			if all || part.Kind == prompt.OpaquePart {
				part.Of = dialect
			}
		})
	})
	p.Tools.Walk(func(t *prompt.Tool) {
		if all || t.Kind != prompt.FunctionTool {
			t.Of = dialect
		}
	})
	p.ToolChoice.Walk(func(c *prompt.ToolChoice) { c.Of = dialect })
	p.Output.Walk(func(o *prompt.Output) { o.Of = dialect })
}

// readPrompt reads a body with the prompt as one text: Titan's, Llama's,
// Mistral's. A text in a model's own template is kept as it stands, control
// tokens and all.
func readPrompt(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	for _, k := range []string{"prompt", "inputText"} {
		n := tree.Get(k)
		switch {
		case n == nil:
		case n.Kind == value.Null:
			keep(r, p, k, n, "native-body")
		case len(p.Messages) > 0 || n.Kind != value.String && n.Kind != value.Text && n.Kind != value.Hole && n.Kind != value.Choice:
			keep(r, p, k, n, "native-body")
		default:
			if k == "prompt" && templated(n) {
				r.Problem(n, "raw-prompt", "this prompt is in its model's own template; control tokens in it mean nothing to another model, so take them out before it is translated")
			}
			p.Messages = append(p.Messages, said(prompt.RoleUser, n))
		}
	}
	rest(r, p, tree, "prompt", "inputText")
	return p
}

// templated reports whether a prompt is written with control tokens: what only
// the run will tell may be any text.
func templated(n *value.Node) bool {
	text := n.Str
	for i := range n.Text {
		text += n.Text[i].Lit
	}
	for _, mark := range []string{"[INST]", "<s>", "<|", "<start_of_turn>", "Human:"} {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// readOther reads a body that asks for no words: each of its members is one of
// such a call, which no chat dialect can say.
func readOther(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}, Open: tree.Open()}
	for _, m := range tree.Members() {
		keep(r, p, m.Key, m.Value, "embedding-param")
	}
	return p
}

// readCommand reads Cohere's first form: the last message and what was said
// before it.
func readCommand(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	if n := tree.Get("preamble"); n != nil && n.Kind != value.Null {
		p.Messages = append(p.Messages, said(prompt.RoleSystem, n))
	}
	if n := tree.Get("chat_history"); n != nil {
		p.Messages = append(p.Messages, translate.ReadObjects(n, func(m *value.Node) *prompt.Message { return readTurn(r, m) })...)
	}
	if n := tree.Get("message"); n != nil && n.Kind != value.Null {
		p.Messages = append(p.Messages, said(prompt.RoleUser, n))
	}
	rest(r, p, tree, "preamble", "chat_history", "message")
	return p
}

var speakers = map[string]prompt.Role{
	"USER": prompt.RoleUser, "CHATBOT": prompt.RoleAssistant, "SYSTEM": prompt.RoleSystem,
}

// readTurn reads a turn of chat_history. Results of tools have another form,
// which is named rather than guessed at.
func readTurn(r *translate.Reader, n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Form: map[string]string{}}
	role, text := n.Get("role"), n.Get("message")
	known := []string{}
	if is, ok := speakers[word(role)]; ok {
		m.Role, m.RoleNode, m.Marks = is, role, []*value.Node{role}
		known = append(known, "role")
	} else if role != nil && role.Kind != value.Null {
		m.RoleNode, known = role, append(known, "role")
	}
	if text != nil && text.Kind != value.Null {
		m.Parts, known = said(m.Role, text).Item.Parts, append(known, "message")
	}
	m.Ext = r.Rest(n, "unknown-field", known...)
	if len(n.Entries) == 0 {
		m.Marks = append(m.Marks, n)
	}
	return m
}

func word(n *value.Node) string {
	if n.IsString() {
		return n.Str
	}
	return ""
}

// said is a message of one text.
func said(role prompt.Role, n *value.Node) prompt.Entry[prompt.Message] {
	part := prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}
	if n.Kind != value.String && n.Kind != value.Text && n.Kind != value.Hole && n.Kind != value.Choice {
		part = prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "message-shape"}
	}
	m := prompt.Message{At: prompt.At{Node: n}, Role: role, Form: map[string]string{}}
	m.Parts = prompt.List[prompt.Part]{{Item: &part}}
	return prompt.Entry[prompt.Message]{Item: &m}
}

// rest keeps the structural members that the form in hand does not have, and
// reads the options.
func rest(r *translate.Reader, p *prompt.Prompt, tree *value.Node, known ...string) {
	for _, x := range r.Rest(tree, "native-body", known...) {
		if key := strings.TrimPrefix(x.Key, "/"); x.Feature != "extra-body" && r.Dialect.Structural(key) {
			p.Ext = append(p.Ext, x)
		}
	}
	r.Fields(p, tree)
}

func keep(r *translate.Reader, p *prompt.Prompt, key string, n *value.Node, feature string) {
	p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: n}, Dialect: r.Dialect.ID, Key: value.Pointer("", key), Feature: feature, Value: n})
}
