package coherev1

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// readTools reads the application's own tools and the connectors, which the
// vendor runs.
func readTools(r *translate.Reader, p *prompt.Prompt, tree *value.Node) {
	p.Tools = translate.ReadObjects(tree.Get("tools"), func(n *value.Node) *prompt.Tool { return readTool(r, n) })
	p.Tools = append(p.Tools, translate.ReadObjects(tree.Get("connectors"), func(n *value.Node) *prompt.Tool {
		t := &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.BuiltinTool, Builtin: "connector"}
		if n.Get("id").Is("web-search") {
			t.Builtin = "web_search"
		}
		return t
	})...)
}

func readTool(r *translate.Reader, n *value.Node) *prompt.Tool {
	t := &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.FunctionTool, Name: present(n.Get("name")), Description: present(n.Get("description"))}
	known := []string{"name", "description"}
	if defs := n.Get("parameter_definitions"); isObject(defs) && flat(defs) {
		known = append(known, "parameter_definitions")
		t.Schema = schema(r, t, defs)
	}
	t.Ext = r.Rest(n, "tool-definition", known...)
	return t
}

// flat reports whether an object has nothing but members with objects.
func flat(n *value.Node) bool {
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Block != nil || e.Spread || !isObject(e.Value) {
			return false
		}
	}
	return true
}

// schema makes a JSON Schema of definitions, in which each parameter says for
// itself whether it is required.
func schema(r *translate.Reader, t *prompt.Tool, defs *value.Node) *value.Node {
	props := r.Copy(defs)
	required := &value.Node{Kind: value.Array}
	for i := range props.Entries {
		name, def := props.Entries[i].Key, props.Entries[i].Value
		if req := defs.Entries[i].Value.Get("required"); req != nil && req.Kind == value.Bool {
			t.Marks = append(t.Marks, req)
			def.Entries = without(def.Entries, "required")
			if req.Bool {
				required.Append(value.NewString(name))
			}
		}
		if retype(r, def) {
			t.Marks = append(t.Marks, defs.Entries[i].Value.Get("type"), defs.Entries[i].Value.Get("description"))
		}
	}
	out := r.StandFor(&value.Node{Kind: value.Object}, defs)
	out.Set("type", value.NewString("object"))
	out.Set("properties", props)
	if len(required.Entries) > 0 {
		out.Set("required", required)
	}
	return out
}

func without(es []value.Entry, key string) []value.Entry {
	var out []value.Entry
	for _, e := range es {
		if e.Block != nil || e.Key != key {
			out = append(out, e)
		}
	}
	return out
}

// pythonTypes are Python's names for the types of JSON.
var pythonTypes = map[string]string{
	"str": "string", "int": "integer", "float": "number", "bool": "boolean", "list": "array", "dict": "object", "none": "null",
}

var jsonTypes = map[string]bool{
	"string": true, "integer": true, "number": true, "boolean": true, "array": true, "object": true, "null": true,
}

// retype gives a definition the JSON name of its type. A type that JSON has no
// name for goes into the description. It reports whether it changed anything.
func retype(r *translate.Reader, def *value.Node) bool {
	typ := def.Get("type")
	if !typ.IsString() || jsonTypes[typ.Str] {
		return false
	}
	outer, inner, generic := strings.Cut(strings.TrimSuffix(strings.ToLower(typ.Str), "]"), "[")
	if name, ok := pythonTypes[outer]; ok {
		def.Set("type", r.StandFor(value.NewString(name), typ))
		if item, ok := pythonTypes[strings.TrimSpace(inner)]; ok && generic && name == "array" {
			def.Set("items", value.NewObject("type", value.NewString(item)))
		}
		return true
	}
	def.Entries = without(def.Entries, "type")
	note := value.NewString("type " + typ.Str)
	if d := def.Get("description"); d != nil {
		note = translate.Joined(d, " (type "+typ.Str+")")
	}
	def.Set("description", r.StandFor(note, typ))
	return true
}
