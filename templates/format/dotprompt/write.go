package dotprompt

import (
	"bytes"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/dotprompt/picoschema"
	"github.com/promptglot/promptglot/templates/handlebars"
)

var _ format.Writer = Format{}

// name is the format in messages.
const name = "dotprompt"

// Write implements format.Writer.
func (Format) Write(p *prompt.Prompt, w *format.Writing) ([]format.Out, error) {
	front, err := (&fieldWriter{w: w}).front(p)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if len(front.Entries) > 0 {
		y, err := front.YAML(0)
		if err != nil {
			return nil, err
		}
		b.WriteString("---\n")
		b.Write(y)
		b.WriteString("---\n")
	}
	body := bodyWriter{w: w}
	text, problems := templates.Print(handlebars.Dotprompt(), body.all(p.Messages))
	for _, q := range problems {
		switch q.Kind {
		case templates.NoEquivalent:
			w.Drop(q.Span, "", q.Message)
		case templates.Approximate:
			w.Weaken(q.Span, "", q.Message)
		}
	}
	if len(front.Entries) > 0 && strings.TrimRight(text, space) != text {
		// White space around a body is taken away. A turn that says nothing is
		// none, and its marker keeps what stands before it.
		text += `{{role "user"}}`
	}
	b.WriteString(text)
	if !strings.HasSuffix(text, "\n") && len(front.Entries) > 0 {
		b.WriteByte('\n') // taken away with it
	}
	return []format.Out{{Data: b.Bytes()}}, nil
}

// A fieldWriter writes the front matter.
type fieldWriter struct {
	w *format.Writing
}

// optionName returns the word of config for a param.
func optionName(p prompt.Param) string {
	for name, known := range Options {
		if known == p {
			return name
		}
	}
	return ""
}

func (f *fieldWriter) front(p *prompt.Prompt) (*value.Node, error) {
	out := &value.Node{Kind: value.Object}
	if p.Name != "" {
		out.Set("name", value.NewString(p.Name))
	}
	if p.Description != "" {
		out.Set("description", value.NewString(p.Description))
	}
	if m := p.Model; m != nil {
		if m.Value.IsString() {
			out.Set("model", value.NewString(f.w.ModelName()))
		} else {
			f.w.Drop(m.Span(), "model-name", name+" fills nothing in where the model is named; expected a name that is written out")
		}
	}
	rest := *p
	rest.Name, rest.Description, rest.Model, rest.Settings, rest.Ext = "", "", nil, nil, nil
	config := &value.Node{Kind: value.Object}
	for _, s := range p.Settings {
		word := optionName(s.Param)
		if word == "" || !s.Value.Literal() || config.Get(word) != nil {
			rest.Settings = append(rest.Settings, s)
			continue
		}
		v := s.Value.Clone()
		if s.Param == prompt.ParamStop && v.IsString() {
			v = value.NewArray(v)
		}
		config.Set(word, v)
	}
	for _, x := range p.Ext {
		key, ok := strings.CutPrefix(x.Key, "/config/")
		switch {
		case ok && x.Dialect == ID && x.Value.Literal():
			config.Set(key, x.Value.Clone())
		case x.Dialect == ID && strings.HasSuffix(x.Key, "schema"), x.Dialect == ID && strings.HasSuffix(x.Key, "Schema"):
			// The name of a schema: it stands where the schema is written.
		case x.Idle == "":
			rest.Ext = append(rest.Ext, x)
		}
	}
	if len(config.Entries) > 0 {
		out.Set("config", config)
	}
	f.inputs(out, p.Inputs)
	f.output(out, p.Output)
	f.tools(out, p.Tools)
	for _, m := range f.w.Left() {
		// A namespace, or one of the keys that are for programs.
		if (strings.Contains(m.Key, ".") || m.Key == "variant" || m.Key == "version" || m.Key == "ext" || m.Key == "metadata") && m.Value.Literal() {
			out.Entries = append(out.Entries, value.Entry{Key: m.Key, Value: f.w.Taken(m.Key, m.Value)})
		}
	}
	rest.Tools, rest.Output, rest.Inputs = nil, nil, nil
	f.w.Account(&rest, name, format.Can{Title: true, About: true, Model: true, Tools: true, Output: true, Inputs: true})
	return out, nil
}

// schema returns a schema in Picoschema, or as it stands where that has no word
// for something; nil where it is not written out.
func (f *fieldWriter) schema(s *value.Node) *value.Node {
	if s == nil || !s.Literal() {
		return nil
	}
	if pico, exact := picoschema.Write(s); exact {
		return pico
	}
	return s.Clone()
}

// inputs writes the variables as one schema and their defaults.
func (f *fieldWriter) inputs(out *value.Node, inputs []prompt.Input) {
	props, required, defaults := &value.Node{Kind: value.Object}, value.NewArray(), &value.Node{Kind: value.Object}
	for i := range inputs {
		in := &inputs[i]
		props.Set(in.Name, inputSchema(in))
		if in.Required {
			required.Append(value.NewString(in.Name))
		}
		if in.Default != nil && in.Default.Literal() {
			defaults.Set(in.Name, in.Default.Clone())
		}
		if in.Sample != nil {
			f.w.Drop(in.Sample.Span, "", name+" has no place for sample values ("+in.Name+")")
		}
	}
	if len(props.Entries) == 0 {
		return
	}
	s := value.NewObject("type", value.NewString("object"), "properties", props, "additionalProperties", value.NewBool(false))
	if len(required.Entries) > 0 {
		s.Set("required", required)
	}
	block := value.NewObject("schema", f.schema(s))
	if len(defaults.Entries) > 0 {
		block.Set("default", defaults)
	}
	out.Set("input", block)
}

// inputSchema returns the schema of one variable. One that may be absent may be
// null too, as Picoschema has it.
func inputSchema(in *prompt.Input) *value.Node {
	s := &value.Node{Kind: value.Object}
	if in.Schema != nil && in.Schema.Literal() {
		s = in.Schema.Clone()
	}
	kind := in.Kind
	switch kind {
	case "string", "integer", "number", "boolean", "object", "array":
	default:
		kind = "" // any, and kinds that are no text: images, conversations
	}
	if len(in.Enum) > 0 && s.Get("enum") == nil {
		list := value.NewArray()
		for _, e := range in.Enum {
			list.Append(value.NewString(e))
		}
		if !in.Required {
			list.Append(value.NewNull())
		}
		s.Set("enum", list)
		kind = ""
	}
	if kind == "array" && s.Get("items") == nil {
		s.Set("items", &value.Node{Kind: value.Object})
	}
	if kind == "object" && s.Get("properties") == nil && s.Get("additionalProperties") == nil {
		s.Set("properties", &value.Node{Kind: value.Object})
		s.Set("additionalProperties", &value.Node{Kind: value.Object})
	}
	if s.Get("type") == nil && kind != "" {
		t := value.NewString(kind)
		if !in.Required {
			t = value.NewArray(t, value.NewString("null"))
		}
		s.Set("type", t)
	}
	if in.Description != "" && s.Get("description") == nil {
		s.Set("description", value.NewString(in.Description))
	}
	return s
}

// output writes the contract on the answer.
func (f *fieldWriter) output(out *value.Node, l prompt.List[prompt.Output]) {
	for i := range l {
		o := l[i].Item
		switch {
		case o == nil:
			f.w.Drop(l[i].Span, "response-format-json-schema", name+" has no conditions around output")
		case o.Kind == prompt.OutputText:
			out.Set("output", value.NewObject("format", value.NewString("text")))
		case o.Kind == prompt.OutputJSON:
			out.Set("output", value.NewObject("format", value.NewString("json")))
		case o.Kind == prompt.OutputSchema && f.schema(o.Schema) != nil:
			out.Set("output", value.NewObject("format", value.NewString("json"), "schema", f.schema(o.Schema)))
			if o.Strict != nil || o.Name != nil {
				f.w.Weaken(o.Span(), "response-format-json-schema", name+" has no word for the name of a schema and for strict")
			}
		case o.Kind == prompt.OutputOpaque && o.Node.Get("format").IsString() && o.Node.Get("schema") == nil:
			out.Set("output", value.NewObject("format", value.NewString(o.Node.Get("format").Str))) // a format of the program's own
		default:
			f.w.Drop(o.Span(), "response-format-json-schema", name+" has no word for this contract on the answer")
		}
	}
}

// tools writes names and definitions.
func (f *fieldWriter) tools(out *value.Node, l prompt.List[prompt.Tool]) {
	names, defs := value.NewArray(), value.NewArray()
	for i := range l {
		t := l[i].Item
		switch {
		case t == nil:
			f.w.Drop(l[i].Span, "tool-definition", name+" has no conditions around tools")
		case t.Kind == prompt.BuiltinTool && t.Builtin == RegisteredTool && t.Name.IsString():
			names.Append(value.NewString(t.Name.Str))
		case t.Kind == prompt.FunctionTool && t.Name.IsString() && t.Description.Literal() && t.Schema.Literal():
			d := value.NewObject("name", value.NewString(t.Name.Str))
			if t.Description.IsString() {
				d.Set("description", value.NewString(t.Description.Str))
			}
			d.Set("inputSchema", f.schema(t.Schema))
			for _, x := range t.Ext {
				if x.Dialect == ID && x.Value.Literal() {
					d.Set(strings.TrimPrefix(x.Key, "/"), x.Value.Clone())
				} else {
					f.w.Drop(x.Span(), x.Feature, name+" has no place for "+x.Key+" of a tool")
				}
			}
			if t.Strict != nil {
				f.w.Drop(t.Strict.Span, "tool-definition", name+" has no word for strict")
			}
			defs.Append(d)
		default:
			f.w.Drop(t.Span(), "tool-definition", name+" has only functions, written out: this tool is another")
		}
	}
	if len(names.Entries) > 0 {
		out.Set("tools", names)
	}
	if len(defs.Entries) > 0 {
		out.Set("toolDefs", defs)
	}
}
