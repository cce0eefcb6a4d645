package laws

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

// amend makes the schema of a dialect that has none of its own: its parent's,
// without the options that the catalogue says it lacks and with those that it
// has besides. The trait message_fields names what turns may hold more
// ("assistant.prefix boolean, …").
func amend(t testing.TB, schema map[string]any, parentID, childID string) map[string]any {
	t.Helper()
	var out map[string]any // a copy: schemas are shared
	b, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	child, ok := catalog.Dialect(childID)
	props, isObject := out["properties"].(map[string]any)
	if !ok || !isObject {
		t.Fatalf("%s: the schema of %s cannot be amended", childID, parentID)
	}
	for k := range props {
		if !child.Structural(k) && !hasField(child, k) {
			delete(props, k)
		}
	}
	for _, f := range child.Fields {
		if !f.In("") {
			continue
		}
		last := f.Path[strings.LastIndexByte(f.Path, '.')+1:]
		dir := strings.TrimSuffix(f.Path, last)
		for _, name := range append([]string{last}, f.Aliases...) {
			place(props, dir+name, f)
		}
	}
	for _, m := range child.Trait("message_fields").List() {
		where, typ, _ := strings.Cut(m, " ")
		role, name, _ := strings.Cut(where, ".")
		allowInTurns(out, role, name, typ)
	}
	return out
}

func hasField(d *catalog.DialectInfo, key string) bool {
	for _, f := range d.Fields {
		last := f.Path[strings.LastIndexByte(f.Path, '.')+1:]
		dir := strings.TrimSuffix(f.Path, last)
		for _, name := range append([]string{last}, f.Aliases...) {
			if p := dir + name; p == key || strings.HasPrefix(p, key+".") {
				return true
			}
		}
	}
	return false
}

// place puts the field's schema at its path. A scalar's range and words are the
// child's; the shape of anything else is the parent's where it has one.
func place(props map[string]any, path string, f catalog.Field) {
	head, rest, deep := strings.Cut(path, ".")
	if deep {
		obj, _ := props[head].(map[string]any)
		inner, _ := obj["properties"].(map[string]any)
		if inner == nil {
			if obj != nil {
				return // the parent's own definition of the container
			}
			inner = map[string]any{}
			props[head] = map[string]any{"type": "object", "properties": inner, "additionalProperties": false}
		}
		place(inner, rest, f)
		return
	}
	s := map[string]any{}
	switch f.Type {
	case "number", "integer", "string", "boolean":
		s["type"] = f.Type
	case "array", "object":
		if _, has := props[head]; has {
			return
		}
		s["type"] = f.Type
		if f.Type == "array" {
			s["items"] = map[string]any{"type": "string"}
		}
	default:
		if _, has := props[head]; has {
			return
		}
	}
	if len(f.Enum) > 0 && f.Type == "string" {
		s["enum"] = anys(f.Enum)
	}
	if f.Min != nil {
		s["minimum"] = *f.Min
	}
	if f.Max != nil {
		s["maximum"] = *f.Max
	}
	props[head] = s
}

func anys(ss []string) []any {
	out := make([]any, len(ss))
	for i, s := range ss {
		out[i] = s
	}
	return out
}

// allowInTurns adds a member to every definition of a turn of that role.
func allowInTurns(v any, role, name, typ string) {
	switch v := v.(type) {
	case map[string]any:
		if props, ok := v["properties"].(map[string]any); ok {
			if r, ok := props["role"].(map[string]any); ok && r["const"] == role {
				s := map[string]any{}
				if typ != "" {
					s["type"] = typ
				}
				props[name] = s
			}
		}
		for _, x := range v {
			allowInTurns(x, role, name, typ)
		}
	case []any:
		for _, x := range v {
			allowInTurns(x, role, name, typ)
		}
	}
}
