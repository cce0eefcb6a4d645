package translate

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Functions and calls in the spelling {type, function: {name, …}}, which several
// vendors share whose requests differ otherwise.

const (
	formNoType = "absent"    // Form["type"]: a function without the member type
	inFunction = "/function" // where the members of a function stand
)

// Function reads a tool; one that is no function of that shape is kept whole as
// a tool that the vendor runs.
func (r *Reader) Function(n *value.Node) *prompt.Tool {
	t := &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.BuiltinTool, Form: map[string]string{}}
	fn := r.function(n, &t.At, t.Form)
	if fn == nil {
		return t
	}
	t.Kind = prompt.FunctionTool
	t.Name, t.Description, t.Schema = present(fn.Get("name")), present(fn.Get("description")), present(fn.Get("parameters"))
	t.Ext = append(r.Rest(n, "unknown-field", "type", "function"), under(inFunction, r.Rest(fn, "unknown-field", "name", "description", "parameters"))...)
	return t
}

// FunctionCall reads a tool call; args is the value of its arguments, nil where
// they are absent or null. A call that is not of that shape gives nil.
func (r *Reader) FunctionCall(n *value.Node) (p *prompt.Part, args *value.Node) {
	p = &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.ToolCallPart, Form: map[string]string{}}
	fn := r.function(n, &p.At, p.Form)
	if fn == nil {
		return nil, nil
	}
	p.ToolCall = &prompt.ToolCall{ID: present(n.Get("id")), Name: present(fn.Get("name"))}
	p.Ext = append(r.Rest(n, "unknown-field", "id", "type", "function"), under(inFunction, r.Rest(fn, "unknown-field", "name", "arguments"))...)
	return p, present(fn.Get("arguments"))
}

// function returns the inner object of n, nil where n is not of the shape.
func (r *Reader) function(n *value.Node, at *prompt.At, form map[string]string) *value.Node {
	typ, fn := n.Get("type"), n.Get("function")
	if n.Kind != value.Object || fn == nil || fn.Kind != value.Object || typ != nil && !typ.Is("function") {
		return nil
	}
	if typ != nil {
		at.Marks = append(at.Marks, typ)
	} else {
		form["type"] = formNoType
	}
	if len(fn.Entries) == 0 {
		at.Marks = append(at.Marks, fn) // nothing is in it that could be carried
	}
	return fn
}

// Function writes a function tool; binds says whether the target holds calls to
// the schema. It returns nil for a tool that has no name.
func (w *Writer) Function(t *prompt.Tool, binds bool) *value.Node {
	if t.Name == nil && w.Foreign() {
		w.Refuse(t.Node, "tool-definition", "a tool needs a name")
		return nil
	}
	w.MarkAt(t.At)
	w.DropCache(t.Cache)
	fn := &value.Node{Kind: value.Object}
	fn.Set("name", w.Carry(t.Name))
	fn.Set("description", w.Carry(t.Description))
	fn.Set("parameters", w.Schema(t.Schema, "schema_tool", binds))
	if w.Foreign() && fn.Get("parameters") == nil {
		schema := value.NewObject("type", value.NewString("object"), "properties", &value.Node{Kind: value.Object})
		fn.Set("parameters", schema)
		w.Add(schema, "tool-definition", "a tool needs parameters; this one has none")
	}
	w.Restore(fn, t.Node.Get("function"), "name", "description", "parameters")
	n := w.typed(t.Form, fn, true)
	w.WriteExt(n, t.Ext)
	return n
}

// FunctionCall writes a tool call with the given id, which may be nil, and
// arguments. It returns nil for a call that has no name.
func (w *Writer) FunctionCall(p *prompt.Part, id, args *value.Node) *value.Node {
	if p.ToolCall.Name == nil && w.Foreign() {
		w.Refuse(p.Node, "tool-pairing", "a tool call needs the name of the tool")
		return nil
	}
	w.MarkAt(p.At)
	w.DropCache(p.Cache)
	fn := &value.Node{Kind: value.Object}
	fn.Set("name", w.Carry(p.ToolCall.Name))
	fn.Set("arguments", args)
	w.Restore(fn, p.Node.Get("function"), "name", "arguments")
	n := &value.Node{Kind: value.Object}
	n.Set("id", id)
	n.Entries = append(n.Entries, w.typed(p.Form, fn, w.Trait("tool_call_type").Value != "no").Entries...)
	w.Restore(n, p.Node, "id")
	w.WriteExt(n, p.Ext)
	return n
}

// typed wraps the inner object of a function. The member type stands beside it
// where the source had it or, in what comes from another dialect, where the
// target has it.
func (w *Writer) typed(form map[string]string, fn *value.Node, has bool) *value.Node {
	n := &value.Node{Kind: value.Object}
	if w.Foreign() && has || !w.Foreign() && form["type"] != formNoType {
		n.Set("type", value.NewString("function"))
	}
	n.Set("function", fn)
	return n
}

// ObjectArgs is ArgsObject for targets that take nothing else: text that cannot
// be taken apart is refused, a variable must bring an object.
func (w *Writer) ObjectArgs(c *prompt.ToolCall) *value.Node {
	ref := By(w.Trait("tool_args").Ref)
	args, text := w.ArgsObject(c), c.ArgsNode
	switch {
	case args != nil && (args.Kind == value.Object || args.Kind == value.Hole || args.Kind == value.Choice):
		return args
	case args != nil:
		w.Refuse(c.Args, "tool-definition", "the arguments are no JSON object, which is all that can be sent", ref)
		return nil
	case text.Kind == value.Hole:
		args = w.Carry(text)
		w.Warn(text, "tool-definition", Approximate, "the arguments must be an object here, not its text", To(args), ref, Maybe(HoleText(text)))
	case text.Kind == value.String:
		w.Refuse(text, "tool-definition", "the arguments are no JSON object, which is all that can be sent", ref)
	default:
		args = w.Carry(text)
		w.Warn(text, "tool-definition", Refused, "the arguments are text with variables; here they must be an object", ref, To(args), Maybe("the values filled in"))
	}
	return args
}

// present returns n, nil where it is null.
func present(n *value.Node) *value.Node {
	if n != nil && n.Kind == value.Null {
		return nil
	}
	return n
}

// under moves the extensions of an inner object to their place in the outer one.
func under(pointer string, exts []prompt.Ext) []prompt.Ext {
	for i := range exts {
		exts[i].Key = pointer + exts[i].Key
	}
	return exts
}
