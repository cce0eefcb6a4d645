package langchain

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
)

// plain reads a configuration of load_prompt; false where n is none.
func (r *reader) plain(n *value.Node) bool {
	kind := text(n.Get("_type"))
	fewShot := n.Get("suffix") != nil || n.Get("suffix_path") != nil
	list := n.Get("input_variables")
	switch {
	case kind == "prompt", kind == "few_shot", kind == "chat":
	case kind != "" || list == nil || list.Kind != value.Array || !names(list):
		return false
	case n.Get("template") == nil && n.Get("template_path") == nil && !(fewShot && n.Get("example_prompt") != nil):
		return false
	}
	sent := sent(n)
	r.Tree = sent
	switch {
	case kind == "chat":
		r.chat(sent)
	case kind == "few_shot" || kind == "" && fewShot:
		r.fewShot(sent)
	default:
		t := r.named(sent, "template", r.lang(n.Get("template_format")))
		if t == nil {
			if len(r.Problems) == 0 { // else it may be what could not be read
				r.Wrong(n, "the prompt has no text; expected template or template_path")
			}
			break
		}
		said := part(t)
		if file := sent.Get("template_path"); file != nil {
			said.Item.Marks = []*value.Node{file} // which says where the text stands
		}
		r.user(sent, said)
	}
	forget(sent)
	r.variables(n)
	return true
}

// sent is the configuration without what only tells LangChain how to read it.
func sent(n *value.Node) *value.Node {
	out := *n
	out.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e value.Entry) bool {
		return e.Block == nil && !e.Spread && (e.Key == "_type" || e.Key == "input_variables")
	})
	return &out
}

// forget takes out of a configuration what has told how to read it.
func forget(n *value.Node) {
	n.Entries = slices.DeleteFunc(n.Entries, func(e value.Entry) bool {
		return e.Block == nil && !e.Spread && (e.Key == "template_format" || e.Key == "validate_template")
	})
}

// names reports whether every element is a name.
func names(list *value.Node) bool {
	for i := range list.Entries {
		if !list.Entries[i].Value.IsString() {
			return false
		}
	}
	return true
}

// user adds the one message of a prompt that is text: the user's.
func (r *reader) user(at *value.Node, parts ...prompt.Entry[prompt.Part]) {
	r.say(&prompt.Message{At: prompt.At{Node: at}, Role: prompt.RoleUser, Parts: parts}, at.Span)
}

// named returns the text under key, or a hole for the file under key_path.
func (r *reader) named(n *value.Node, key string, lang templates.Language) *value.Node {
	t, file := n.Get(key), n.Get(key+"_path")
	switch {
	case t != nil && file != nil:
		r.Wrong(file, key+" and "+key+"_path are both set; expected one of them: remove one")
	case t == nil && file.IsString():
		return r.fromFile(file, lang)
	case t != nil && !t.IsString():
		if t.Kind != value.Null {
			r.Wrong(t, key+" is no text; expected a string: quote it")
		}
		return nil
	}
	if t != nil {
		r.template(lang, t)
	}
	return t
}

// chat reads _type: chat. LangChain loads the first message only, as the
// user's; the others are read as what their type says.
func (r *reader) chat(n *value.Node) {
	list := n.Get("messages")
	if list == nil || list.Kind != value.Array || len(list.Entries) == 0 {
		r.Wrong(n, "the chat prompt has no messages; expected a list whose elements have a prompt")
		return
	}
	for i := range list.Entries {
		m := list.Entries[i].Value
		p := m.Get("prompt")
		if p == nil {
			if m != nil {
				r.Wrong(m, "this message has no prompt; expected prompt with a template")
			}
			continue
		}
		if t := r.named(p, "template", r.lang(p.Get("template_format"))); t != nil {
			role := m.Get("role")
			said := &prompt.Message{At: prompt.At{Node: m}, Role: prompt.RoleUser, RoleNode: role, Parts: prompt.List[prompt.Part]{part(t)}}
			if known, ok := roles[text(role)]; ok {
				said.Role = known
				said.Marks = append(said.Marks, role)
			}
			r.say(said, m.Span)
		}
	}
}

// roles are the words for roles in messages and their templates.
var roles = map[string]prompt.Role{
	"system": prompt.RoleSystem, "developer": prompt.RoleDeveloper, "human": prompt.RoleUser, "user": prompt.RoleUser,
	"ai": prompt.RoleAssistant, "assistant": prompt.RoleAssistant, "tool": prompt.RoleTool, "function": prompt.RoleTool,
}

// roleOf returns the role that the name of a class says: SystemMessage,
// HumanMessagePromptTemplate, AIMessageChunk.
func roleOf(class string) (prompt.Role, bool) {
	word, _, ok := strings.Cut(class, "Message")
	role, known := roles[strings.ToLower(word)]
	return role, ok && known
}
