package chattemplate

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// writeJSON writes n as the tojson of chat templates does: with blanks after
// commas and colons, or indented. Holes stay holes. It reports false for a tree
// that text cannot hold: with conditions or spreads.
func (t *text) writeJSON(n *value.Node, indent, depth int) bool {
	switch n.Kind {
	case value.Object, value.Array:
		return t.composite(n, indent, depth)
	case value.Text:
		t.lit(`"`)
		for _, s := range n.Text {
			if s.Block != nil {
				return false
			}
			if s.Tag != nil {
				t.segs = append(t.segs, s)
				continue
			}
			q := quoted(s.Lit)
			t.lit(q[1 : len(q)-1])
		}
		t.lit(`"`)
	case value.Hole:
		t.node(n)
	case value.String:
		t.lit(quoted(n.Str))
	case value.Number:
		t.lit(n.Str)
	case value.Bool:
		t.lit(map[bool]string{true: "true", false: "false"}[n.Bool])
	case value.Null:
		t.lit("null")
	default:
		return false
	}
	return true
}

func (t *text) composite(n *value.Node, indent, depth int) bool {
	open, end := "[", "]"
	if n.Kind == value.Object {
		open, end = "{", "}"
	}
	line := func(depth int) {
		if indent > 0 && len(n.Entries) > 0 {
			t.lit("\n" + strings.Repeat(" ", indent*depth))
		}
	}
	t.lit(open)
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil || e.Spread || e.Value == nil {
			return false
		}
		switch {
		case i > 0 && indent > 0:
			t.lit(",")
		case i > 0:
			t.lit(", ")
		}
		line(depth + 1)
		if n.Kind == value.Object {
			t.lit(quoted(e.Key) + ": ")
		}
		if !t.writeJSON(e.Value, indent, depth+1) {
			return false
		}
	}
	line(depth)
	t.lit(end)
	return true
}

// holdable reports whether text can hold a tree: nothing in it stands in a
// condition, and nothing is spread.
func holdable(n *value.Node) bool {
	ok := true
	n.Walk("", func(_ string, m *value.Node) {
		ok = ok && m.Kind != value.Choice
		for i := range m.Entries {
			ok = ok && m.Entries[i].Block == nil && !m.Entries[i].Spread
		}
	})
	return ok
}

// quoted is s as a string of JSON, its characters as they are.
func quoted(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always can be
	return strings.TrimSuffix(b.String(), "\n")
}
