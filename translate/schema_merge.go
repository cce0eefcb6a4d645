package translate

import (
	"slices"
	"strconv"

	"github.com/promptglot/promptglot/internal/value"
)

// annotations say nothing that an answer could break: of two the first stays.
var annotations = []string{"title", "description", "default", "examples", "example", "$comment", "$schema", "$id", "deprecated", "readOnly", "writeOnly"}

// mergeable returns the branches of allOf where they have to become one schema:
// the target has no allOf, or takes one branch.
func (c *schemaWriter) mergeable(n *value.Node, force bool) *value.Node {
	list := n.Get("allOf")
	if list == nil || list.Kind != value.Array || !force && c.sub.Takes("allOf") && (!c.sub.OneAllOf || len(list.Entries) < 2) {
		return nil
	}
	for i := range list.Entries {
		if b := list.Entries[i].Value; b == nil || list.Entries[i].Spread || b.Kind != value.Object {
			return nil
		}
	}
	return list
}

// merge writes n with the branches of its allOf in it.
func (c *schemaWriter) merge(n, list *value.Node) *value.Node {
	depth := len(c.open)
	out := c.schema(c.merged(n, list))
	c.open = c.open[:depth]
	return out
}

// merged returns n with the branches of its allOf in it. A branch that speaks
// of what another one says already, and says something else, is named. The
// definitions that branches refer to are open from here on.
func (c *schemaWriter) merged(n, list *value.Node) *value.Node {
	parts := []*value.Node{c.without(n, "allOf")}
	for i := range list.Entries {
		parts = append(parts, c.followed(list.Entries[i].Value))
	}
	m, rejected := c.join(parts)
	for _, i := range rejected {
		branch := list.Entries[i-1].Value
		c.note(branch, Dropped, "allOf is not supported here, and this branch cannot be written into the schema: it contradicts another one", nil)
	}
	c.mark(list)
	if len(rejected) == 0 {
		c.once(list, Exact, "the branches of allOf are written as one schema", nil)
	}
	return m
}

// followed returns what a branch refers to, or the branch itself. The
// definitions on the way count as open until the caller closes them.
func (c *schemaWriter) followed(b *value.Node) *value.Node {
	for {
		ref := b.Get("$ref")
		if !ref.IsString() {
			if len(b.Entries) == 0 {
				c.mark(b) // it says nothing
			}
			return b
		}
		target := c.resolve(ref.Str)
		if target == nil || target.Kind != value.Object || slices.Contains(c.open, target) {
			return b
		}
		c.mark(ref)
		c.open = append(c.open, target)
		m, rejected := c.join([]*value.Node{c.without(b, "$ref"), target})
		if len(rejected) > 0 {
			return b
		}
		b = m
	}
}

// join puts the keywords of several schemas, all of which hold, into one. It
// returns the numbers of those that do not fit with the ones before them.
func (c *schemaWriter) join(parts []*value.Node) (*value.Node, []int) {
	out := &value.Node{Kind: value.Object}
	c.made[out] = c.sourceOf(parts[0])
	at := map[string]int{}
	var rejected []int
	for i, p := range parts {
		if !c.joins(out, at, p) {
			rejected = append(rejected, i)
		}
	}
	return out, rejected
}

// joins adds the members of p to out if all of them fit.
func (c *schemaWriter) joins(out *value.Node, at map[string]int, p *value.Node) bool {
	for i := range p.Entries {
		e := &p.Entries[i]
		if e.Block != nil || e.Spread {
			return len(out.Entries) == 0 && c.adopt(out, p)
		}
		j, twice := at[e.Key]
		if !twice {
			continue
		}
		if !c.agree(e.Key, out.Entries[j].Value, e.Value) {
			return false
		}
	}
	for _, e := range p.Entries {
		j, twice := at[e.Key]
		switch {
		case !twice:
			at[e.Key] = len(out.Entries)
			out.Entries = append(out.Entries, e)
		case slices.Contains(annotations, e.Key) && !sameJSON(out.Entries[j].Value, e.Value):
			c.note(e.Value, Approximate, "the "+e.Key+" beside it stands in its place", nil)
		default:
			out.Entries[j].Value = c.combined(e.Key, out.Entries[j].Value, e.Value)
		}
	}
	return true
}

// adopt takes a part with conditions in it as it is.
func (c *schemaWriter) adopt(out, p *value.Node) bool {
	out.Entries = slices.Clone(p.Entries)
	return true
}

// lower and upper are bounds of which the greater, and the smaller, is the
// narrower one.
var (
	lower = []string{"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
	upper = []string{"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}
)

// agree reports whether a keyword that two schemas say can be said once for
// both.
func (c *schemaWriter) agree(key string, a, b *value.Node) bool {
	switch {
	case slices.Contains(annotations, key):
		return true
	case key == "properties" || key == "$defs" || key == "definitions":
		if c.sets[a] == nil && !flatObject(a) || !flatObject(b) {
			return false
		}
		seen := c.set(a)
		return !slices.ContainsFunc(b.Entries, func(e value.Entry) bool { v := seen[e.Key]; return v != nil && !sameJSON(v, e.Value) })
	case key == "required":
		return a.Kind == value.Array && b.Kind == value.Array
	case slices.Contains(lower, key) || slices.Contains(upper, key):
		_, err1 := strconv.ParseFloat(a.Str, 64)
		_, err2 := strconv.ParseFloat(b.Str, 64)
		return a.Kind == value.Number && b.Kind == value.Number && err1 == nil && err2 == nil
	}
	return sameJSON(a, b)
}

// combined returns the value of a keyword on which two schemas agree, and
// enters the value that it makes superfluous as carried.
func (c *schemaWriter) combined(key string, a, b *value.Node) *value.Node {
	switch {
	case key == "properties" || key == "$defs" || key == "definitions" || key == "required":
		return c.union(a, b)
	case slices.Contains(lower, key) || slices.Contains(upper, key):
		x, _ := strconv.ParseFloat(a.Str, 64) // agree has seen to it
		y, _ := strconv.ParseFloat(b.Str, 64)
		if slices.Contains(lower, key) && x < y || slices.Contains(upper, key) && x > y {
			a, b = b, a
		}
	}
	c.mark(b)
	return a
}

// union joins two sets of named schemas, or two lists of names. The result is
// added to from then on, so that a thousand branches cost no more than their
// members.
func (c *schemaWriter) union(a, b *value.Node) *value.Node {
	seen := c.set(a)
	if _, ours := c.sets[a]; !ours {
		out := &value.Node{Kind: a.Kind, Entries: slices.Clone(a.Entries)}
		c.made[out] = c.sourceOf(a)
		a = out
		if c.sets == nil {
			c.sets = map[*value.Node]map[string]*value.Node{}
		}
		c.sets[a] = seen
	}
	for _, e := range b.Entries {
		name := nameOf(e)
		if name != "" && seen[name] != nil {
			c.mark(e.Value)
			continue
		}
		seen[name] = e.Value
		a.Entries = append(a.Entries, e)
	}
	return a
}

// set returns the members of a set of schemas, or of a list of names, by name.
func (c *schemaWriter) set(n *value.Node) map[string]*value.Node {
	if s := c.sets[n]; s != nil {
		return s
	}
	s := make(map[string]*value.Node, len(n.Entries))
	for _, e := range n.Entries {
		s[nameOf(e)] = e.Value
	}
	return s
}

// nameOf returns the name that an entry is known by: its key, or its text in a
// list of names.
func nameOf(e value.Entry) string {
	if e.Key == "" && e.Value.IsString() {
		return e.Value.Str
	}
	return e.Key
}

// sameJSON reports whether two literal values are the same.
func sameJSON(a, b *value.Node) bool {
	if a == b {
		return true
	}
	if a.Kind != b.Kind || !a.Literal() || !b.Literal() {
		return false
	}
	x, err1 := a.Canonical()
	y, err2 := b.Canonical()
	return err1 == nil && err2 == nil && string(x) == string(y)
}
