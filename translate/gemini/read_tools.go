package gemini

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// builtins gives the neutral names of the tools that Google runs.
var builtins = map[string]string{
	"googleSearch": "web_search", "googleSearchRetrieval": "web_search", "enterpriseWebSearch": "web_search",
	"codeExecution": "code_execution", "urlContext": "url_context", "computerUse": "computer_use",
	"fileSearch": "file_search", "retrieval": "file_search", "googleMaps": "maps", "mcpServers": "mcp",
	"exaAiSearch": "web_search", "parallelAiSearch": "web_search",
}

// A toolReader takes the entries of `tools` apart: an entry holds several
// function declarations, or tools that Google runs, or both. Every tool
// remembers its entry (group) and how many blocks that stands in (depth), so
// that the entries can be put together again.
type toolReader struct {
	r      *translate.Reader
	groups int
}

func readTools(r *translate.Reader, form map[string]string, n *value.Node) prompt.List[prompt.Tool] {
	if n == nil {
		return nil
	}
	switch {
	case n.Kind == value.Object:
		form["tools shape"] = formObject
		r.Problem(n, problemShape, "tools is a list")
	case n.Kind == value.Array && len(n.Entries) == 0:
		form["tools shape"] = formEmpty
	}
	t := &toolReader{r: r}
	return t.list(n, 0)
}

func (t *toolReader) list(n *value.Node, depth int) prompt.List[prompt.Tool] {
	switch n.Kind {
	case value.Array:
		return t.entries(n.Entries, depth)
	case value.Object:
		return t.entry(n, depth)
	case value.Choice:
		b := &expr.Block[prompt.List[prompt.Tool]]{Close: n.Choice.Close, Whole: true}
		for i := range n.Choice.Arms {
			a := expr.Arm[prompt.List[prompt.Tool]]{Tag: n.Choice.Arms[i].Tag}
			if v := n.Choice.Arms[i].Body; v != nil {
				a.Body = t.list(v, depth+1)
			}
			b.Arms = append(b.Arms, a)
		}
		return prompt.List[prompt.Tool]{{Block: b, Span: n.Span}}
	}
	return prompt.List[prompt.Tool]{{Spread: n, Many: true, Span: n.Span}}
}

func (t *toolReader) entries(es []value.Entry, depth int) prompt.List[prompt.Tool] {
	var out prompt.List[prompt.Tool]
	for i := range es {
		e := &es[i]
		switch {
		case e.Block != nil:
			b := &expr.Block[prompt.List[prompt.Tool]]{Close: e.Block.Close, Whole: e.Block.Whole}
			for _, a := range e.Block.Arms {
				b.Arms = append(b.Arms, expr.Arm[prompt.List[prompt.Tool]]{Tag: a.Tag, Body: t.entries(a.Body, depth+1)})
			}
			out = append(out, prompt.Entry[prompt.Tool]{Block: b, Span: e.Span})
		case e.Spread || e.Value.Kind != value.Object && e.Value.Kind != value.Choice:
			out = append(out, prompt.Entry[prompt.Tool]{Spread: e.Value, Many: e.Spread, Span: e.Span})
		default:
			out = append(out, t.list(e.Value, depth)...)
		}
	}
	return out
}

// entry takes one entry apart. One whose declarations cannot be seen one by
// one stays whole.
func (t *toolReader) entry(n *value.Node, depth int) prompt.List[prompt.Tool] {
	t.groups++
	mark := func(tool *prompt.Tool) {
		if tool.Form == nil {
			tool.Form = map[string]string{}
		}
		tool.Form["group"], tool.Form["depth"] = strconv.Itoa(t.groups), strconv.Itoa(depth)
	}
	var out prompt.List[prompt.Tool]
	for _, m := range n.Members() {
		name := t.r.Dialect.Canonical(m.Key)
		functions := name == "functionDeclarations"
		if m.Spread || m.Key == "" || m.Value.Kind == value.Null || m.Value.Kind == value.Choice ||
			functions && (m.Value.Kind != value.Array || len(m.Value.Entries) == 0) {
			out = nil
			break
		}
		if functions {
			fns := translate.ReadObjects(m.Value, func(f *value.Node) *prompt.Tool { return readFunction(t.r, f) })
			if !translate.HoldHoles(fns, func(n *value.Node) *prompt.Tool {
				return &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.BuiltinTool}
			}) {
				out = nil
				break
			}
			fns.Walk(func(tool *prompt.Tool) { mark(tool); tool.Form["key"], tool.Form["list"] = m.Key, "yes" })
			out = append(out, fns...)
			continue
		}
		tool := prompt.Tool{At: prompt.At{Node: m.Value}, Kind: prompt.BuiltinTool, Builtin: builtins[name], Form: map[string]string{"key": m.Key}}
		mark(&tool)
		out = append(out, item(tool))
	}
	if out == nil {
		tool := prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.BuiltinTool}
		mark(&tool)
		out = prompt.List[prompt.Tool]{item(tool)}
	}
	return out
}

func readFunction(r *translate.Reader, n *value.Node) *prompt.Tool {
	t := &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.FunctionTool, Form: map[string]string{}}
	if n.Kind != value.Object {
		r.Problem(n, "tool", "a function declaration is an object with a name")
		t.Kind = prompt.BuiltinTool
		return t
	}
	o := openObject(r, n, t.Form)
	t.Name, t.Description = o.get("name"), o.get("description")
	known := []string{"name", "description"}
	for _, key := range []string{"parametersJsonSchema", "parameters"} {
		s := o.members[key].value
		if s == nil || t.Schema != nil {
			continue
		}
		t.Form["schema"], known = key, append(known, key)
		o.get(key)
		if t.Schema = s; key == "parameters" {
			t.Schema, t.Form["types"] = lowerTypes(r, s)
		}
	}
	t.Marks = blank(n)
	t.Ext = o.rest(known...)
	return t
}
