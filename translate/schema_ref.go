package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// A schema may grow when its references are written out, and with references
// to references it grows without bound: a chain of thirty definitions that each
// use the next one twice is a thousand million schemas. What inlining may write
// is bounded by the size of the schema itself.
const (
	inlineFactor = 16   // schemas written for each node of the source
	inlineFlat   = 1000 // and this many besides
)

// afford counts a schema that is written because of a reference.
func (c *schemaWriter) afford(n *value.Node) bool {
	if c.left--; c.left > 0 {
		return true
	}
	if !c.spent {
		c.spent = true
		c.w.Refuse(c.root, "schema-keyword", fmt.Sprintf("written out, the references of this schema make more than %d schemas", inlineFlat+inlineFactor*countNodes(c.root)), By(c.sub.Ref))
	}
	return false
}

// reference writes a schema that refers to another one: as it is where the
// target has references, or with the other one in its place.
func (c *schemaWriter) reference(n, ref *value.Node) *value.Node {
	target := c.resolve(ref.Str)
	if target == nil {
		c.note(ref, Dropped, "the reference "+ref.Str+" leads to nothing in this schema", nil)
		return c.schema(c.without(n, "$ref"))
	}
	rest := c.without(n, "$ref")
	beside := slices.ContainsFunc(rest.Entries, func(e value.Entry) bool { return !strings.HasPrefix(e.Key, "$") })
	native := c.sub.Takes("$ref") && c.stays(ref.Str)
	if native && !(beside && c.sub.RefAlone) {
		if m := c.retyped(n); m != nil {
			return c.schema(m)
		}
		return c.object(n)
	}
	if slices.Contains(c.open, target) || target == c.root && !native {
		if !native {
			c.note(n, Refused, "a schema that contains itself cannot be said without references", nil)
			return &value.Node{Kind: value.Object}
		}
		for i := range rest.Entries {
			if e := &rest.Entries[i]; e.Value != nil && !strings.HasPrefix(e.Key, "$") {
				c.note(e.Value, Dropped, "nothing may stand beside $ref here", nil)
			}
		}
		return value.NewObject("$ref", c.local(ref))
	}
	if target.Kind != value.Object {
		c.mark(ref)
		return c.schema(target)
	}
	c.mark(ref)
	m := target
	if len(rest.Entries) > 0 {
		joined, rejected := c.join([]*value.Node{rest, target})
		if m = joined; len(rejected) > 0 {
			m = target
			for i := range rest.Entries {
				c.note(rest.Entries[i].Value, Dropped, "it contradicts the definition that it stands beside", nil)
			}
		}
	}
	c.open = append(c.open, target)
	out := c.schema(m)
	c.open = c.open[:len(c.open)-1]
	return out
}

// stays reports whether a reference means the same in the output: definitions
// keep their place, other schemas may move.
func (c *schemaWriter) stays(ref string) bool {
	if c.sub.Guides {
		return true
	}
	if ref == "#" {
		return !c.wrapped
	}
	_, name, ok := definition(ref)
	return ok && !strings.Contains(name, "/") && (c.sub.Takes("$defs") || c.sub.Takes("definitions"))
}

// definition splits #/$defs/name.
func definition(ref string) (key, name string, ok bool) {
	for _, key := range []string{"$defs", "definitions"} {
		if name, ok := strings.CutPrefix(ref, "#/"+key+"/"); ok {
			return key, name, true
		}
	}
	return "", "", false
}

// local copies a reference; definitions may have another name here.
func (c *schemaWriter) local(ref *value.Node) *value.Node {
	key, name, ok := definition(ref.Str)
	if to := c.definitionsKey(key); ok && to != key {
		c.mark(ref)
		return value.NewString("#/" + to + "/" + name)
	}
	return c.carry(ref)
}

// definitionsKey returns the target's word for $defs or definitions.
func (c *schemaWriter) definitionsKey(key string) string {
	for _, k := range []string{key, "$defs", "definitions"} {
		if k != "" && c.sub.Takes(k) {
			return k
		}
	}
	return ""
}

// definitions writes $defs. Where the target has none they are written where
// they are used.
func (c *schemaWriter) definitions(out *value.Node, m value.Member) {
	key := c.definitionsKey(m.Key)
	if key == "" || !c.sub.Takes("$ref") {
		_ = mapEntries(c.w, m.Value.Entries, func(e value.Entry) value.Entry {
			c.skipped = append(c.skipped, e.Value)
			return e
		})
		return
	}
	v := c.each(m.Value)
	if before := out.Get(key); before != nil && before.Kind == v.Kind {
		before.Entries = append(before.Entries, v.Entries...)
		return
	}
	out.Set(key, v)
}

// unused names the definitions that nothing written leads to: nothing is lost
// without them.
func (c *schemaWriter) unused() {
	for _, d := range c.skipped {
		switch i := c.w.ix.Num(d); {
		case i < 0:
		case !c.accounted(i):
			c.note(d, Exact, "nothing that is written refers to this definition", nil)
		default:
			c.rest(d)
		}
	}
}

// rest names what is left of a definition that was begun and given up.
func (c *schemaWriter) rest(n *value.Node) {
	for i := range n.Entries {
		e := &n.Entries[i]
		j := c.w.ix.Num(e.Value)
		switch {
		case j < 0 || c.w.ix.Last(j) == j && c.accounted(j):
		case !c.accounted(j):
			c.note(e.Value, Dropped, "the schema that refers to this one could not be written", nil)
		default:
			c.rest(e.Value)
		}
	}
}

// accounted reports whether some node of a subtree is carried or named.
func (c *schemaWriter) accounted(i int) bool {
	for j := i; j <= c.w.ix.Last(i); j++ {
		if c.w.carried[j] || c.w.named[j] {
			return true
		}
	}
	return false
}

// resolve finds what a local reference (#, #/$defs/name, #anchor) leads to.
func (c *schemaWriter) resolve(ref string) *value.Node {
	rest, ok := strings.CutPrefix(ref, "#")
	if !ok {
		return nil
	}
	if rest != "" && rest[0] != '/' {
		return c.anchor(rest)
	}
	n := c.root
	for _, t := range strings.Split(strings.TrimPrefix(rest, "/"), "/") {
		if t == "" {
			continue
		}
		n = c.member(n, strings.ReplaceAll(strings.ReplaceAll(t, "~1", "/"), "~0", "~"))
		if n == nil {
			return nil
		}
	}
	return n
}

// member is Get with a memory, so that many references into one object of many
// members stay linear.
func (c *schemaWriter) member(n *value.Node, key string) *value.Node {
	if n.Kind == value.Array {
		i := -1
		if _, err := fmt.Sscanf(key, "%d", &i); err != nil || i < 0 || i >= len(n.Entries) {
			return nil
		}
		return n.Entries[i].Value
	}
	if n.Kind != value.Object {
		return nil
	}
	if c.members == nil {
		c.members = map[*value.Node]map[string]*value.Node{}
	}
	m := c.members[n]
	if m == nil {
		m = make(map[string]*value.Node, len(n.Entries))
		for _, e := range n.Members() {
			if _, twice := m[e.Key]; !twice && !e.Spread {
				m[e.Key] = e.Value
			}
		}
		c.members[n] = m
	}
	return m[key]
}

// anchor finds the schema that is called by name.
func (c *schemaWriter) anchor(name string) *value.Node {
	if c.anchors == nil {
		c.anchors = map[string]*value.Node{}
		c.root.Walk("", func(_ string, n *value.Node) {
			if n.Kind != value.Object {
				return
			}
			if a := n.Get("$anchor"); a.IsString() && c.anchors[a.Str] == nil {
				c.anchors[a.Str] = n
			}
		})
	}
	return c.anchors[name]
}
