package langchain

import (
	"slices"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
)

// Write implements format.Writer: a file for load_prompt where the prompt is
// one text of the user's, else the constructor form, which load reads. Texts
// are f-strings, which both forms take without a word, wherever they can say
// them.
func (Format) Write(p *prompt.Prompt, w *format.Writing) ([]format.Out, error) {
	w.Account(p, "LangChain", format.Can{Inputs: true, Output: true})
	turns := w.Turns(p.Messages, "LangChain")
	word, lang := choose(turns, p.Lang, w.Langs)
	x := &writer{Writing: w, word: word, lang: lang}
	for i := range p.Inputs {
		x.input(&p.Inputs[i])
	}
	var root *value.Node
	if len(turns) == 1 && turns[0].Spread == nil && turns[0].Role == prompt.RoleUser && len(p.Output) == 0 {
		if word == "jinja2" {
			w.Weaken(p.Span(), "", "load_prompt refuses jinja2 templates; expected an f-string: load the file by other means")
		}
		root = value.NewObject("_type", value.NewString("prompt"))
		x.fields(root, turns[0].Text)
	} else {
		root = x.chat(p, turns)
	}
	b, err := root.Indented()
	return []format.Out{{Data: b}}, err
}

type writer struct {
	*format.Writing
	word    string // of template_format
	lang    templates.Language
	inputs  []string
	partial *value.Node
}

// input notes a declared variable. One with a default is partial.
func (x *writer) input(in *prompt.Input) {
	if in.Default != nil && in.Default.Literal() {
		if x.partial == nil {
			x.partial = &value.Node{Kind: value.Object}
		}
		x.partial.Set(in.Name, in.Default.Clone())
	} else {
		x.inputs = append(x.inputs, in.Name)
	}
	if in.Description != "" || in.Sample != nil || in.Schema != nil || in.Enum != nil {
		x.Drop(in.Span(), "", "LangChain keeps the name of a variable only: what describes "+in.Name+" is gone")
	}
}

// choose returns the language that says all of the texts: f-strings, the
// prompt's own, or Mustache.
func choose(turns []format.Said, own string, langs format.Langs) (word string, lang templates.Language) {
	for _, word := range []string{"f-string", own, "mustache"} {
		if word == "jinja" {
			word = "jinja2"
		}
		lang := langs.First(formats[word]...)
		if lang == nil {
			continue
		}
		trial := &format.Writing{Langs: langs}
		for _, t := range turns {
			if t.Text != nil {
				trial.Text(lang, t.Text)
			}
		}
		if !slices.ContainsFunc(trial.Losses, func(l format.Loss) bool { return l.Dropped }) || word == "mustache" {
			return word, lang
		}
	}
	return "f-string", langs.First(formats["f-string"]...)
}

// fields sets the members of a PromptTemplate.
func (x *writer) fields(out, text *value.Node) {
	out.Set("input_variables", x.variables(text))
	out.Set("template", value.NewString(x.Text(x.lang, text)))
	out.Set("template_format", value.NewString(x.word))
	if x.partial != nil {
		out.Set("partial_variables", x.partial)
	}
}

// variables lists what a text uses: the declared ones first.
func (x *writer) variables(nodes ...*value.Node) *value.Node {
	var used []string
	for _, n := range nodes {
		if n == nil || n.Kind != value.Text && n.Kind != value.Hole {
			continue
		}
		t := n.Text
		if n.Kind == value.Hole {
			t = expr.Text{{Tag: n.Tag}}
		}
		for _, v := range templates.Variables(t) {
			if !slices.Contains(used, v.Name) && x.partial.Get(v.Name) == nil {
				used = append(used, v.Name)
			}
		}
	}
	slices.SortStableFunc(used, func(a, b string) int { return x.rank(a) - x.rank(b) })
	out := value.NewArray()
	for _, name := range used {
		out.Append(value.NewString(name))
	}
	return out
}

func (x *writer) rank(name string) int {
	if i := slices.Index(x.inputs, name); i >= 0 {
		return i
	}
	return len(x.inputs)
}

// object returns a constructor.
func object(args *value.Node, id ...string) *value.Node {
	path := value.NewArray()
	for _, s := range id {
		path.Append(value.NewString(s))
	}
	return value.NewObject("lc", value.NewNumber("1"), "type", value.NewString("constructor"), "id", path, "kwargs", args)
}

// classes are the templates of messages by role.
var classes = map[prompt.Role]string{
	prompt.RoleSystem: "SystemMessagePromptTemplate", prompt.RoleUser: "HumanMessagePromptTemplate", prompt.RoleAssistant: "AIMessagePromptTemplate",
}

func (x *writer) chat(p *prompt.Prompt, turns []format.Said) *value.Node {
	list := value.NewArray()
	var all []*value.Node
	for _, t := range turns {
		if t.Spread != nil {
			all = append(all, t.Spread)
			name := x.placeholder(t.Spread)
			if name != "" {
				list.Append(object(value.NewObject("variable_name", value.NewString(name)), "langchain_core", "prompts", "chat", "MessagesPlaceholder"))
			}
			continue
		}
		class := classes[t.Role]
		if t.Role == prompt.RoleDeveloper {
			class = classes[prompt.RoleSystem]
			x.Weaken(t.From.Span(), "role-developer", "a developer's turn becomes the system's")
		}
		if class == "" {
			x.Drop(t.From.Span(), "", "LangChain's templates have no turns of the role "+string(t.Role))
			continue
		}
		if t.From.Name != nil {
			x.Drop(t.From.Name.Span, "message-name", "LangChain's templates have no place for a speaker's name")
		}
		all = append(all, t.Text)
		args := &value.Node{Kind: value.Object}
		x.fields(args, t.Text)
		args.Set("partial_variables", x.partial)
		inner := object(args, "langchain_core", "prompts", "prompt", "PromptTemplate")
		list.Append(object(value.NewObject("prompt", inner), "langchain_core", "prompts", "chat", class))
	}
	args := value.NewObject("input_variables", x.variables(all...), "messages", list)
	if len(p.Output) == 1 && p.Output[0].Item != nil && p.Output[0].Item.Kind == prompt.OutputSchema {
		if o := p.Output[0].Item; o.Schema != nil && o.Schema.Literal() && named(o) {
			args.Set("schema_", value.NewObject("name", o.Name, "description", o.Description, "parameters", o.Schema.Clone()))
			return object(args, "langchain_core", "prompts", "structured", "StructuredPrompt")
		}
	}
	p.Output.Walk(func(o *prompt.Output) {
		x.Drop(o.Span(), "response-format-json-schema", "LangChain's structured prompts need a schema with a name")
	})
	return object(args, "langchain_core", "prompts", "chat", "ChatPromptTemplate")
}

func named(o *prompt.Output) bool { return o.Name.IsString() && o.Name.Str != "" }

// placeholder returns the variable that brings turns, "" where it is no plain
// one.
func (x *writer) placeholder(n *value.Node) string {
	if n.Kind == value.Hole && n.Tag != nil {
		if p, ok := n.Tag.Expr.(expr.Path); ok && len(p.Steps) == 1 {
			return p.Steps[0].Name
		}
	}
	x.Drop(n.Span, "", "a placeholder of LangChain's names one variable; this is an expression")
	return ""
}
