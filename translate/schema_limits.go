package translate

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/value"
)

// A measure adds up what a written schema has of the things that are counted.
type measure struct {
	c                  *schemaWriter
	props, enum, chars int
	depth              map[*value.Node]int // of definitions; -1 while being measured
	deepest            *value.Node         // first object that stands too deep
	longest            *value.Node         // first enum with too much text
	defs               map[string]*value.Node
}

// measure holds the written schema against the sizes that the target allows. A
// schema beyond them is an error at the server: no request can have it.
func (c *schemaWriter) measure(out *value.Node) {
	s := c.sub
	if c.spent || s.MaxDepth == 0 && s.MaxProps == 0 && s.MaxEnum == 0 && s.MaxChars == 0 {
		return
	}
	m := measure{c: c, depth: map[*value.Node]int{}, defs: map[string]*value.Node{}}
	for _, key := range []string{"$defs", "definitions"} {
		for _, e := range flatEntries(out.Get(key)) {
			m.defs["#/"+key+"/"+e.Key] = e.Value
			m.chars += utf8.RuneCountInString(e.Key)
		}
	}
	deep := m.schema(out, 1)
	for _, d := range m.defs {
		m.definition(d)
	}
	refuse := func(n *value.Node, format string, args ...any) {
		if n = c.origin(n); n == nil {
			n = c.root
		}
		c.w.Warn(n, "schema-keyword", Refused, fmt.Sprintf(format, args...), By(s.Ref))
	}
	switch {
	case s.MaxDepth > 0 && deep > s.MaxDepth:
		refuse(m.deepest, "objects are nested %d deep, %s takes %d levels", deep, s.Title, s.MaxDepth)
	case s.MaxProps > 0 && m.props > s.MaxProps:
		refuse(nil, "the schema has %d properties, %s takes %d", m.props, s.Title, s.MaxProps)
	case s.MaxEnum > 0 && m.enum > s.MaxEnum:
		refuse(nil, "the enums have %d values together, %s takes %d", m.enum, s.Title, s.MaxEnum)
	case s.MaxChars > 0 && m.chars > s.MaxChars:
		refuse(nil, "names and values have %d characters together, %s takes %d", m.chars, s.Title, s.MaxChars)
	case m.longest != nil:
		refuse(m.longest, "an enum of more than %d values has at most %d characters here", s.LongEnum[0], s.LongEnum[1])
	}
}

// origin returns the node of the source that an object of the output was
// written from.
func (c *schemaWriter) origin(out *value.Node) *value.Node {
	n := c.from[out]
	if n == nil {
		return nil
	}
	if n = c.sourceOf(n); c.w.ix.Num(n) < 0 {
		return nil
	}
	return n
}

// schema measures n, whose objects stand at the given level, and returns the
// deepest level in it.
func (m *measure) schema(n *value.Node, level int) int {
	if n == nil || n.Kind != value.Object {
		return 0
	}
	deep := 0
	if isObject(n) {
		deep = level
		if m.c.sub.MaxDepth > 0 && level > m.c.sub.MaxDepth && m.deepest == nil {
			m.deepest = n
		}
		level++
	}
	below := func(v *value.Node) { deep = max(deep, m.schema(v, level)) }
	for i := range n.Entries {
		e := &n.Entries[i]
		switch e.Key {
		case "properties":
			for _, p := range flatEntries(e.Value) {
				m.props++
				m.chars += utf8.RuneCountInString(p.Key)
				below(p.Value)
			}
		case "items", "additionalProperties":
			below(e.Value)
		case "anyOf", "allOf", "prefixItems":
			for _, b := range e.Value.Entries {
				below(b.Value)
			}
		case "enum":
			m.values(e.Value)
		case "const":
			m.chars += utf8.RuneCountInString(e.Value.Str)
		case "$ref":
			if d := m.defs[e.Value.Str]; d != nil {
				deep = max(deep, level-1+m.definition(d))
			}
		}
	}
	return deep
}

// definition returns how deep a definition goes by itself; a way back to one
// that is being measured adds nothing.
func (m *measure) definition(d *value.Node) int {
	if n, ok := m.depth[d]; ok {
		return max(n, 0)
	}
	m.depth[d] = -1
	n := m.schema(d, 1)
	m.depth[d] = n
	return n
}

func (m *measure) values(enum *value.Node) {
	chars := 0
	for _, e := range enum.Entries {
		if e.Value != nil {
			m.enum++
			chars += utf8.RuneCountInString(e.Value.Str)
		}
	}
	m.chars += chars
	if l := m.c.sub.LongEnum; len(l) == 2 && len(enum.Entries) > l[0] && chars > l[1] && m.longest == nil {
		m.longest = enum
	}
}

// binding counts what the binding schemas of one request have together.
type binding struct{ tools, optional, unions int }

// Binds reports whether a tool with the schema n can bind the model besides the
// strict tools that were asked for before, and counts it if so. Where it
// cannot, why says which limit it breaks; the tool goes without strict then.
func (w *Writer) Binds(n *value.Node) (ok bool, why string, opts []Option) {
	sub, known := w.cat.SubsetFor(w.Trait(schemaTool).Value, w.Target.Model, true)
	if !known || sub.MaxTools == 0 && sub.MaxOptional == 0 && sub.MaxUnions == 0 {
		return true, "", nil
	}
	b := w.bound
	b.tools++
	b.add(n)
	over := func(have, most int, what string) {
		if most > 0 && have > most {
			why = fmt.Sprintf("strict schemas of one request have at most %d %s together: this tool's schema guides only", most, what)
		}
	}
	over(b.unions, sub.MaxUnions, "properties of several types")
	over(b.optional, sub.MaxOptional, "properties that may be left out")
	over(b.tools, sub.MaxTools, "tools")
	if why != "" {
		return false, why, []Option{By(sub.Ref)}
	}
	w.bound = b
	return true, "", nil
}

// add counts the optional properties and those of several types below n.
func (b *binding) add(n *value.Node) {
	if n == nil {
		return
	}
	if n.Kind == value.Object {
		must, _ := requiredNames(n)
		for _, e := range flatEntries(n.Get("properties")) {
			if !must[e.Key] {
				b.optional++
			}
			if e.Value != nil && severalTypes(e.Value) {
				b.unions++
			}
		}
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Value != nil && !strings.HasPrefix(e.Key, "enum") {
			b.add(e.Value)
		}
	}
}

// severalTypes reports whether a schema is a choice of types.
func severalTypes(n *value.Node) bool {
	t := n.Get("type")
	return t != nil && t.Kind == value.Array && len(t.Entries) > 1 ||
		slices.ContainsFunc([]string{"anyOf", "oneOf"}, func(k string) bool { return n.Get(k) != nil }) || n.Get("nullable") != nil
}
