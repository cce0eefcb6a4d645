package order

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// fields holds every option of the request against the dialect's table.
func (c *checker) fields(obj *value.Node, prefix, pointer string) {
	for _, m := range obj.Members() {
		if m.Spread {
			continue
		}
		path, at := prefix+m.Key, value.Pointer(pointer, m.Key)
		if f, ok := c.d.FieldAt(path, c.version); ok {
			c.field(f, m.Value, at)
			continue
		}
		switch {
		case c.d.Structural(path):
		case c.d.Container(path):
			if m.Value.Kind == value.Object {
				c.fields(m.Value, path+".", at)
			}
		case c.holds(path):
		case c.trait("unknown_fields", "refused"):
			c.add("unknown-field", at, "%s has no such member", c.d.ID)
		}
	}
}

// holds reports whether code of the dialect reads something below a path.
func (c *checker) holds(path string) bool {
	return slices.ContainsFunc(c.d.Trait("structural").List(), func(s string) bool { return strings.HasPrefix(s, c.d.Canonical(path)+".") })
}

func (c *checker) field(f catalog.Field, n *value.Node, at string) {
	switch n.Kind {
	case value.Number:
		x, err := strconv.ParseFloat(n.Str, 64)
		if err != nil {
			return
		}
		if f.Min != nil && x < *f.Min || f.Max != nil && x > *f.Max {
			c.add("range", at, "%s is out of range", n.Str)
		}
		if f.Type == "integer" && x != float64(int64(x)) {
			c.add("range", at, "%s is no whole number", n.Str)
		}
		c.typed(f, at, "number", "integer")
	case value.String:
		if f.MaxLen > 0 && len([]rune(n.Str)) > f.MaxLen {
			c.add("range", at, "it is longer than %d characters", f.MaxLen)
		}
		if f.Type == "string" && len(f.Enum) > 0 && !slices.Contains(f.Enum, n.Str) {
			c.add("enum", at, "%q is none of %s", n.Str, strings.Join(f.Enum, ", "))
		}
		if f.Type == "array" && c.d.Trait("stop_form").Has("string") && f.Param == "stop" {
			return
		}
		c.typed(f, at, "string")
	case value.Bool:
		c.typed(f, at, "boolean")
	case value.Array:
		if f.MaxItems > 0 && len(n.Entries) > f.MaxItems {
			c.add("range", at, "it has %d items, at most %d are taken", len(n.Entries), f.MaxItems)
		}
		c.typed(f, at, "array")
	case value.Object:
		if f.MaxItems > 0 && len(n.Entries) > f.MaxItems {
			c.add("range", at, "it has %d members, at most %d are taken", len(n.Entries), f.MaxItems)
		}
		c.typed(f, at, "object")
	}
}

func (c *checker) typed(f catalog.Field, at string, types ...string) {
	if f.Type != "any" && !slices.Contains(types, f.Type) {
		c.add("type", at, "it is no %s", f.Type)
	}
}

// required asks for the members that a request cannot be without.
func (c *checker) required() {
	for _, f := range c.d.Fields {
		if !f.Required || !f.In(c.version) || c.request.Open() {
			continue
		}
		n := c.request
		for _, key := range strings.Split(f.Path, ".") {
			n = n.Get(key)
		}
		if n == nil {
			c.add("required", "", "%s is missing", f.Path)
		}
	}
}

// stops asks that no stop sequence is blank, where the server refuses those.
func (c *checker) stops() {
	if !c.trait("stop_blank", "refused") {
		return
	}
	f, ok := c.d.Field("stop", c.version)
	if !ok {
		return
	}
	n, at := c.request, ""
	for _, key := range strings.Split(f.Path, ".") {
		n, at = n.Get(key), value.Pointer(at, key)
	}
	if n == nil || n.Kind != value.Array {
		return
	}
	for i, e := range n.Entries {
		if e.Value.IsString() && strings.TrimSpace(e.Value.Str) == "" {
			c.add("stop", value.IndexPointer(at, i), "a stop sequence must not be blank: %s", quoted(e.Value.Str))
		}
	}
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return ""
	}
	return string(b)
}
