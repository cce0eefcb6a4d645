package poml

import (
	"strings"
	"unicode"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// option returns the name of a setting in the words of a request: POML writes
// maxTokens or max-tokens, and its programs send max_tokens
// (docs/python/integration/openai.md of https://github.com/microsoft/poml, read
// 2026-11-23).
func option(name string) string {
	var b strings.Builder
	for i, c := range strings.ReplaceAll(name, "-", "_") {
		if unicode.IsUpper(c) {
			if i > 0 && !strings.HasSuffix(b.String(), "_") {
				b.WriteByte('_')
			}
			c = unicode.ToLower(c)
		}
		b.WriteRune(c)
	}
	if b.String() == "max_output_tokens" {
		return "max_tokens" // as the AI SDK calls it, which POML's editor runs
	}
	return b.String()
}

// runtime reads the settings.
func (r *reader) runtime(n *node) {
	for i := range n.attrs {
		a := &n.attrs[i]
		v := r.attribute(a)
		switch a.name {
		case "model":
			r.Model = v
			r.Tree.Set("model", v)
			continue
		case "provider":
			r.Provider = v
			continue
		}
		name := option(r.view.Text[a.nameAt:a.nameEnd])
		if r.params.Get(name) == nil {
			r.params.Set(name, v)
		}
	}
}

// attribute returns the value of an attribute: numbers and booleans as such.
func (r *reader) attribute(a *attr) *value.Node {
	v := r.filled(r.view.Slice(a.start, a.end))
	if !v.IsString() {
		return v
	}
	switch s := v.Str; {
	case value.IsJSONNumber(s):
		v.Kind = value.Number
	case s == "true" || s == "false":
		v.Kind, v.Bool = value.Bool, s == "true"
	case strings.HasPrefix(s, "[") || strings.HasPrefix(s, "{"):
		if n, problems := value.ReadJSON(v.View, value.Options{}); len(problems) == 0 {
			return n
		}
	}
	return v
}

// tool reads a tool that the model may call: its schema stands in the element.
func (r *reader) tool(n *node) {
	t := &prompt.Tool{Kind: prompt.FunctionTool}
	obj := &value.Node{Kind: value.Object, Span: r.view.Span(n.start, n.endAt)}
	t.Node = obj
	if a := n.get("name"); a != nil {
		t.Name = r.attribute(a)
		obj.Set("name", t.Name)
	}
	if a := n.get("description"); a != nil {
		t.Description = r.attribute(a)
		obj.Set("description", t.Description)
	}
	if t.Name == nil {
		r.Wrong(obj, "this tool has no name; expected name=\"…\"")
	}
	if v := r.inside(n); v != nil {
		if t.Schema = r.schema(v); t.Schema != nil {
			obj.Set("parameters", t.Schema)
		}
	}
	list := r.Tree.Get("tools")
	if list == nil {
		list = value.NewArray()
		r.Tree.Set("tools", list)
	}
	list.Entries = append(list.Entries, value.Entry{Value: obj, Span: obj.Span})
	r.Tools = append(r.Tools, prompt.Entry[prompt.Tool]{Item: t, Span: obj.Span})
}

// output reads the contract on the answer.
func (r *reader) output(n *node) {
	v := r.inside(n)
	if v == nil {
		return
	}
	o := &prompt.Output{Kind: prompt.OutputSchema}
	if o.Schema = r.schema(v); o.Schema == nil || o.Schema.Kind != value.Object {
		o.Node = r.filled(v)
		if whole(o.Node) {
			o.Schema = o.Node // a variable that holds the schema
		} else {
			o.Kind, o.Schema = prompt.OutputOpaque, nil // a schema as an expression
		}
	} else {
		o.Node = o.Schema
	}
	r.Tree.Set("output", o.Node)
	r.Output = prompt.List[prompt.Output]{{Item: o, Span: o.Node.Span}}
}

// whole makes a text that is one variable a value that only the run will tell,
// and reports whether it is one.
func whole(n *value.Node) bool {
	if n.Kind != value.Text || len(n.Text) != 1 || n.Text[0].Tag == nil || n.Text[0].Tag.Kind != expr.TagHole {
		return false
	}
	n.Kind, n.Tag, n.Text = value.Hole, n.Text[0].Tag, nil
	return true
}

// inside returns the one text of an element.
func (r *reader) inside(n *node) *source.View {
	for _, c := range n.children {
		if s := r.view.Text[c.start:c.end]; c.kind == tokText && strings.TrimSpace(s) != "" {
			from := c.start + len(s) - len(strings.TrimLeft(s, " \t\r\n"))
			return r.view.Slice(from, from+len(strings.TrimSpace(s)))
		}
	}
	return nil
}

// schema reads a schema in JSON; nil where it is something else, or has
// variables in it.
func (r *reader) schema(v *source.View) *value.Node {
	if !strings.HasPrefix(v.Text, "{") || strings.Contains(v.Text, "{{") {
		return nil
	}
	n, problems := value.ReadJSON(v, value.Options{})
	r.Problems = append(r.Problems, problems...)
	return n
}
