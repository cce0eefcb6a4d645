package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// readCalls reads the calls of a turn; false where only the run knows them, and
// they are kept as they are.
func readCalls(r *translate.Reader, n *value.Node) (prompt.List[prompt.Part], bool) {
	calls := translate.ReadObjects(n, func(c *value.Node) *prompt.Part { return readCall(r, c) })
	return calls, translate.HoldHoles(calls, opaqueCall)
}

// opaqueCall is an entry of tool_calls that is no call of a function.
func opaqueCall(n *value.Node) *prompt.Part {
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: "tool-definition", Form: map[string]string{"at": "tool_calls"}}
}

func readCall(r *translate.Reader, n *value.Node) *prompt.Part {
	t := n.Get("type")
	switch {
	case n.Kind != value.Object, t != nil && !t.Is("function"), !isObject(n.Get("function")):
		return opaqueCall(n)
	}
	p := readCallBody(r, n, n.Get("function"), "")
	p.ToolCall.ID = n.Get("id")
	if t != nil {
		p.Marks = append(p.Marks, t)
	} else {
		if p.Form == nil {
			p.Form = map[string]string{}
		}
		p.Form["type"] = formAbsent
	}
	rest := r.Rest(n, "unknown-field", "id", "type", "function")
	for i := range rest {
		if rest[i].Key == "/index" {
			rest[i].Feature, rest[i].Idle = "tool-pairing", "calls stand in their order"
		}
	}
	p.Ext = append(p.Ext, rest...)
	return &p
}

func isObject(n *value.Node) bool { return n != nil && n.Kind == value.Object }

func readCallBody(r *translate.Reader, at, fn *value.Node, form string) prompt.Part {
	p := prompt.Part{At: prompt.At{Node: at}, Kind: prompt.ToolCallPart, ToolCall: &prompt.ToolCall{}}
	if form != "" {
		p.Form = map[string]string{"call": form}
	}
	if fn == nil || fn.Kind != value.Object {
		r.Problem(at, "tool-call", "a tool call has a function with name and arguments")
		return p
	}
	p.ToolCall.Name, p.ToolCall.ArgsNode = fn.Get("name"), fn.Get("arguments")
	p.ToolCall.Args = r.ParseArgs(p.ToolCall.ArgsNode)
	if args := p.ToolCall.ArgsNode; isObject(args) || args != nil && args.Kind == value.Choice && !textual(args) { // as some vendors take them too
		p.ToolCall.Args, p.ToolCall.ArgsNode = args, nil
		if p.Form == nil {
			p.Form = map[string]string{}
		}
		p.Form["arguments"] = formObject
	}
	p.Ext = under("/function", r.Rest(fn, "unknown-field", "name", "arguments"))
	if form == formLegacy {
		p.Ext = r.Rest(fn, "unknown-field", "name", "arguments")
	}
	return p
}
