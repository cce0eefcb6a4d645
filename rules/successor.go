package rules

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// successor returns the renaming of an option whose vendor has deprecated its
// name and gives another name for the same thing; nil for all others, and
// where the new name stands beside it already. It is unsafe: an older model or
// a gateway may know the old name only.
func (c *collector) successor(s *prompt.Setting) *fact.Fix {
	d, ok := c.o.Catalog.Dialect(c.doc.Dialect)
	if !ok || s.Form == "" {
		return nil
	}
	old, ok := d.FieldAt(s.Form, c.doc.Version)
	if !ok || old.Deprecated == "" {
		return nil
	}
	to, ok := d.Field(string(s.Param), c.doc.Version)
	named := strings.FieldsFunc(old.Deprecated, func(r rune) bool { return r == ',' || r == ' ' })
	if !ok || to.Read || to.Path == old.Path || !slices.Contains(named, to.Path) {
		return nil
	}
	oldKey, newKey := last(old.Path), last(to.Path)
	if oldKey == newKey || strings.TrimSuffix(old.Path, oldKey) != strings.TrimSuffix(to.Path, newKey) {
		return nil // it moves, which an edit of its key cannot say
	}
	key := c.keyOf(s.Node, newKey)
	raw := c.doc.File.Slice(key)
	i := strings.Index(raw, oldKey)
	if i < 0 || strings.Count(raw, oldKey) != 1 {
		return nil
	}
	at := source.Span{Start: key.Start + i, End: key.Start + i + len(oldKey)}
	return &fact.Fix{
		Applicability: "unsafe", Message: "rename " + oldKey + ", which is deprecated, to " + newKey,
		Edits: []fact.Edit{c.edit(source.Edit{Span: at, Text: newKey})},
	}
}

func last(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// keyOf returns where the key of a value of the request stands; the zero span
// where it has none, where several cases share it, or where its object has the
// key taken already.
func (c *collector) keyOf(n *value.Node, taken string) source.Span {
	p := c.doc.Prompt
	if p == nil || p.Node == nil {
		return source.Span{}
	}
	var at source.Span
	p.Node.Walk("", func(_ string, o *value.Node) {
		if o.Kind != value.Object || !at.IsZero() {
			return
		}
		for i := range o.Entries {
			if e := &o.Entries[i]; e.Value == n && n != nil && o.Get(taken) == nil {
				at = e.KeySpan
			}
		}
	})
	return at
}
