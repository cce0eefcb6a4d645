package policies

import (
	"reflect"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
)

// A shape is the form of one value of the input. The type that policies are
// checked against, the published JSON Schema and the reference page are all
// made from it, and it is made from the Go types: they cannot disagree.
type shape struct {
	kind     shapeKind
	nullable bool
	fields   []field // of an object
	elem     *shape  // of a list or a map
	def      string  // name to define it under in the JSON Schema, if any
}

type shapeKind int

const (
	anything shapeKind = iota
	text
	integer
	number
	boolean
	object
	list
	mapping // an object with free keys
)

type field struct {
	name     string
	doc      string
	optional bool
	shape    *shape
}

// inputShape is the whole of input.
func inputShape() *shape {
	f := shapeOf(reflect.TypeFor[fact.Fact](), "fact")
	f.def = "fact"
	groups := &shape{kind: object}
	codes := &shape{kind: object}
	for _, k := range fact.Kinds {
		byKey := &shape{kind: mapping, elem: &shape{kind: list, elem: f}}
		groups.fields = append(groups.fields, field{name: string(k), doc: kindDocs[k], shape: byKey})
		codes.fields = append(codes.fields, field{name: string(k), doc: "The same facts by code; those without one are left out.", shape: byKey})
	}
	collected := &shape{kind: object, fields: []field{
		{name: "file", doc: fieldDocs["collected.file"], shape: &shape{kind: text}},
		{name: "value", doc: fieldDocs["collected.value"], shape: &shape{kind: anything}},
	}}
	in := &shape{kind: object, fields: []field{
		{name: "facts", shape: groups, optional: true},
		{name: "codes", shape: codes, optional: true},
		{name: "file", shape: &shape{kind: text}, optional: true},
		{name: "scope", shape: &shape{kind: text}, optional: true},
		{name: "collected", shape: &shape{kind: mapping, elem: &shape{kind: list, elem: collected}}, optional: true},
		{name: "prompts", shape: &shape{kind: list, elem: shapeOf(reflect.TypeFor[PromptEntry](), "prompts")}},
		{name: "targets", shape: &shape{kind: list, elem: &shape{kind: text}}},
		{name: "as_of", shape: &shape{kind: text}},
		{name: "config", shape: &shape{kind: mapping, elem: &shape{kind: mapping, elem: &shape{kind: anything}}}},
	}}
	for i := range in.fields {
		in.fields[i].doc = fieldDocs["input."+in.fields[i].name]
	}
	return in
}

// shapeOf reads the form of a Go type off its struct tags; path is where its
// fields' descriptions are found.
func shapeOf(t reflect.Type, path string) *shape {
	switch t.Kind() {
	case reflect.Pointer:
		return shapeOf(t.Elem(), path)
	case reflect.String:
		return &shape{kind: text}
	case reflect.Bool:
		return &shape{kind: boolean}
	case reflect.Int:
		return &shape{kind: integer}
	case reflect.Float64:
		return &shape{kind: number}
	case reflect.Slice:
		return &shape{kind: list, elem: shapeOf(t.Elem(), path)}
	case reflect.Struct:
		s := &shape{kind: object}
		for i := range t.NumField() {
			sf := t.Field(i)
			name, opts, _ := strings.Cut(sf.Tag.Get("json"), ",")
			if name == "-" || name == "" {
				continue
			}
			optional := strings.Contains(opts, "omitempty")
			fs := shapeOf(sf.Type, path+"."+name)
			if sf.Type.Kind() == reflect.Pointer && !optional {
				fs.nullable = true
			}
			s.fields = append(s.fields, field{name: name, doc: fieldDocs[docPath(path+"."+name)], optional: optional, shape: fs})
		}
		return s
	}
	return &shape{kind: anything}
}

// docPath lets positions, which occur in several places, share their words.
func docPath(path string) string {
	for _, end := range []string{".line", ".column", ".offset"} {
		if strings.HasSuffix(path, end) {
			return "position" + end
		}
	}
	return path
}
