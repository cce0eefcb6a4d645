package picoschema

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// Write returns a JSON Schema as Picoschema. exact is true where reading it
// again gives the schema; otherwise the schema should be written as it stands,
// which dotprompt takes too, and the node is nil.
func Write(schema *value.Node) (pico *value.Node, exact bool) {
	if !schema.Literal() || schema == nil {
		return nil, false
	}
	out, ok := pico1(schema, true)
	if !ok {
		return nil, false
	}
	// The proof is the reading: what Picoschema has no word for is in the
	// schema and not in what was read.
	back := Read(out, nil)
	if len(back.Problems)+len(back.Names) > 0 || back.JSON || !same(back.Schema, schema) {
		return nil, false
	}
	return out, true
}

// pico1 writes one schema as the value of a key, or at the top.
func pico1(s *value.Node, top bool) (*value.Node, bool) {
	if !isObject(s) {
		return nil, false
	}
	t := s.Get("type")
	switch {
	case t == nil && s.Get("enum") == nil && !top:
		return described("any", s), true
	case t.IsString() && slices.Contains(scalars, t.Str):
		return described(t.Str, s), true
	case t.Is("object"):
		return picoObject(s)
	}
	return nil, false
}

// described writes `word, description`.
func described(word string, s *value.Node) *value.Node {
	if d := s.Get("description"); d.IsString() {
		word += ", " + d.Str
	}
	return value.NewString(word)
}

func picoObject(s *value.Node) (*value.Node, bool) {
	required := map[string]bool{}
	if r := s.Get("required"); r != nil {
		for i := range r.Entries {
			if n := r.Entries[i].Value; n.IsString() {
				required[n.Str] = true
			}
		}
	}
	props := s.Get("properties")
	if !isObject(props) {
		return nil, false
	}
	out := &value.Node{Kind: value.Object}
	for i := range props.Entries {
		e := &props.Entries[i]
		k, v, ok := picoProperty(e.Key, e.Value, !required[e.Key])
		if !ok || strings.ContainsAny(e.Key, "?(") {
			return nil, false
		}
		out.Entries = append(out.Entries, value.Entry{Key: k, Value: v})
	}
	if more := s.Get("additionalProperties"); isObject(more) {
		v, ok := pico1(more, false)
		if !ok {
			return nil, false
		}
		out.Entries = append(out.Entries, value.Entry{Key: Wildcard, Value: v})
	}
	return out, true
}

// picoProperty writes one member: its key with what stands in parentheses, and
// its type.
func picoProperty(name string, s *value.Node, optional bool) (string, *value.Node, bool) {
	if !isObject(s) {
		return "", nil, false
	}
	if optional {
		name += "?"
		s = notNull(s)
	}
	paren := func(kind string) string {
		if d := s.Get("description"); d.IsString() {
			kind += ", " + d.Str
		}
		return name + "(" + kind + ")"
	}
	t := s.Get("type")
	switch {
	case t == nil && s.Get("enum") != nil:
		return paren("enum"), s.Get("enum").Clone(), true
	case t.Is("array"):
		v, ok := pico1(s.Get("items"), false)
		return paren("array"), v, ok
	case t.Is("object"):
		v, ok := picoObject(s)
		if s.Get("description") == nil {
			return name, v, ok
		}
		return paren("object"), v, ok
	}
	v, ok := pico1(s, false)
	return name, v, ok
}

// notNull takes the null out of an optional member: Picoschema puts it back.
func notNull(s *value.Node) *value.Node {
	c := *s
	c.Entries = append([]value.Entry(nil), s.Entries...)
	if t := s.Get("type"); t != nil && t.Kind == value.Array && len(t.Entries) == 2 && t.Entries[1].Value.Is("null") {
		c.Set("type", t.Entries[0].Value)
	}
	if e := s.Get("enum"); e != nil && len(e.Entries) > 1 && e.Entries[len(e.Entries)-1].Value.Kind == value.Null {
		c.Set("enum", &value.Node{Kind: value.Array, Entries: e.Entries[:len(e.Entries)-1]})
	}
	return &c
}

// same reports whether two literal trees say the same, whatever the order of
// their members. Lists of required names are sets.
func same(a, b *value.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Str != b.Str || a.Bool != b.Bool || len(a.Entries) != len(b.Entries) {
		return false
	}
	of := make(map[string]*value.Node, len(b.Entries))
	for i := range b.Entries {
		of[b.Entries[i].Key] = b.Entries[i].Value
	}
	for i := range a.Entries {
		if a.Kind == value.Array {
			if !same(a.Entries[i].Value, b.Entries[i].Value) {
				return false
			}
			continue
		}
		key := a.Entries[i].Key
		v := of[key]
		if v == nil {
			return false
		}
		if key == "required" && sameSet(a.Entries[i].Value, v) {
			continue
		}
		if !same(a.Entries[i].Value, v) {
			return false
		}
	}
	return true
}

// sameSet compares two lists of texts as sets.
func sameSet(a, b *value.Node) bool {
	list := func(n *value.Node) ([]string, bool) {
		var out []string
		if n.Kind != value.Array {
			return nil, false
		}
		for i := range n.Entries {
			if !n.Entries[i].Value.IsString() {
				return nil, false
			}
			out = append(out, n.Entries[i].Value.Str)
		}
		slices.Sort(out)
		return slices.Compact(out), true
	}
	x, ok1 := list(a)
	y, ok2 := list(b)
	return ok1 && ok2 && slices.Equal(x, y)
}
