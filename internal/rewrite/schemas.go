package rewrite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// schemaMembers are the members in which dialects have a JSON schema.
var schemaMembers = []string{"schema", "input_schema", "parameters", "parametersJsonSchema", "responseJsonSchema", "responseSchema", "format", "json"}

// spelledOut returns a request in which a schema that the program has as an object
// of a schema library stands as JSON schema, which is what goes over the wire:
// z.object({…}) becomes z.toJSONSchema(z.object({…})).
func (w *writer) spelledOut(n *value.Node) *value.Node {
	if n == nil || len(n.Entries) == 0 {
		return n
	}
	out := *n
	out.Entries = slices.Clone(n.Entries)
	for i := range out.Entries {
		e := &out.Entries[i]
		if e.Block != nil || e.Spread || e.Value == nil {
			continue
		}
		if v := e.Value; v.Kind == value.Hole && v.Tag != nil && slices.Contains(schemaMembers, e.Key) {
			if l, src := w.schema(v.Tag.Src, w.p.names[v.Span]); l != nil {
				c, tag := *v, *v.Tag
				tag.Src, tag.Expr = strings.ReplaceAll(l.As, "$", src), nil
				c.Tag = &tag
				e.Value = &c
				w.out.note(l.Note)
			}
			continue
		}
		if e.Value.Kind == value.Text {
			e.Value = w.schemaInText(e.Value)
			continue
		}
		e.Value = w.spelledOut(e.Value)
	}
	return &out
}

// schemaInText returns a text in which a schema stands as JSON.
func (w *writer) schemaInText(v *value.Node) *value.Node {
	var out *value.Node
	for i := range v.Text {
		t := v.Text[i].Tag
		if t == nil {
			continue
		}
		l, src := w.schema(t.Src, "")
		if l == nil || l.Text == "" {
			continue
		}
		if out == nil {
			c := *v
			c.Text, c.Span, c.View = slices.Clone(v.Text), source.Span{}, nil
			out = &c
		}
		tag := *t
		tag.Src, tag.Expr = strings.ReplaceAll(l.Text, "$", src), nil
		out.Text[i].Tag = &tag
		w.out.note(l.Note)
	}
	if out == nil {
		return v
	}
	return out
}

// schema returns the library that an expression is a schema of, and the
// expression as the program names it; nil where it is none, as far as the file
// says.
func (w *writer) schema(src, name string) (*catalog.SchemaLibrary, string) {
	if name == "" {
		name = src
	}
	for _, l := range catalog.SchemaLibraries(w.site.Unit.Lang) {
		if done := before(l.As); strings.HasPrefix(src, done) || strings.HasPrefix(w.given(name), done) {
			continue // JSON schema already
		}
		if l.Fits(src) || l.Fits(w.given(name)) || l.Class && w.class(name) {
			return l, name
		}
	}
	return nil, ""
}

// before is what a template has before its hole.
func before(template string) string {
	s, _, ok := strings.Cut(template, "$")
	if !ok || s == "" {
		return template + "$" // which no expression begins with
	}
	return s
}

// given is the expression that a name of the file is given, "" for none.
func (w *writer) given(name string) string {
	for i := range w.site.Unit.Assigns {
		if a := &w.site.Unit.Assigns[i]; a.Name == name && a.Value != nil && a.Value.Tag != nil {
			return a.Value.Tag.Src
		}
	}
	return ""
}

// class reports whether a name is that of a class of the file, or of one that it
// imports: those begin with a capital.
func (w *writer) class(name string) bool {
	if !identifier(name) {
		return false
	}
	for i := range w.site.Unit.Funcs {
		if f := &w.site.Unit.Funcs[i]; f.Class && f.Name == name {
			return true
		}
	}
	for i := range w.site.Unit.Imports {
		for _, n := range w.site.Unit.Imports[i].Names {
			if n.Local() == name && 'A' <= name[0] && name[0] <= 'Z' {
				return true
			}
		}
	}
	return false
}
