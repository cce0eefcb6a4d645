package app

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/render"
)

// variables returns the data for a prompt: its own defaults, over them those of
// --vars, and over them those of --var.
func (a *App) variables(in *chosen, o *RenderOptions, missing render.Missing) (map[string]any, error) {
	data, inputs := map[string]any{}, map[string]*prompt.Input{}
	for i := range in.doc.Prompt.Inputs {
		x := &in.doc.Prompt.Inputs[i]
		inputs[x.Name] = x
		if x.Default != nil && x.Default.Literal() {
			data[x.Name] = plainValue(x.Default)
		}
	}
	var given []string
	if o.VarsFile != "" {
		tree, err := a.varsFile(o.VarsFile)
		if err != nil {
			return nil, err
		}
		for _, m := range tree.Members() {
			given, data[m.Key] = append(given, m.Key), plainValue(m.Value)
		}
	}
	for _, v := range o.Vars {
		name, text, ok := strings.Cut(v, "=")
		if !ok || name == "" {
			return nil, usage("--var %q: expected NAME=VALUE", v)
		}
		typed, err := typedVar(inputs[name], name, text)
		if err != nil {
			return nil, err
		}
		given, data[name] = append(given, name), typed
	}
	names := in.project.compose.Variables(in.doc)
	for _, name := range given {
		a.unasked(in, name, names)
	}
	if missing != render.MissingError {
		return data, nil
	}
	for _, x := range in.doc.Prompt.Inputs {
		if _, ok := data[x.Name]; !ok && x.Required {
			at := in.doc.ID
			if span := x.Span(); !span.IsZero() {
				at = place(in.file, span)
			}
			return nil, usage("%s: the prompt requires the variable %s, which is not given; give it with --var %s=VALUE or --vars FILE, or choose --missing-vars empty or name", at, x.Name, x.Name)
		}
	}
	return data, nil
}

// unasked says that a variable was given which the prompt does not ask for.
func (a *App) unasked(in *chosen, name string, names []string) {
	for _, n := range names {
		if n == name {
			return
		}
	}
	hint := "it asks for none"
	if len(names) > 0 {
		hint = "it asks for " + strings.Join(names, ", ")
	}
	if near := catalog.Similar(name, names); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, ", ") + "?"
	}
	a.note("%s: it does not ask for the variable %s; %s", in.doc.ID, name, hint)
}

// varsFile reads a file of variables.
func (a *App) varsFile(name string) (*value.Node, error) {
	data, err := a.FS.ReadFile(name)
	if err != nil {
		return nil, usage("--vars %s: it cannot be read: %w", name, cause(err))
	}
	f := source.NewFile(name, data)
	var tree *value.Node
	var problems []value.Problem
	if strings.EqualFold(path.Ext(name), ".json") {
		tree, problems = value.ReadJSON(f.Whole(), value.Options{})
	} else {
		var docs []*value.Node
		if docs, problems = value.ReadYAML(f.Whole(), value.Options{}); len(docs) > 0 {
			tree = docs[0]
		}
	}
	if len(problems) > 0 {
		first := firstProblem(problems)
		return nil, usage("--vars %s: %s", place(f, first.Span), first.Message)
	}
	if tree == nil || tree.Kind != value.Object {
		return nil, usage("--vars %s: expected an object with a member for each variable", name)
	}
	return tree, nil
}

// typedVar gives a variable of the command line the type that the prompt
// declares; what it declares nothing of is text.
func typedVar(in *prompt.Input, name, text string) (any, error) {
	if in == nil {
		return text, nil
	}
	var kinds []value.Kind
	switch in.Kind {
	case "integer", "number":
		kinds = []value.Kind{value.Number}
	case "boolean":
		kinds = []value.Kind{value.Bool}
	case "array", "thread":
		kinds = []value.Kind{value.Array}
	case "object":
		kinds = []value.Kind{value.Object}
	default:
		return text, nil
	}
	if json.Valid([]byte(text)) {
		n, _ := value.ReadJSON(source.NewFile("", []byte(text)).Whole(), value.Options{})
		if n != nil && n.Kind == kinds[0] && (in.Kind != "integer" || !strings.ContainsAny(text, ".eE")) {
			return plainValue(n), nil
		}
	}
	what := map[value.Kind]string{value.Number: in.Kind + " such as 3", value.Bool: "true or false", value.Array: "JSON array", value.Object: "JSON object"}[kinds[0]]
	return nil, usage("--var %s=%s: the prompt declares %s as %s; expected %s", name, text, name, in.Kind, what)
}

// plainValue returns scalars as values of Go and leaves the rest in the order of
// its source.
func plainValue(n *value.Node) any {
	switch n.Kind {
	case value.Null:
		return nil
	case value.Bool:
		return n.Bool
	case value.Number:
		return json.Number(n.Str)
	case value.String:
		return n.Str
	}
	return n
}
