package githubprompt

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// output joins responseFormat and jsonSchema, a string that holds JSON.
func (r *reader) output() {
	if r.format == nil {
		return
	}
	r.Tree.Set("responseFormat", r.format)
	o := &prompt.Output{At: prompt.At{Node: r.format}, Kind: prompt.OutputOpaque}
	r.Output = prompt.List[prompt.Output]{{Item: o, Span: r.format.Span}}
	switch {
	case r.format.Is("text"):
		o.Kind = prompt.OutputText
	case r.format.Is("json_object"):
		o.Kind = prompt.OutputJSON
	case r.format.Is("json_schema"):
		r.jsonSchema(o)
	default:
		r.Wrong(r.format, "unknown responseFormat "+r.format.Str+"; expected text, json_object or json_schema")
		return
	}
	o.Marks = append(o.Marks, r.format)
}

func (r *reader) jsonSchema(o *prompt.Output) {
	if r.schema == nil {
		r.Wrong(r.format, "responseFormat is json_schema but there is no jsonSchema; expected a JSON string with name and schema")
		return
	}
	tree := r.schema
	if tree.IsString() && tree.View != nil {
		n, problems := value.ReadJSON(tree.View, value.Options{})
		if r.Problems = append(r.Problems, problems...); len(problems) > 0 && (n == nil || n.Kind != value.Object) {
			return
		}
		tree = n
	}
	if tree == nil || tree.Kind != value.Object {
		r.Wrong(r.schema, "jsonSchema is no JSON object; expected a string such as {\"name\": …, \"schema\": {…}}")
		return
	}
	r.Tree.Set("jsonSchema", tree)
	o.Kind, o.Node = prompt.OutputSchema, tree
	o.Name, o.Description, o.Schema, o.Strict = tree.Get("name"), tree.Get("description"), tree.Get("schema"), tree.Get("strict")
	if o.Schema == nil {
		r.Wrong(tree, "jsonSchema has no schema; expected the keys name and schema")
	}
}
