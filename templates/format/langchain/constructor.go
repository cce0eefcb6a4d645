package langchain

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// class returns the name and the arguments of a constructor, "" where n is
// none.
func class(n *value.Node) (string, *value.Node) {
	id := n.Get("id")
	if !n.Get("type").Is("constructor") || id == nil || len(id.Entries) == 0 {
		return "", nil
	}
	return text(id.Entries[len(id.Entries)-1].Value), n.Get("kwargs")
}

// object reads an object that is a prompt, or a chain that begins with one;
// false where it is neither.
func (r *reader) object(n *value.Node) bool {
	name, args := class(n)
	switch name {
	case "RunnableSequence":
		if !r.object(args.Get("first")) {
			return false
		}
		r.model(args.Get("last"))
		if steps := args.Get("middle"); steps != nil {
			for i := range steps.Entries {
				r.model(steps.Entries[i].Value)
			}
		}
		return true
	case "ChatPromptTemplate", "StructuredPrompt":
		r.placeholders(args.Get("messages"))
		r.turns(args.Get("messages"))
		r.schema(args.Get("schema_"))
	case "PromptTemplate":
		r.part(args, n, func(p prompt.Entry[prompt.Part]) { r.user(n, p) })
	case "FewShotPromptTemplate":
		unwrap(args, "example_prompt")
		r.fewShot(args)
	default:
		return false
	}
	if args == nil {
		return false
	}
	r.Tree = sent(args)
	forget(r.Tree)
	r.variables(args)
	return true
}

// unwrap puts the arguments of a constructor in its place.
func unwrap(n *value.Node, key string) {
	if _, args := class(n.Get(key)); args != nil {
		n.Set(key, args)
	}
}

// placeholders notes the variables that hold conversations.
func (r *reader) placeholders(list *value.Node) {
	if list == nil {
		return
	}
	for i := range list.Entries {
		if name, args := class(list.Entries[i].Value); name == "MessagesPlaceholder" {
			r.kinds[text(args.Get("variable_name"))] = "thread"
		}
	}
}

func (r *reader) turns(list *value.Node) {
	if list == nil || list.Kind != value.Array {
		at := list
		if at == nil {
			at = r.Front
		}
		r.Wrong(at, "the chat prompt has no list of messages; expected kwargs.messages")
		return
	}
	for i := range list.Entries {
		if n := list.Entries[i].Value; n != nil {
			r.turn(n)
		}
	}
}

func (r *reader) turn(n *value.Node) {
	name, args := class(n)
	if args == nil {
		r.Wrong(n, "this message is no object of LangChain's; expected lc, type, id and kwargs")
		return
	}
	if name == "MessagesPlaceholder" {
		v := args.Get("variable_name")
		if !v.IsString() {
			r.Wrong(n, "the placeholder has no variable_name; expected the variable that holds the conversation")
			return
		}
		v.Kind, v.Tag = value.Hole, &expr.Tag{Kind: expr.TagHole, Expr: expr.Var(v.Str), Span: v.Span}
		r.variable(v, v.Str, nil)
		r.Messages = append(r.Messages, prompt.Entry[prompt.Message]{Spread: v, Many: true, Span: n.Span})
		return
	}
	m := &prompt.Message{At: prompt.At{Node: n, Marks: []*value.Node{n.Get("id"), n.Get("lc"), n.Get("type")}}}
	known := false
	if m.Role, known = roleOf(name); !known {
		word := args.Get("role")
		if m.Role, known = roles[text(word)]; known {
			m.Marks = append(m.Marks, word)
		}
		m.RoleNode = word
	}
	if !known {
		r.Wrong(n, "nobody knows who says the message "+name+"; expected System, Human or AI messages")
		return
	}
	if p := args.Get("prompt"); p != nil {
		r.prompts(m, p)
	} else {
		r.content(m, args.Get("content"))
	}
	for _, a := range args.Members() {
		switch a.Key {
		case "prompt", "content", "role", "type", "input_variables", "id":
		case "name":
			m.Name = a.Value
		default:
			if !empty(a.Value) {
				m.Ext = append(m.Ext, prompt.Ext{At: prompt.At{Node: a.Value}, Dialect: "langchain", Key: value.Pointer("", a.Key), Feature: "unknown-field", Value: a.Value})
			}
		}
	}
	r.say(m, n.Span)
}

func empty(n *value.Node) bool {
	return n == nil || n.Kind == value.Null || n.Kind == value.Bool && !n.Bool || (n.Kind == value.Object || n.Kind == value.Array) && len(n.Entries) == 0
}

// prompts reads the template of a message, or the list of them.
func (r *reader) prompts(m *prompt.Message, p *value.Node) {
	list := []*value.Node{p}
	if p.Kind == value.Array {
		list = nil
		for i := range p.Entries {
			list = append(list, p.Entries[i].Value)
		}
	}
	for _, one := range list {
		_, args := class(one)
		r.part(args, one, func(e prompt.Entry[prompt.Part]) { m.Parts = append(m.Parts, e) })
	}
}

// part reads one template: of text, or of an image.
func (r *reader) part(args, at *value.Node, add func(prompt.Entry[prompt.Part])) {
	t := args.Get("template")
	lang := r.lang(args.Get("template_format"))
	switch {
	case args == nil || t == nil:
		if at != nil {
			r.Wrong(at, "this prompt has no template; expected kwargs.template")
		}
	case t.Kind == value.Object: // ImagePromptTemplate
		for _, key := range []string{"url", "path", "detail"} {
			r.template(lang, t.Get(key))
		}
		url := t.Get("url")
		if url == nil {
			url = t.Get("path")
		}
		add(prompt.Entry[prompt.Part]{Span: at.Span, Item: &prompt.Part{
			At: prompt.At{Node: t}, Kind: prompt.MediaPart, Feature: "media-input", Media: &prompt.Media{Kind: prompt.Image, URL: url, Detail: t.Get("detail")},
		}})
	case !t.IsString():
		r.Wrong(t, "template is no text; expected a string")
	default:
		r.template(lang, t)
		add(part(t))
	}
	r.variables(args)
}

// content reads the content of a message that is no template.
func (r *reader) content(m *prompt.Message, n *value.Node) {
	switch {
	case n == nil || n.Kind == value.Null:
	case n.Kind == value.Array:
		for i := range n.Entries {
			e := n.Entries[i].Value
			if t := e.Get("text"); t.IsString() {
				m.Parts = append(m.Parts, part(t))
			} else if e != nil {
				m.Parts = append(m.Parts, prompt.Entry[prompt.Part]{
					Item: &prompt.Part{At: prompt.At{Node: e}, Kind: prompt.OpaquePart, Feature: "unknown-field"}, Span: e.Span,
				})
			}
		}
	default:
		m.Parts = append(m.Parts, part(n))
	}
}

// schema reads the contract of a structured prompt: a function's declaration,
// or a JSON Schema.
func (r *reader) schema(n *value.Node) {
	if n == nil || n.Kind != value.Object {
		return
	}
	o := &prompt.Output{At: prompt.At{Node: n}, Kind: prompt.OutputSchema, Schema: n, Description: n.Get("description")}
	if o.Name = n.Get("name"); o.Name == nil {
		o.Name = n.Get("title")
	}
	if p := n.Get("parameters"); p != nil {
		o.Schema = p
	}
	r.Output = prompt.List[prompt.Output]{{Item: o, Span: n.Span}}
}

// options are the arguments of LangChain's models that have a neutral name.
var options = map[string]prompt.Param{
	"temperature": prompt.ParamTemperature, "top_p": prompt.ParamTopP, "top_k": prompt.ParamTopK, "max_tokens": prompt.ParamMaxTokens,
	"max_tokens_to_sample": prompt.ParamMaxTokens, "max_output_tokens": prompt.ParamMaxTokens, "stop": prompt.ParamStop,
	"stop_sequences": prompt.ParamStop, "seed": prompt.ParamSeed, "presence_penalty": prompt.ParamPresencePenalty,
	"frequency_penalty": prompt.ParamFrequencyPenalty, "n": prompt.ParamChoices,
}

// model reads the model that a chain hands the prompt to.
func (r *reader) model(n *value.Node) {
	name, args := class(n)
	if name == "RunnableBinding" {
		r.model(args.Get("bound"))
		return
	}
	if args == nil || !strings.HasPrefix(name, "Chat") && !strings.Contains(name, "OpenAI") {
		return
	}
	for _, key := range []string{"model", "model_name", "model_id"} {
		if m := args.Get(key); m.IsString() && r.Model == nil {
			r.Model = m
		}
	}
	id := n.Get("id")
	if len(id.Entries) > 1 {
		r.Provider = provider(id)
	}
	for _, a := range args.Members() {
		if p, ok := options[a.Key]; ok && a.Value.Kind != value.Null {
			r.Options = append(r.Options, format.Option{Name: a.Key, Param: p, Value: a.Value})
		}
	}
}

// provider returns the element of a class's path that says who serves:
// langchain_openai, or openai in langchain.chat_models.openai.
func provider(id *value.Node) *value.Node {
	for i := len(id.Entries) - 2; i >= 0; i-- {
		n := id.Entries[i].Value
		switch word := text(n); {
		case word == "langchain" || word == "langchain_core" || word == "chat_models" || word == "base" || word == "llms" || word == "":
		default:
			named := *n
			named.Str = strings.TrimPrefix(word, "langchain_")
			return &named
		}
	}
	return nil
}
