package value

import (
	"bytes"
	"fmt"
	"strings"
)

// yamlStep is how many columns a level is indented by.
const yamlStep = 2

// YAML returns n in block style, every line indented by indent columns: small
// trees such as front matter. Strings of several lines become literal scalars,
// others are quoted where some parser might take them for something else.
// Reading it again gives the same tree; a tree with holes is ErrHoles.
func (n *Node) YAML(indent int) ([]byte, error) {
	if !n.Literal() {
		return nil, ErrHoles
	}
	var w yamlWriter
	w.pad(indent)
	if err := w.value(n, indent-yamlStep, true); err != nil {
		return nil, err
	}
	return w.Bytes(), nil
}

type yamlWriter struct{ bytes.Buffer }

func (w *yamlWriter) pad(n int) {
	for range n {
		w.WriteByte(' ')
	}
}

// value writes n and ends its last line. The column of the collection around n
// is outer. Where inline is set the first line of a collection begins where
// the writer is, at column outer+yamlStep; otherwise n follows a colon.
func (w *yamlWriter) value(n *Node, outer int, inline bool) error {
	at := outer + yamlStep
	if n != nil && len(n.Entries) > 0 {
		if !inline {
			w.WriteByte('\n')
			w.pad(at)
		}
		for i := range n.Entries {
			if i > 0 {
				w.pad(at)
			}
			e := &n.Entries[i]
			if n.Kind == Array {
				w.WriteString("- ")
			} else {
				w.WriteString(flowScalar(e.Key, false))
				w.WriteByte(':')
			}
			if err := w.value(e.Value, at, n.Kind == Array); err != nil {
				return err
			}
		}
		return nil
	}
	if !inline {
		w.WriteByte(' ')
	}
	if n != nil && n.Kind == String && strings.Contains(n.Str, "\n") && blockSafe(n.Str) && strings.Trim(n.Str, " \t\n") != "" {
		w.WriteString(blockScalar(n.Str, max(at, yamlStep), yamlStep, ""))
		return nil
	}
	s, err := n.flowYAML()
	w.WriteString(s)
	w.WriteByte('\n')
	return err
}

// flowYAML returns n on one line; collections as JSON, which YAML contains.
func (n *Node) flowYAML() (string, error) {
	switch {
	case n != nil && n.Kind == String:
		return flowScalar(n.Str, true), nil
	case n != nil && n.Kind == Number && !IsJSONNumber(n.Str):
		return "", fmt.Errorf("%q is not a JSON number", n.Str)
	case n != nil && (n.Kind == Array || n.Kind == Object):
		var b strings.Builder
		b.WriteByte("[{"[n.Kind-Array])
		for i := range n.Entries {
			if i > 0 {
				b.WriteString(", ")
			}
			if n.Kind == Object {
				b.Write(appendYAMLQuoted(nil, n.Entries[i].Key))
				b.WriteString(": ")
			}
			s, err := n.Entries[i].Value.flowYAML()
			if err != nil {
				return "", err
			}
			b.WriteString(s)
		}
		b.WriteByte("]}"[n.Kind-Array])
		return b.String(), nil
	}
	b, err := n.JSON()
	return string(b), err
}
