package githubprompt

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/varonly"
)

var _ format.Writer = Format{}

// title is the format in messages.
const title = "a .prompt.yml file"

// names are the words of modelParameters.
var names = []struct {
	name  string
	param prompt.Param
}{
	{"maxTokens", prompt.ParamMaxTokens},
	{"temperature", prompt.ParamTemperature},
	{"topP", prompt.ParamTopP},
}

// Write implements format.Writer. Holes are plain {{name}}; whatever else a
// text has in its tags is a loss.
func (Format) Write(p *prompt.Prompt, w *format.Writing) ([]format.Out, error) {
	root := &value.Node{Kind: value.Object}
	rest := *p
	rest.Settings, rest.Ext, rest.Output = nil, nil, nil
	if p.Name != "" {
		root.Set("name", value.NewString(p.Name))
	}
	if p.Description != "" {
		root.Set("description", value.NewString(p.Description))
	}
	if m := p.Model; m != nil && m.Value.IsString() {
		root.Set("model", value.NewString(w.ModelName()))
		if _, served := w.Words.Written[w.Vendor]; !served && w.Vendor != "" {
			w.Weaken(m.Span(), "model-name", "GitHub Models run a .prompt.yml file, which may have no model of that name")
		}
		rest.Model = nil
	}
	parameters(root, p, &rest)
	test := w.Take("testData")
	if test == nil {
		test = samples(p.Inputs)
	}
	root.Set("testData", test)
	root.Set("messages", messages(p, w))
	output(root, p, w)
	for _, m := range w.Left() {
		if m.Value.Literal() {
			root.Entries = append(root.Entries, value.Entry{Key: m.Key, Value: w.Taken(m.Key, m.Value)})
		}
	}
	inputs(&rest)
	w.Account(&rest, title, format.Can{Title: true, About: true})
	data, err := root.YAML(0)
	return []format.Out{{Data: data}}, err
}

// parameters writes the options that the format has a word for; the others
// stay in rest.
func parameters(root *value.Node, p, rest *prompt.Prompt) {
	out := &value.Node{Kind: value.Object}
next:
	for _, s := range p.Settings {
		for _, n := range names {
			if n.param == s.Param && out.Get(n.name) == nil && s.Value.Literal() {
				out.Set(n.name, s.Value.Clone())
				continue next
			}
		}
		rest.Settings = append(rest.Settings, s)
	}
	for _, x := range p.Ext {
		switch key := x.Key; {
		case x.Dialect == ID && len(key) > len("/modelParameters/") && x.Value.Literal():
			out.Set(key[len("/modelParameters/"):], x.Value.Clone())
		case x.Idle == "":
			rest.Ext = append(rest.Ext, x)
		}
	}
	if len(out.Entries) > 0 {
		root.Set("modelParameters", out)
	}
}

// samples makes one row of test data; nil without sample values.
func samples(inputs []prompt.Input) *value.Node {
	row := &value.Node{Kind: value.Object}
	for i := range inputs {
		if s := inputs[i].Sample; s != nil && s.Literal() {
			row.Set(inputs[i].Name, s.Clone())
		} else if d := inputs[i].Default; d != nil && d.Literal() {
			row.Set(inputs[i].Name, d.Clone())
		}
	}
	if len(row.Entries) == 0 {
		return nil
	}
	return value.NewArray(row)
}

// inputs leaves those to be accounted for that are more than a name and a
// sample.
func inputs(rest *prompt.Prompt) {
	var more []prompt.Input
	for _, in := range rest.Inputs {
		if in.Default != nil || in.Description != "" || in.Schema != nil || in.Enum != nil || in.Strict || in.Required {
			more = append(more, in)
		}
	}
	rest.Inputs = more
}

// messages writes the turns.
func messages(p *prompt.Prompt, w *format.Writing) *value.Node {
	out := value.NewArray()
	for _, t := range w.Turns(p.Messages, title) {
		if t.Spread != nil {
			w.Drop(t.Spread.Span, "", title+" has no place for a variable that stands for messages")
			continue
		}
		role := t.Role
		switch role {
		case prompt.RoleSystem, prompt.RoleUser, prompt.RoleAssistant:
		case prompt.RoleDeveloper:
			w.Weaken(t.From.Span(), "role-developer", title+" has no turns of the developer's; it becomes one of the system's")
			role = prompt.RoleSystem
		default:
			w.Drop(t.From.Span(), "role-tool", title+" has turns of the system, the user and the assistant only")
			continue
		}
		if n := t.From.Name; n != nil {
			w.Drop(n.Span, "message-name", title+" has no names of speakers")
		}
		out.Append(value.NewObject("role", value.NewString(string(role)), "content", value.NewString(w.Text(varonly.Language{}, t.Text))))
	}
	return out
}

// output writes responseFormat and jsonSchema.
func output(root *value.Node, p *prompt.Prompt, w *format.Writing) {
	for i := range p.Output {
		o := p.Output[i].Item
		word := ""
		if o != nil {
			word = map[prompt.OutputKind]string{prompt.OutputText: "text", prompt.OutputJSON: "json_object", prompt.OutputSchema: "json_schema"}[o.Kind]
		}
		if word == "" || o.Kind == prompt.OutputSchema && !o.Schema.Literal() {
			w.Drop(p.Output[i].Span, "response-format-json-schema", title+" has no word for this contract on the answer")
			continue
		}
		root.Set("responseFormat", value.NewString(word))
		if o.Kind != prompt.OutputSchema {
			continue
		}
		name := "answer"
		if o.Name.IsString() {
			name = o.Name.Str
		} else {
			w.Weaken(o.Span(), "response-format-json-schema", title+" wants a name for the schema; it becomes answer")
		}
		doc := value.NewObject("name", value.NewString(name))
		for _, f := range []struct {
			key string
			n   *value.Node
		}{{"description", o.Description}, {"strict", o.Strict}, {"schema", o.Schema}} {
			if f.n.Literal() && f.n != nil {
				doc.Set(f.key, f.n.Clone())
			}
		}
		if text, err := doc.Indented(); err == nil {
			root.Set("jsonSchema", value.NewString(string(text)))
		}
	}
}
