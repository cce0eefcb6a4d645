package semantickernel

import (
	"slices"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
)

// settings are the names of execution settings, which are OpenAI's.
var settings = []struct {
	name  string
	param prompt.Param
}{
	{"max_tokens", prompt.ParamMaxTokens},
	{"temperature", prompt.ParamTemperature},
	{"top_p", prompt.ParamTopP},
	{"presence_penalty", prompt.ParamPresencePenalty},
	{"frequency_penalty", prompt.ParamFrequencyPenalty},
	{"stop_sequences", prompt.ParamStop},
	{"seed", prompt.ParamSeed},
}

// Write implements format.Writer: one YAML file with the template in it. Turns
// become <message> elements, conditions and loops around them stay.
func (Format) Write(p *prompt.Prompt, w *format.Writing) ([]format.Out, error) {
	can := format.Can{Title: true, About: true, Model: true, Inputs: true, Output: true}
	service := &value.Node{Kind: value.Object}
	if p.Model != nil && p.Model.Value.IsString() {
		service.Set("model_id", value.NewString(w.ModelID))
	} else {
		can.Model = p.Model == nil
	}
	for _, s := range settings {
		for i := range p.Settings {
			if v := p.Settings[i].Value; p.Settings[i].Param == s.param && v.Literal() && service.Get(s.name) == nil {
				if s.param == prompt.ParamStop && v.Kind == value.String {
					v = value.NewArray(v)
				}
				service.Set(s.name, v.Clone())
				can.Params = append(can.Params, s.param)
			}
		}
	}
	if len(p.Output) == 1 && p.Output[0].Item != nil {
		can.Output = contract(service, p.Output[0].Item)
	} else {
		can.Output = len(p.Output) == 0
	}
	w.Account(p, "Semantic Kernel", can)

	root := &value.Node{Kind: value.Object}
	if p.Name != "" {
		root.Set("name", value.NewString(p.Name))
	}
	if p.Description != "" {
		root.Set("description", value.NewString(p.Description))
	}
	body := (&markup{Writing: w}).prompt(p.Messages)
	word, lang := choose(body, p.Lang, w.Langs)
	root.Set("template_format", value.NewString(word))
	root.Set("template", value.NewString(w.Text(lang, value.NewText(body))))
	if list := inputs(p.Inputs); len(list.Entries) > 0 {
		root.Set("input_variables", list)
	}
	if len(service.Entries) > 0 {
		root.Set("execution_settings", value.NewObject("default", service))
	}
	b, err := root.YAML(0)
	return []format.Out{{Data: b}}, err
}

// contract writes a JSON Schema for the answer, as the kernel hands it to
// OpenAI; false where the answer's form is another.
func contract(service *value.Node, o *prompt.Output) bool {
	if o.Kind != prompt.OutputSchema || o.Schema == nil || !o.Schema.Literal() {
		return false
	}
	name := o.Name
	if !name.IsString() {
		name = value.NewString("answer")
	}
	service.Set("response_format", value.NewObject("type", value.NewString("json_schema"),
		"json_schema", value.NewObject("name", name, "strict", o.Strict, "schema", o.Schema.Clone())))
	return true
}

func inputs(list []prompt.Input) *value.Node {
	out := value.NewArray()
	for i := range list {
		in := &list[i]
		n := value.NewObject("name", value.NewString(in.Name))
		if in.Description != "" {
			n.Set("description", value.NewString(in.Description))
		}
		if in.Default != nil && in.Default.Literal() {
			n.Set("default", in.Default.Clone())
		}
		if in.Required {
			n.Set("is_required", value.NewBool(true))
		}
		if in.Kind == "thread" {
			// A conversation comes as <message> elements, which are encoded else.
			n.Set("allow_dangerously_set_content", value.NewBool(true))
		}
		out.Append(n)
	}
	return out
}

// choose returns the language that says the template: the prompt's own where
// the kernel has it, else the first that loses nothing.
func choose(body expr.Text, own string, langs format.Langs) (string, templates.Language) {
	order := []string{"semantic-kernel", "handlebars", "liquid"}
	for word, ids := range languages {
		if slices.Contains(ids, own) && word != "jinja2" {
			order = slices.Insert(order, 0, word)
		}
	}
	for _, word := range order {
		lang := asRun(langs.First(languages[word]...))
		if lang == nil {
			continue
		}
		_, problems := templates.Print(lang, body)
		if !slices.ContainsFunc(problems, func(p templates.Problem) bool { return p.Kind == templates.NoEquivalent }) {
			return word, lang
		}
	}
	return "handlebars", asRun(langs.First("handlebars"))
}

// markup lays turns out as elements.
type markup struct{ *format.Writing }

// prompt returns the template: the text itself where the user alone speaks.
func (x *markup) prompt(l prompt.List[prompt.Message]) expr.Text {
	if len(l) == 1 && l[0].Item != nil && l[0].Item.Role == prompt.RoleUser {
		if n := x.Joined(l[0].Item, "Semantic Kernel"); n != nil {
			return format.TextOf(n)
		}
		return nil
	}
	return x.list(l)
}

func (x *markup) list(l prompt.List[prompt.Message]) expr.Text {
	var out expr.Text
	for i := range l {
		switch e := &l[i]; {
		case e.Item != nil:
			out = append(out, x.message(e.Item)...)
		case e.Spread != nil:
			out = append(out, format.TextOf(e.Spread)...)
			out = append(out, expr.Seg{Lit: "\n"})
		case e.Block != nil:
			b := &expr.Block[expr.Text]{Close: e.Block.Close}
			for _, a := range e.Block.Arms {
				b.Arms = append(b.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: x.list(a.Body)})
			}
			out = append(out, expr.Seg{Block: b, Span: e.Span})
		}
	}
	return out
}

func (x *markup) message(m *prompt.Message) expr.Text {
	n := x.Joined(m, "Semantic Kernel")
	if n == nil {
		return nil
	}
	if m.Name != nil {
		x.Drop(m.Name.Span, "message-name", "Semantic Kernel's messages have no place for a speaker's name")
	}
	out := expr.Text{{Lit: `<message role="`}}
	if m.Role == prompt.RoleUnknown && m.RoleNode != nil {
		out = append(out, format.TextOf(m.RoleNode)...)
	} else {
		out = append(out, expr.Seg{Lit: string(m.Role)})
	}
	out = append(out, expr.Seg{Lit: `">`})
	out = append(out, escaped(format.TextOf(n))...)
	return append(out, expr.Seg{Lit: "</message>\n"})
}

// escaped makes the characters of a text harmless within an element: the kernel
// decodes them.
func escaped(t expr.Text) expr.Text {
	out := make(expr.Text, len(t))
	for i, s := range t {
		if s.Tag == nil && s.Block == nil {
			if lit := format.EscapeXML(s.Lit); lit != s.Lit {
				s.Lit, s.Src, s.Lang = lit, "", ""
			}
		}
		if s.Block != nil {
			b := &expr.Block[expr.Text]{Close: s.Block.Close}
			for _, a := range s.Block.Arms {
				b.Arms = append(b.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: escaped(a.Body)})
			}
			s.Block = b
		}
		out[i] = s
	}
	return out
}
