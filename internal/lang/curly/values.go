package curly

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// Receiver returns the literal text that a method is called on and the name of
// the method; nil for any other call.
func Receiver(c *lang.Call) (*value.Node, string) {
	steps := c.Callee.Steps
	if c.Callee.Recv != nil || len(steps) != 2 || steps[0].Index == nil || steps[1].Name == "" {
		return nil, ""
	}
	if n := steps[0].Index; n.Kind == value.String || n.Kind == value.Text {
		return n, steps[1].Name
	}
	return nil, ""
}

// Static returns the name of a call of a function by its type: List.of. A path
// of packages before the type is left out.
func Static(c *lang.Call) string {
	steps := c.Callee.Steps
	if c.Callee.Recv != nil || len(steps) < 2 {
		return ""
	}
	a, b := steps[len(steps)-2].Name, steps[len(steps)-1].Name
	if a == "" || b == "" {
		return ""
	}
	return a + "." + b
}

// Textual returns n where it is text, else nil.
func Textual(n *value.Node) *value.Node {
	if n != nil && (n.Kind == value.String || n.Kind == value.Text) {
		return n
	}
	return nil
}
