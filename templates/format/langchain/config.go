package langchain

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
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
			r.Wrong(n, "the prompt has no text; expected template or template_path")
			break
		}
		r.user(sent, part(t))
	}
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
		format.FileHole(file)
		return file
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

// fewShot reads _type: few_shot: a prefix, the examples laid out by a prompt of
// their own, and a suffix, joined by a separator.
func (r *reader) fewShot(n *value.Node) {
	lang := r.lang(n.Get("template_format"))
	between := "\n\n"
	if s := n.Get("example_separator"); s.IsString() {
		between = s.Str
	}
	var parts []prompt.Entry[prompt.Part]
	if prefix := r.named(n, "prefix", lang); prefix != nil && (prefix.Kind != value.String || prefix.Str != "") {
		parts = append(parts, part(prefix))
	}
	middle := r.examples(n, between)
	suffix := r.named(n, "suffix", lang)
	if suffix == nil {
		r.Wrong(n, "the few-shot prompt has no suffix; expected suffix or suffix_path: the text that asks the question")
	}
	if len(parts) > 0 && (len(middle) > 0 || suffix != nil) {
		middle = append(expr.Text{{Lit: between}}, middle...)
	}
	if suffix != nil && (len(middle) > 1 || len(middle) == 1 && middle[0].Lit != between) {
		middle = append(middle, expr.Seg{Lit: between})
	}
	if len(middle) > 0 {
		joined := value.NewText(middle)
		if examples := n.Get("examples"); examples != nil {
			joined.Span = examples.Span
			if joined.Kind == value.Text || joined.Str != between {
				parts = append(parts, prompt.Entry[prompt.Part]{Item: &prompt.Part{
					At: prompt.At{Node: examples, Marks: []*value.Node{n.Get("example_prompt")}}, Kind: prompt.TextPart, Text: joined,
				}, Span: examples.Span})
			}
		}
	}
	if suffix != nil {
		parts = append(parts, part(suffix))
	}
	r.user(n, parts...)
}

// examples lays the examples out.
func (r *reader) examples(n *value.Node, between string) expr.Text {
	list := n.Get("examples")
	if list == nil {
		r.Wrong(n, "the few-shot prompt has no examples; expected a list, or the name of a file that holds one")
		return nil
	}
	layout := n.Get("example_prompt")
	if list.IsString() || layout == nil {
		// The examples, or how they are laid out, stand in another file.
		if !list.IsString() {
			if list = n.Get("example_prompt_path"); list == nil {
				r.Wrong(n, "the few-shot prompt has no example_prompt; expected one, or example_prompt_path")
				return nil
			}
		}
		hole := &expr.Tag{Kind: expr.TagHole, Expr: expr.Opaque{Lang: format.FileLang, Text: list.Str}, Lang: format.FileLang, Src: list.Str, Span: list.Span, End: len(list.Str)}
		return expr.Text{{Tag: hole, Span: list.Span}}
	}
	lang := r.lang(layout.Get("template_format"))
	t := r.named(layout, "template", lang)
	if t == nil {
		r.Wrong(layout, "example_prompt has no template; expected a text with the keys of the examples")
		return nil
	}
	if list.Kind != value.Array {
		r.Wrong(list, "examples is no list; expected mappings with the variables of example_prompt")
		return nil
	}
	var out expr.Text
	for i := range list.Entries {
		if i > 0 {
			out = append(out, expr.Seg{Lit: between})
		}
		out = append(out, filled(t, list.Entries[i].Value)...)
	}
	return out
}

// filled returns the text of t with the members of values in place of its
// holes; others stay.
func filled(t, values *value.Node) expr.Text {
	if t.Kind != value.Text {
		return expr.Text{{Lit: t.Str, Span: source.Span{}}}
	}
	out := make(expr.Text, 0, len(t.Text))
	for _, s := range t.Text {
		if s.Tag != nil && s.Tag.Kind == expr.TagHole {
			if p, ok := s.Tag.Expr.(expr.Path); ok && len(p.Steps) == 1 {
				if v := values.Get(p.Steps[0].Name); v != nil && (v.Kind == value.String || v.Kind == value.Number) {
					s = expr.Seg{Lit: v.Str}
				}
			}
		}
		out = append(out, s)
	}
	return out
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
