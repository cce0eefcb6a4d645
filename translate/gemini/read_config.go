package gemini

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// keep makes an extension of a structural member that has no neutral form.
func keep(r *translate.Reader, p *prompt.Prompt, feature string, o object, path []string, name string) {
	m, ok := o.members[name]
	if !ok {
		return
	}
	pointer := ""
	for _, s := range append(path, m.key) {
		pointer = value.Pointer(pointer, s)
	}
	p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: m.value}, Dialect: r.Dialect.ID, Key: pointer, Feature: feature, Value: m.value})
}

// nulls keeps the structural members of a container that are null: Fields
// leaves them to this reader.
func nulls(r *translate.Reader, p *prompt.Prompt, o object, dotted string, path []string) {
	for _, m := range o.node.Members() {
		if m.Spread || m.Value.Kind != value.Null || !r.Dialect.Structural(dotted+"."+m.Key) {
			continue
		}
		pointer := ""
		for _, s := range append(path, m.Key) {
			pointer = value.Pointer(pointer, s)
		}
		p.Ext = append(p.Ext, nullExt(r, pointer, m.Value))
	}
}

// readChoice reads toolConfig.functionCallingConfig.
func readChoice(r *translate.Reader, p *prompt.Prompt, tc object) {
	outer := p.Form["toolConfig"]
	if outer == "" {
		outer = "toolConfig"
	}
	f := tc.container("functionCallingConfig")
	if f.node == nil {
		return
	}
	path := []string{outer, tc.key("functionCallingConfig")}
	nulls(r, p, f, "toolConfig.functionCallingConfig", path)
	mode, list := f.members["mode"].value, f.members["allowedFunctionNames"].value
	names, ok := literalNames(list)
	if mode == nil || mode.Kind == value.Choice || !ok {
		keep(r, p, "tool-choice", f, path, "mode")
		keep(r, p, "tool-choice", f, path, "allowedFunctionNames")
		return
	}
	c := prompt.ToolChoice{At: prompt.At{Node: mode}, Mode: prompt.ChoiceOpaque}
	if mode.IsString() {
		c.Form = mode.Str
	}
	word := strings.ToUpper(c.Form)
	switch {
	case word == "AUTO" && len(names) == 0:
		c.Mode = prompt.ChoiceAuto
	case word == "NONE" && len(names) == 0:
		c.Mode = prompt.ChoiceNone
	case word == "ANY" && len(names) == 0:
		c.Mode = prompt.ChoiceRequired
	case word == "ANY" && len(names) == 1:
		c.Mode = prompt.ChoiceNamed
	case word == "ANY":
		c.Mode, c.Must = prompt.ChoiceAllowed, true
	case word == "VALIDATED" && len(names) == 0:
		c.Mode = prompt.ChoiceAuto
	case word == "VALIDATED":
		c.Mode = prompt.ChoiceAllowed
	}
	if c.Mode == prompt.ChoiceOpaque || list != nil && len(names) == 0 {
		keep(r, p, "tool-choice", f, path, "allowedFunctionNames")
	} else {
		c.Names = names
		f.get("allowedFunctionNames")
	}
	if word == "VALIDATED" {
		// Beside leaving the choice free it holds calls to their schemas.
		c.Ext = []prompt.Ext{{At: prompt.At{Node: mode}, Dialect: r.Dialect.ID, Key: "/mode", Feature: "strict-schema", Value: mode}}
	} else {
		c.Marks = []*value.Node{mode}
	}
	p.ToolChoice = append(p.ToolChoice, item(c))
}

// literalNames returns the elements of a list without blocks and spreads.
func literalNames(n *value.Node) ([]*value.Node, bool) {
	if n == nil {
		return nil, true
	}
	if n.Kind != value.Array {
		return nil, false
	}
	var out []*value.Node
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil || e.Spread || e.Value.Kind == value.Choice {
			return nil, false
		}
		out = append(out, e.Value)
	}
	return out, true
}

// readOutput reads responseMimeType and the two schema members of
// generationConfig as one contract on the answer.
func readOutput(r *translate.Reader, p *prompt.Prompt, gen object) {
	outer := p.Form["generationConfig"]
	if outer == "" {
		outer = "generationConfig"
	}
	path := []string{outer}
	nulls(r, p, gen, "generationConfig", path)
	mime, kind := gen.get("responseMimeType"), ""
	if mime.IsString() {
		kind, _, _ = strings.Cut(strings.ToLower(mime.Str), ";")
	}
	key := ""
	for _, k := range []string{"responseJsonSchema", "responseSchema"} {
		switch s := gen.get(k); {
		case s == nil:
		case key == "" && s.Kind != value.Choice && (mime == nil || kind == "application/json"):
			key = k
		default:
			keep(r, p, "response-schema", gen, path, k)
		}
	}
	o := prompt.Output{At: prompt.At{Node: mime}, Kind: prompt.OutputOpaque}
	switch {
	case key != "":
		schema := gen.members[key].value
		o.Kind, o.Node, o.Form = prompt.OutputSchema, schema, key
		if o.Schema = schema; key == "responseSchema" {
			var types string
			o.Schema, types = lowerTypes(r, schema)
			o.Form += " " + types
		}
		if mime != nil {
			o.Marks = []*value.Node{mime}
			p.Form["mime"] = mime.Str
		}
	case mime == nil:
		return
	case kind == "application/json":
		o.Kind, o.Marks, p.Form["mime"] = prompt.OutputJSON, []*value.Node{mime}, mime.Str
	case kind == "text/plain":
		o.Kind, o.Marks, p.Form["mime"] = prompt.OutputText, []*value.Node{mime}, mime.Str
	case mime.Kind == value.Choice:
		keep(r, p, "response-schema", gen, path, "responseMimeType")
		return
	}
	p.Output = prompt.List[prompt.Output]{item(o)}
}
