package translate

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// wrapper is the property that an answer stands in where it must be an object.
const wrapper = "value"

const forTools = "the arguments of a tool are an object, this schema is for "

const leadsNowhere = "this reference leads to itself and to nothing else"

// writeRoot writes the schema as a whole, whose root has rules of its own: it
// is an object, and no choice.
func (c *schemaWriter) writeRoot() *value.Node {
	n := c.followRoot()
	if typ := n.Get("type"); c.tool && typ.IsString() && typ.Str != "object" {
		// Nothing else is said of it: what is refused as a whole loses no part.
		c.note(typ, Refused, forTools+typ.Str, nil)
		return c.carry(c.root)
	}
	refused := c.sub.RootRefused
	if c.tool {
		refused = slices.Concat(refused, c.sub.ToolRoot)
	}
	if slices.Contains(refused, "anyOf") && !slices.Contains(refused, "oneOf") {
		refused = append(slices.Clone(refused), "oneOf") // which would become anyOf
	}
	for list := c.mergeable(n, slices.Contains(refused, "allOf")); list != nil; list = c.mergeable(n, true) {
		n = c.merged(n, list)
		if ref := n.Get("$ref"); ref.IsString() && c.resolve(ref.Str) != nil {
			c.note(ref, Refused, leadsNowhere, nil)
			n = c.without(n, "$ref")
		}
	}
	for _, key := range refused {
		v := n.Get(key)
		switch {
		case v == nil || key == "allOf":
		case key != "anyOf" && key != "oneOf":
			c.note(v, Dropped, key+" cannot stand at the root of a schema here", nil)
			n = c.without(n, key)
		case !c.tool:
			return c.wrap(n)
		default:
			n = c.eitherOf(n, key, v)
		}
	}
	if !c.tool && c.sub.Root == "" {
		return c.schema(n)
	}
	out := c.rootObject(n)
	if out.Get("type").Is("object") && !n.Open() {
		c.addProperties(out)
	}
	return out
}

// followRoot returns the schema that a reference at the root leads to.
func (c *schemaWriter) followRoot() *value.Node {
	n := c.root
	seen := map[*value.Node]bool{}
	for {
		ref := n.Get("$ref")
		if !ref.IsString() {
			break
		}
		target := c.resolve(ref.Str)
		if target == nil || target.Kind != value.Object {
			break
		}
		if target == c.root || seen[target] {
			c.note(ref, Refused, leadsNowhere, nil)
			return c.without(n, "$ref")
		}
		seen[target] = true
		c.open = append(c.open, target)
		m, rejected := c.join([]*value.Node{c.without(n, "$ref"), target})
		if len(rejected) > 0 {
			break
		}
		c.mark(ref)
		c.once(ref, Exact, "the root is written out: it cannot be a reference", nil)
		n = m
	}
	return n
}

// rootObject writes a root that must be an object.
func (c *schemaWriter) rootObject(n *value.Node) *value.Node {
	if null := n.Get("nullable"); null != nil && null.Kind == value.Bool {
		if c.mark(null); null.Bool {
			c.once(null, Approximate, "the root must be an object here and nothing else", nil)
		}
		n = c.without(n, "nullable")
	}
	typ := n.Get("type")
	switch {
	case typ == nil && !c.tool && (n.Get("items") != nil || n.Get("enum") != nil || n.Get("const") != nil):
		return c.wrap(n)
	case typ == nil && !c.tool && n.Get("properties") == nil && (n.Get("anyOf") != nil || n.Get("oneOf") != nil):
		if out := c.schema(n); chooses(out) {
			return out
		}
		return c.typedRoot(c.without(c.without(n, "anyOf"), "oneOf"))
	case typ == nil:
		return c.typedRoot(n)
	case typ.Kind == value.Array && isObject(n):
		c.note(typ, Approximate, "the root must be an object here and nothing else", nil)
		return c.schema(c.with(n, "type", value.NewString("object")))
	case typ.IsString() && typ.Str != "object" && c.tool:
		c.note(typ, Refused, forTools+typ.Str, nil)
		return c.carry(c.root)
	case typ.IsString() && typ.Str != "object" || typ.Kind == value.Array:
		return c.wrap(n)
	}
	return c.schema(n)
}

// typedRoot writes a root that does not say that it is an object.
func (c *schemaWriter) typedRoot(n *value.Node) *value.Node {
	out := c.schema(c.with(n, "type", value.NewString("object")))
	if t := out.Get("type"); t != nil {
		c.w.Add(t, "schema-keyword", "the root must say that it is an object here", By(c.sub.Ref))
	}
	return out
}

// wrap puts the schema of an answer that is no object into one.
func (c *schemaWriter) wrap(n *value.Node) *value.Node {
	c.wrapped = true
	inner, outer := &value.Node{Kind: value.Object}, value.NewObject("type", value.NewString("object"))
	for _, e := range n.Entries {
		if strings.HasPrefix(e.Key, "$") || e.Key == "definitions" {
			outer.Entries = append(outer.Entries, e)
		} else {
			inner.Entries = append(inner.Entries, e)
		}
	}
	c.made[inner], c.made[outer] = c.root, c.root
	outer.Set("properties", value.NewObject(wrapper, inner))
	outer.Set("required", value.NewArray(value.NewString(wrapper)))
	if !c.sub.Closed && c.sub.Takes("additionalProperties") {
		outer.Set("additionalProperties", value.NewBool(false))
	}
	out := c.schema(outer)
	c.once(c.root, Approximate, "the answer must be an object here: it comes as {\""+wrapper+"\": …}", out)
	return out
}

// eitherOf turns a choice between objects, where none can stand, into one
// object with the properties of all: it accepts what each branch accepts, and
// mixtures besides. The definitions that branches refer to are open from here
// on.
func (c *schemaWriter) eitherOf(n *value.Node, key string, list *value.Node) *value.Node {
	base := c.without(n, key)
	if list.Kind != value.Array || !list.Literal() {
		c.note(list, Dropped, key+" cannot stand here", nil)
		return base
	}
	props := &value.Node{Kind: value.Object}
	at, common := map[string]int{}, map[string]int{}
	for i := range list.Entries {
		b := c.followed(list.Entries[i].Value)
		if b.Kind != value.Object {
			continue
		}
		must, _ := requiredNames(b)
		for name := range must {
			common[name]++
		}
		c.mark(b.Get("type"))
		c.mark(b.Get("required"))
		if p := b.Get("properties"); p != nil && len(p.Entries) == 0 {
			c.mark(p)
		}
		for _, e := range flatEntries(b.Get("properties")) {
			j, twice := at[e.Key]
			switch {
			case !twice:
				at[e.Key] = len(props.Entries)
				props.Entries = append(props.Entries, e)
			case sameJSON(props.Entries[j].Value, e.Value):
				c.mark(e.Value)
			default:
				props.Entries[j].Value = c.choice(props.Entries[j].Value, e.Value)
			}
		}
		for _, e := range b.Entries {
			switch {
			case e.Key == "additionalProperties" && e.Value.Kind == value.Bool:
				c.mark(e.Value)
			case e.Value != nil && !slices.Contains([]string{"type", "required", "properties"}, e.Key):
				c.note(e.Value, Dropped, e.Key+" of one branch cannot be said for the whole", nil)
			}
		}
	}
	c.once(list, Approximate, key+" cannot stand here: the properties of all branches are allowed together", nil)
	extra := value.NewObject("type", value.NewString("object"))
	if len(props.Entries) > 0 {
		extra.Set("properties", props)
	}
	if req := shared(list, common); req != nil {
		extra.Set("required", req)
	}
	m, rejected := c.join([]*value.Node{base, extra})
	if len(rejected) > 0 {
		c.note(list, Dropped, key+" contradicts what stands beside it", nil)
		return base
	}
	return m
}

func flatEntries(n *value.Node) []value.Entry {
	if !flatObject(n) {
		return nil
	}
	return n.Entries
}

// shared lists the properties that every branch requires, in the order of the
// first one.
func shared(list *value.Node, common map[string]int) *value.Node {
	out := &value.Node{Kind: value.Array}
	var names []string
	for name, count := range common {
		if count == len(list.Entries) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		out.Append(value.NewString(name))
	}
	if len(out.Entries) == 0 {
		return nil
	}
	return out
}
