package promptfoo

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// inputs reads the variables that tests fill; the first value of each is its
// sample.
func (c *config) inputs() []prompt.Input {
	var out []prompt.Input
	seen := map[string]bool{}
	vars := func(n *value.Node) {
		if n == nil || n.Kind != value.Object {
			return // a file holds them
		}
		for _, m := range n.Members() {
			if seen[m.Key] || m.Spread || m.Value == nil {
				continue
			}
			seen[m.Key] = true
			out = append(out, input(m.Key, m.Value))
		}
	}
	if n := c.root.Get("tests"); n != nil && n.Kind == value.Array {
		for i := range n.Entries {
			v := n.Entries[i].Value
			if v == nil {
				continue
			}
			switch v.Kind {
			case value.Object:
				vars(v.Get("vars"))
			case value.String, value.Null:
			default:
				c.wrong(v, "this test is neither a file nor a mapping; expected vars and assert")
			}
		}
	}
	vars(c.root.Get("defaultTest").Get("vars"))
	return out
}

// input makes a variable of one value. A list stands for one test for each of
// its elements; a text such as file://x for what the file holds.
func input(name string, n *value.Node) prompt.Input {
	in := prompt.Input{At: prompt.At{Node: n}, Name: name, Kind: "any"}
	if n.Kind == value.Array && len(n.Entries) > 0 && n.Entries[0].Value != nil {
		n = n.Entries[0].Value
	}
	switch n.Kind {
	case value.String:
		in.Kind = "string"
		if strings.HasPrefix(n.Str, "file://") {
			return in
		}
	case value.Number:
		in.Kind = "number"
	case value.Bool:
		in.Kind = "boolean"
	case value.Array:
		in.Kind = "array"
	case value.Object:
		in.Kind = "object"
	case value.Null:
		return in
	}
	in.Sample = n
	return in
}
