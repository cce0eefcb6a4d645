package promptfoo

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
	"slices"
)

var _ format.Writer = Format{}

// title is the format in messages.
const title = "a promptfoo configuration"

// Write implements format.Writer: a configuration with one prompt, one provider
// and, where variables have samples, one test.
func (Format) Write(p *prompt.Prompt, w *format.Writing) ([]format.Out, error) {
	root := &value.Node{Kind: value.Object}
	rest := *p
	rest.Ext = nil
	var foreign *value.Node // a provider that is no model
	for _, x := range p.Ext {
		if x.Dialect == ID && x.Key == "/providers" && x.Value.IsString() {
			foreign = value.NewString(x.Value.Str)
		} else if x.Idle == "" {
			rest.Ext = append(rest.Ext, x)
		}
	}
	if about := p.Description; about != "" {
		root.Set("description", value.NewString(about))
	}
	body, err := promptText(p, w)
	if err != nil {
		return nil, err
	}
	one := value.NewString(body)
	if p.Name != "" {
		one = value.NewObject("label", value.NewString(p.Name), "raw", one)
	}
	root.Set("prompts", value.NewArray(one))
	if v := provide(p, &rest, w); v != nil {
		root.Set("providers", value.NewArray(v))
	} else if foreign != nil {
		root.Set("providers", value.NewArray(foreign))
	}
	test := w.Take("tests")
	if test == nil {
		test = samples(p.Inputs)
	}
	root.Set("tests", test)
	for _, m := range w.Left() {
		if known[m.Key] && m.Value.Literal() {
			root.Set(m.Key, w.Taken(m.Key, m.Value))
		}
	}
	rest.Inputs = nil
	for _, in := range p.Inputs {
		if in.Description != "" || in.Schema != nil || in.Enum != nil || in.Strict || in.Required {
			rest.Inputs = append(rest.Inputs, in)
		}
	}
	w.Account(&rest, title, format.Can{Title: true, About: true, Model: true})
	data, err := root.YAML(0)
	return []format.Out{{Name: "promptfooconfig.yaml", Data: data}}, err
}

// known are the members of a configuration that a source file of another format
// cannot mean by the same name.
var known = map[string]bool{"defaultTest": true, "scenarios": true, "evaluateOptions": true, "outputPath": true, "nunjucksFilters": true, "env": true}

// promptText returns the prompt as promptfoo takes it: the text of a lone turn
// of the user's, else a chat in JSON. promptfoo fills in the strings of a chat
// one by one, so what a variable holds cannot break the JSON.
func promptText(p *prompt.Prompt, w *format.Writing) (string, error) {
	jinja := w.Langs.Get("jinja")
	said := w.Turns(p.Messages, title)
	if len(said) == 1 && said[0].Spread == nil && said[0].Role == prompt.RoleUser && said[0].From.Name == nil {
		return w.Text(jinja, said[0].Text), nil
	}
	list := value.NewArray()
	for _, t := range said {
		if t.Spread != nil {
			w.Drop(t.Spread.Span, "", title+" has no place for a variable that stands for messages: write it with {% for %}")
			continue
		}
		list.Append(turn(t, jinja, w))
	}
	b, err := list.Indented()
	return string(b), err
}

func turn(t format.Said, jinja templates.Language, w *format.Writing) *value.Node {
	role := string(t.Role)
	if t.Role == prompt.RoleUnknown {
		if t.From.RoleNode == nil {
			role = "user"
		} else {
			role = w.Text(jinja, t.From.RoleNode)
		}
	}
	out := value.NewObject("role", value.NewString(role), "content", value.NewString(w.Text(jinja, t.Text)))
	if t.From.Name != nil {
		out.Set("name", value.NewString(w.Text(jinja, t.From.Name)))
	}
	return out
}

// plainWords are the options that OpenAI, Anthropic and those who copy them
// call by one name.
var plainWords = map[prompt.Param]string{
	prompt.ParamTemperature: "temperature", prompt.ParamTopP: "top_p", prompt.ParamMaxTokens: "max_tokens",
}

// provide writes the provider; nil where nothing tells which it is.
func provide(p, rest *prompt.Prompt, w *format.Writing) *value.Node {
	prefix := w.Words.Written[w.Vendor]
	if p.Model == nil || !p.Model.Value.IsString() || prefix == "" {
		if p.Model != nil {
			w.Drop(p.Model.Span(), "model-name", title+" names who serves a model; nothing here tells: add the provider")
		}
		return nil
	}
	id := value.NewString(w.ModelName())
	config := &value.Node{Kind: value.Object}
	rest.Settings = nil
	for _, s := range p.Settings {
		word := plainWords[s.Param]
		if word == "" || !s.Value.Literal() || slices.Contains(w.Words.OwnOptions, w.Vendor) {
			rest.Settings = append(rest.Settings, s)
			continue
		}
		config.Set(word, s.Value.Clone())
	}
	if len(config.Entries) == 0 {
		return id
	}
	return value.NewObject("id", id, "config", config)
}

// samples makes one test of the sample values; nil without any.
func samples(inputs []prompt.Input) *value.Node {
	vars := &value.Node{Kind: value.Object}
	for i := range inputs {
		if s := inputs[i].Sample; s != nil && s.Literal() {
			vars.Set(inputs[i].Name, s.Clone())
		} else if d := inputs[i].Default; d != nil && d.Literal() {
			vars.Set(inputs[i].Name, d.Clone())
		}
	}
	if len(vars.Entries) == 0 {
		return nil
	}
	return value.NewArray(value.NewObject("vars", vars))
}
