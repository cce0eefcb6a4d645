package dotprompt

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/dotprompt/picoschema"
)

// Options maps the names of config that mean the same for every model to
// params: Genkit's GenerationCommonConfig
// (https://js.api.genkit.dev/interfaces/genkit.model.GenerationCommonConfig.html
// is where to check them; that page has not been read). All others go to the model's vendor as they stand.
var Options = map[string]prompt.Param{
	"temperature":     prompt.ParamTemperature,
	"maxOutputTokens": prompt.ParamMaxTokens,
	"topK":            prompt.ParamTopK,
	"topP":            prompt.ParamTopP,
	"stopSequences":   prompt.ParamStop,
}

// config reads the options. model names the vendor whose words the others are.
func (r *reader) config(n, model *value.Node) {
	if n.Kind != value.Object {
		if n.Kind != value.Null {
			r.Wrong(n, "config is no mapping; expected lines such as `temperature: 0.2`")
		}
		return
	}
	r.Tree.Set("config", n)
	rest := &value.Node{Kind: value.Object, Span: n.Span}
	for i := range n.Entries {
		e := n.Entries[i]
		if p, ok := Options[e.Key]; ok && e.Value != nil && !e.Spread {
			r.Options = append(r.Options, format.Option{Name: e.Key, Param: p, Value: e.Value})
			continue
		}
		rest.Entries = append(rest.Entries, e)
	}
	if len(rest.Entries) == 0 {
		return
	}
	if vendor, _, ok := strings.Cut(text(model), "/"); ok {
		// The vendor's words, and who that is the model says. The node is made:
		// the file has no key for it.
		r.Params, r.Provider = rest, value.NewString(vendor)
		return
	}
	for i := range rest.Entries {
		e := &rest.Entries[i]
		r.Ext = append(r.Ext, prompt.Ext{
			At: prompt.At{Node: e.Value}, Dialect: ID, Key: value.Pointer("/config", e.Key), Feature: "unknown-field", Value: e.Value,
		})
	}
}

// schema reads a schema and reports what is wrong with it. Names that only the
// program knows are noted: any value stands for them.
func (r *reader) schema(at string, n *value.Node) *value.Node {
	got := picoschema.Read(n, nil)
	r.Problems = append(r.Problems, got.Problems...)
	for _, name := range got.Names {
		r.Ext = append(r.Ext, prompt.Ext{
			At: prompt.At{Node: name}, Dialect: ID, Key: at, Feature: "unknown-field", Value: name,
		})
		if r.Tree.Get("schemas") == nil {
			r.Tree.Set("schemas", value.NewArray())
		}
		r.Tree.Get("schemas").Append(name)
	}
	return got.Schema
}

// input reads the variables: those of the schema, then those that have a
// default only.
func (r *reader) input(n *value.Node) {
	if n.Kind != value.Object {
		if n.Kind != value.Null {
			r.Wrong(n, "input is no mapping; expected schema: or default: below it")
		}
		return
	}
	got := picoschema.Read(n.Get("schema"), nil)
	r.Problems = append(r.Problems, got.Problems...)
	defaults := n.Get("default")
	if defaults != nil && defaults.Kind != value.Object && defaults.Kind != value.Null {
		r.Wrong(defaults, "default is no mapping; expected lines of `variable: value`")
		defaults = nil
	}
	required := map[string]bool{}
	if list := got.Schema.Get("required"); list != nil {
		for i := range list.Entries {
			required[text(list.Entries[i].Value)] = true
		}
	}
	given := map[string]*value.Node{}
	for _, m := range defaults.Members() {
		if !m.Spread {
			given[m.Key] = m.Value
		}
	}
	if props := got.Schema.Get("properties"); props != nil && props.Kind == value.Object {
		for i := range props.Entries {
			if e := &props.Entries[i]; e.Value != nil && !e.Spread {
				in := variable(e.Key, e.Value)
				in.Required, in.Default = required[e.Key], given[e.Key]
				delete(given, e.Key)
				r.Inputs = append(r.Inputs, in)
			}
		}
	}
	for _, m := range defaults.Members() {
		if given[m.Key] == m.Value && m.Value != nil {
			r.Inputs = append(r.Inputs, prompt.Input{At: prompt.At{Node: m.Value}, Name: m.Key, Kind: kindOf(m.Value), Default: m.Value})
		}
	}
}

// variable makes an input of a member of the schema.
func variable(name string, s *value.Node) prompt.Input {
	in := prompt.Input{At: prompt.At{Node: s}, Name: name, Kind: "any", Description: text(s.Get("description"))}
	switch t := s.Get("type"); {
	case t.IsString():
		in.Kind = t.Str
	case t != nil && t.Kind == value.Array && len(t.Entries) > 0:
		in.Kind = text(t.Entries[0].Value)
	}
	if list := s.Get("enum"); list != nil {
		for i := range list.Entries {
			if v := list.Entries[i].Value; v.IsString() {
				in.Enum = append(in.Enum, v.Str)
			}
		}
		if in.Kind == "any" && len(in.Enum) > 0 {
			in.Kind = "string"
		}
	}
	if in.Kind == "array" || in.Kind == "object" {
		in.Schema = s
	}
	return in
}

func kindOf(n *value.Node) string {
	switch n.Kind {
	case value.String:
		return "string"
	case value.Bool:
		return "boolean"
	case value.Array:
		return "array"
	case value.Object:
		return "object"
	case value.Number:
		if strings.ContainsAny(n.Str, ".eE") {
			return "number"
		}
		return "integer"
	}
	return "any"
}

// output reads the contract on the answer.
func (r *reader) output(n *value.Node) {
	if n.Kind != value.Object {
		if n.Kind != value.Null {
			r.Wrong(n, "output is no mapping; expected format: or schema: below it")
		}
		return
	}
	word, raw := n.Get("format"), n.Get("schema")
	if word == nil && raw == nil {
		return
	}
	o := &prompt.Output{At: prompt.At{Node: n}, Kind: prompt.OutputOpaque}
	sent := &value.Node{Kind: value.Object, Span: n.Span}
	sent.Set("format", word)
	if schema := r.schema("/output/schema", raw); schema != nil {
		sent.Set("schema", schema)
		o.Kind, o.Schema = prompt.OutputSchema, schema
		if raw.IsString() && schema.Get("type") == nil {
			o.Kind, o.Schema = prompt.OutputJSON, nil // a name that only the program knows
		}
	} else if word.Is("json") {
		o.Kind = prompt.OutputJSON
	} else if word.Is("text") {
		o.Kind = prompt.OutputText
	}
	if word != nil {
		o.Marks = append(o.Marks, word)
	}
	o.Node = sent
	r.Tree.Set("output", sent)
	r.Output = prompt.List[prompt.Output]{{Item: o, Span: n.Span}}
}
