package ollama

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/value"
)

// shapes are the kinds of value that the server reads the keywords of a tool's
// schema as; any other kind is an error, however the schema is meant.
var shapes = map[string][]value.Kind{
	"type": {value.String, value.Array}, "description": {value.String}, "enum": {value.Array},
	"anyOf": {value.Array}, "properties": {value.Object}, "required": {value.Array},
}

// maxDepth bounds how deep a schema is looked into.
const maxDepth = 64

// malformed says what the server cannot read in the schema of a tool, "" where
// it can read all of it. What only the run knows is taken for good.
func malformed(n *value.Node, depth int) string {
	switch {
	case unknown(n) || depth > maxDepth:
		return ""
	case n.Kind != value.Object:
		return fmt.Sprintf("a schema is an object, not %s", n.Kind)
	}
	for _, m := range n.Members() {
		if m.Spread || unknown(m.Value) {
			continue
		}
		if why := badKeyword(m, depth); why != "" {
			return why
		}
	}
	return ""
}

func badKeyword(m value.Member, depth int) string {
	kinds, read := shapes[m.Key]
	if !read {
		return ""
	}
	fits := false
	for _, k := range kinds {
		fits = fits || m.Value.Kind == k
	}
	if depth == 0 && m.Key == "type" {
		fits = m.Value.Kind == value.String
	}
	if !fits {
		return fmt.Sprintf("%s cannot be %s", m.Key, m.Value.Kind)
	}
	for i := range m.Value.Entries {
		e := &m.Value.Entries[i]
		switch {
		case e.Block != nil || e.Spread:
		case m.Key == "properties" || m.Key == "anyOf":
			if why := malformed(e.Value, depth+1); why != "" {
				return why
			}
		case m.Key != "enum" && !unknown(e.Value) && e.Value.Kind != value.String:
			return fmt.Sprintf("%s holds names, not %s", m.Key, e.Value.Kind)
		}
	}
	return ""
}

// unknown reports whether only the run knows what n is.
func unknown(n *value.Node) bool {
	return n == nil || n.Kind == value.Hole || n.Kind == value.Text || n.Kind == value.Choice
}
