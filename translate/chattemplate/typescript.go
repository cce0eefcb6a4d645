package chattemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A typer writes schemas of arguments as types of TypeScript, as harmony wants
// tools defined, and remembers which keywords have no such form.
type typer struct {
	*text
	lost []*value.Node
	ok   bool // nothing was found that text cannot hold
}

// function writes the definition of a tool: its description as a comment, its
// arguments as one object.
func (t *text) function(tool *prompt.Tool) (lost []*value.Node, ok bool) {
	w := &typer{text: t, ok: true}
	if tool.Schema != nil && (tool.Schema.Kind != value.Object || !holdable(tool.Schema)) {
		return nil, false
	}
	props := tool.Schema.Get("properties")
	if props != nil && props.Kind != value.Object {
		return nil, false
	}
	w.comment(tool.Description)
	w.lit("type ")
	w.node(tool.Name)
	if props == nil || len(props.Entries) == 0 {
		w.lit(" = () => any;")
		if tool.Schema != nil {
			w.rest(tool.Schema, "type", "properties", "required")
			w.required(tool.Schema, nil)
			w.scalars(tool.Schema, "object")
		}
		return w.lost, w.ok
	}
	w.lit(" = (_: ")
	w.object(tool.Schema, false)
	w.lit(") => any;")
	w.scalars(tool.Schema, "object")
	return w.lost, w.ok
}

func (w *typer) comment(n *value.Node) {
	if n == nil {
		return
	}
	if n.Kind != value.String {
		w.lit("// ")
		w.node(n)
		w.lit("\n")
		return
	}
	for line := range strings.SplitSeq(n.Str, "\n") {
		w.lit("// " + line + "\n")
	}
}

// object writes the properties of s; s has some. field says that it is the type
// of a field, which has its description and default written already.
func (w *typer) object(s *value.Node, field bool) {
	props := s.Get("properties")
	w.lit("{\n")
	for i := range props.Entries {
		e := &props.Entries[i]
		if e.Block != nil || e.Spread || e.Value == nil {
			w.ok = false
			return
		}
		w.field(e.Key, e.Value, stringsOf(s.Get("required"))[e.Key])
	}
	w.lit("}")
	w.unsaid(s, field, "type", "properties", "required")
	w.required(s, props)
}

func stringsOf(list *value.Node) map[string]bool {
	out := map[string]bool{}
	if list != nil {
		for i := range list.Entries {
			if v := list.Entries[i].Value; v.IsString() {
				out[v.Str] = true
			}
		}
	}
	return out
}

func (w *typer) field(name string, s *value.Node, required bool) {
	w.comment(s.Get("description"))
	w.lit(name)
	if !required {
		w.lit("?")
	}
	w.lit(": ")
	w.typ(s, true)
	w.lit(",")
	if d := s.Get("default"); d != nil {
		w.lit(" // default: ")
		if d.IsString() {
			w.lit(d.Str)
		} else {
			w.ok = w.writeJSON(d, 0, 0) && w.ok
		}
	}
	w.lit("\n")
}

// unsaid remembers the keywords of s besides those that are known, and besides
// what a field says before its type.
func (w *typer) unsaid(s *value.Node, field bool, known ...string) {
	if field {
		known = append(known, "description", "default")
	}
	w.rest(s, known...)
}

// typ writes the type that a schema allows.
func (w *typer) typ(s *value.Node, field bool) {
	if s.Kind != value.Object {
		w.lit("any")
		w.lost = append(w.lost, s)
		return
	}
	if enum := s.Get("enum"); enum != nil && enum.Kind == value.Array && len(enum.Entries) > 0 {
		for i := range enum.Entries {
			v := enum.Entries[i].Value
			if v == nil {
				w.ok = false
				return
			}
			if i > 0 {
				w.lit(" | ")
			}
			w.ok = w.writeJSON(v, 0, 0) && w.ok
		}
		w.unsaid(s, field, "type", "enum")
		w.scalars(s, "string", "number", "integer", "boolean", "null")
		return
	}
	switch t := s.Get("type"); {
	case t.Is("object") && s.Get("properties") != nil && s.Get("properties").Kind == value.Object && len(s.Get("properties").Entries) > 0:
		w.object(s, field)
		return
	case t.Is("array") && s.Get("items") != nil:
		items := s.Get("items")
		open, end := "", "[]"
		if enum := items.Get("enum"); enum != nil && len(enum.Entries) > 1 {
			open, end = "(", ")[]"
		}
		w.lit(open)
		w.typ(items, false)
		w.lit(end)
		w.unsaid(s, field, "type", "items")
		return
	case t.Is("integer"), t.Is("number"):
		w.lit("number")
		if t.Str == "integer" {
			w.lost = append(w.lost, t)
		}
	case t.Is("string"), t.Is("boolean"), t.Is("null"):
		w.lit(t.Str)
	default:
		w.lit("any")
		if t != nil {
			w.lost = append(w.lost, t)
		}
	}
	w.unsaid(s, field, "type")
}

// rest remembers the keywords of s besides those that are known.
func (w *typer) rest(s *value.Node, known ...string) {
next:
	for _, m := range s.Members() {
		for _, k := range known {
			if m.Key == k && !m.Spread {
				continue next
			}
		}
		w.lost = append(w.lost, m.Value)
	}
}

// scalars remembers a type that is none of those that need no word.
func (w *typer) scalars(s *value.Node, known ...string) {
	t := s.Get("type")
	for _, k := range known {
		if t == nil || t.Is(k) {
			return
		}
	}
	w.lost = append(w.lost, t)
}

// required remembers names that are required and not defined.
func (w *typer) required(s, props *value.Node) {
	list := s.Get("required")
	if list == nil {
		return
	}
	if list.Kind != value.Array {
		w.lost = append(w.lost, list)
		return
	}
	for i := range list.Entries {
		if v := list.Entries[i].Value; !v.IsString() || props.Get(v.Str) == nil {
			w.lost = append(w.lost, v)
		}
	}
}
