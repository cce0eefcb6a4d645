package translate

import (
	"slices"

	"github.com/promptglot/promptglot/internal/value"
)

// properties writes the properties of an object. Where every property has to be
// required, one that may be left out is emulated: it is required and may be
// null.
func (c *schemaWriter) properties(n, props *value.Node) *value.Node {
	must, known := requiredNames(n)
	out := c.copyEntries(c.ordered(n, props), func(name string, v *value.Node) *value.Node {
		if !c.sub.AllRequired || !known || must[name] {
			return c.schema(v)
		}
		written := c.schema(c.permitNull(v))
		c.once(v, Emulated, "every property is required here: null stands for the absent "+name, written)
		return written
	})
	return out
}

// requiredNames returns the names in required; known is false where some of
// them are filled in.
func requiredNames(n *value.Node) (names map[string]bool, known bool) {
	req := n.Get("required")
	names = map[string]bool{}
	if req == nil {
		return names, true
	}
	if req.Kind != value.Array {
		return names, false
	}
	for i := range req.Entries {
		v := req.Entries[i].Value
		if !v.IsString() {
			return names, false
		}
		names[v.Str] = true
	}
	return names, true
}

// required copies the list of required properties. Where all have to be, the
// list is made anew when the object is complete.
func (c *schemaWriter) required(n, req *value.Node) *value.Node {
	if c.sub.AllRequired {
		return c.allRequired(n, req)
	}
	free := c.released[req]
	if len(free) == 0 || req.Kind != value.Array {
		return c.carry(req)
	}
	out := &value.Node{Kind: value.Array}
	for i := range req.Entries {
		e := &req.Entries[i]
		if e.Value.IsString() && free[e.Value.Str] {
			c.note(e.Value, Approximate, "a property that leads back to its own definition cannot be required here", nil)
			continue
		}
		if e.Value != nil {
			out.Append(c.carry(e.Value))
		} else {
			out.Entries = append(out.Entries, *e)
		}
	}
	return out
}

// allRequired writes the list of required properties where all have to be.
func (c *schemaWriter) allRequired(n, req *value.Node) *value.Node {
	names, known := requiredNames(n)
	props := n.Get("properties")
	if !known {
		c.note(req, Approximate, "every property is required here", nil, Maybe("what is filled in"))
		return c.namesOf(props)
	}
	if flatObject(props) && len(props.Entries) == len(names) && len(names) == len(req.Entries) &&
		!slices.ContainsFunc(props.Entries, func(e value.Entry) bool { return !names[e.Key] }) {
		return c.carry(req)
	}
	defined := map[string]bool{}
	if props != nil {
		for _, m := range props.Members() {
			defined[m.Key] = true
		}
	}
	for i := range req.Entries {
		if v := req.Entries[i].Value; defined[v.Str] || props != nil && (props.Kind != value.Object || props.Open()) {
			c.mark(v)
		} else {
			c.note(v, Dropped, "only a property that is defined can be required here", nil)
		}
	}
	if len(req.Entries) == 0 {
		c.mark(req)
	}
	return c.namesOf(props)
}

// namesOf lists the properties of an object, in the conditions that they stand
// in.
func (c *schemaWriter) namesOf(props *value.Node) *value.Node {
	switch {
	case props == nil:
		return nil
	case props.Kind == value.Choice:
		return c.w.mapValue(props, c.namesOf)
	case props.Kind != value.Object:
		return nil
	}
	named := mapEntries(c.w, props.Entries, func(e value.Entry) value.Entry {
		return value.Entry{Value: value.NewString(e.Key), Spread: e.Spread}
	})
	return &value.Node{Kind: value.Array, Entries: slices.DeleteFunc(named, func(e value.Entry) bool { return e.Spread })}
}

// ordered returns the properties in the order that propertyOrdering asks for,
// where the target has no such keyword: answers follow the order of the
// schema.
func (c *schemaWriter) ordered(n, props *value.Node) *value.Node {
	order := n.Get("propertyOrdering")
	if order == nil || c.sub.Knows("propertyOrdering") || order.Kind != value.Array || !flatObject(props) {
		return props
	}
	rank := map[string]int{}
	for i := range order.Entries {
		if v := order.Entries[i].Value; v.IsString() {
			rank[v.Str] = i - len(order.Entries) // what is not named comes last, in its own order
		}
	}
	out := &value.Node{Kind: value.Object, Entries: slices.Clone(props.Entries)}
	slices.SortStableFunc(out.Entries, func(a, b value.Entry) int { return rank[a.Key] - rank[b.Key] })
	return out
}

func flatObject(n *value.Node) bool {
	return n != nil && n.Kind == value.Object && !slices.ContainsFunc(n.Entries, func(e value.Entry) bool { return e.Block != nil || e.Spread })
}

// ordering accounts for propertyOrdering where the target has no such keyword.
func (c *schemaWriter) ordering(n *value.Node, m value.Member) string {
	if m.Value.Kind == value.Array && flatObject(n.Get("properties")) {
		c.note(m.Value, Emulated, "the properties are written in this order", nil)
		return ""
	}
	return c.cannot(m)
}

// additional writes additionalProperties: false, true or a schema.
func (c *schemaWriter) additional(n *value.Node, m value.Member) (*value.Node, string) {
	v := m.Value
	off := v.Kind == value.Bool && !v.Bool
	switch {
	case c.sub.Closed && !off:
		no := value.NewBool(false)
		if hasMembers(n.Get("properties")) {
			c.note(v, Approximate, "objects must be closed here: additionalProperties becomes false", no)
		} else {
			c.note(v, Dropped, "an object with free keys cannot be said here: only the empty one fits", no)
		}
		return no, ""
	case c.sub.Takes(m.Key):
		if v.Kind == value.Bool {
			return c.carry(v), ""
		}
		return c.schema(v), ""
	case off:
		c.note(v, Exact, "the answer has the listed properties only", nil)
		return nil, ""
	}
	return nil, c.cannot(m)
}

func hasMembers(n *value.Node) bool { return n != nil && len(n.Entries) > 0 }

// isObject reports whether a schema is for objects.
func isObject(n *value.Node) bool {
	return isType(n, "object") || n.Get("type") == nil && n.Get("properties") != nil
}

// isType reports whether a type is the one, or among those, that a schema says.
func isType(n *value.Node, name string) bool {
	t := n.Get("type")
	if t != nil && t.Kind == value.Array {
		return slices.ContainsFunc(t.Entries, func(e value.Entry) bool { return e.Value.Is(name) })
	}
	return t.Is(name)
}

// close adds what the subset demands of every object: that it is closed, that
// all its properties are required.
func (c *schemaWriter) close(n, out *value.Node) {
	if !isObject(n) {
		return
	}
	props := n.Get("properties")
	if n.Get("additionalProperties") == nil && (props != nil || !chooses(n)) {
		switch {
		case c.sub.Closed:
			v := value.NewBool(false)
			out.Set("additionalProperties", v)
			if props == nil {
				c.once(n, Approximate, "an object with free keys cannot be said here: only the empty one fits", v)
			} else {
				c.w.Add(v, "schema-keyword", "every object must be closed here", By(c.sub.Ref))
			}
		case c.sub.Closes && !c.closes && hasMembers(props):
			c.closes = true
			c.once(n, Approximate, "objects that do not say additionalProperties are closed here", nil)
		}
	}
	if !c.sub.Guides {
		c.addProperties(out)
	}
	if c.sub.AllRequired && n.Get("required") == nil {
		out.Set("required", c.namesOf(out.Get("properties")))
	}
}

// chooses reports whether a schema leaves to others what an object has.
func chooses(n *value.Node) bool {
	return slices.ContainsFunc([]string{"anyOf", "oneOf", "allOf"}, func(k string) bool { return n.Get(k) != nil })
}

// addProperties says that an object has no properties of its own, where that
// must be said.
func (c *schemaWriter) addProperties(out *value.Node) {
	if !c.sub.Items || out.Get("properties") != nil || chooses(out) {
		return
	}
	v := &value.Node{Kind: value.Object}
	out.Set("properties", v)
	c.w.Add(v, "schema-keyword", "an object must say its properties here", By(c.sub.Ref))
}
