package openairesponses

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// readItem reads an item of the input as a turn of its own.
func readItem(r *translate.Reader, n *value.Node) *prompt.Message {
	t := n.Get("type")
	untyped := t == nil || t.Kind == value.Null
	switch {
	case t.Is("message"), untyped && n.Get("role") != nil:
		return readMessage(r, n, t)
	case untyped && n.Get("id").IsString() && len(n.Entries) <= 2:
		return bare(n, items["item_reference"].role, opaque(n, items["item_reference"].feature))
	case !isItem(t):
		if t.IsString() {
			r.Problem(t, "item", "unknown type of item "+t.Str+"; expected message, function_call, function_call_output, reasoning …")
		}
		return bare(n, prompt.RoleUser, opaque(n, "message-shape"))
	}
	kind := items[t.Str]
	p := prompt.Part{At: prompt.At{Node: n, Marks: []*value.Node{t}}}
	if f := membersOf(r, n, "type"); readers[t.Str] != nil && readers[t.Str](&p, f) {
		p.Ext = append(p.Ext, f.rest()...)
		return bare(n, kind.role, p)
	}
	if kind.role == prompt.RoleTool {
		kind.role = prompt.RoleUser // only a result is a tool's turn
	}
	return bare(n, kind.role, opaque(n, kind.feature))
}

func bare(n *value.Node, role prompt.Role, p prompt.Part) *prompt.Message {
	return &prompt.Message{
		At: prompt.At{Node: n}, Role: role, Parts: prompt.List[prompt.Part]{item(p)}, Form: map[string]string{"content": formBare},
	}
}

func opaque(n *value.Node, feature string) prompt.Part {
	return prompt.Part{At: prompt.At{Node: n}, Kind: prompt.OpaquePart, Feature: feature}
}

// readers fill a part from an item of each type; false means that the item
// lacks what its type needs.
var readers map[string]func(*prompt.Part, *members) bool

func init() {
	readers = map[string]func(*prompt.Part, *members) bool{
		"function_call": readCall, "function_call_output": readResult, "reasoning": readReasoning,
	}
}

func readCall(p *prompt.Part, f *members) bool {
	c := &prompt.ToolCall{ID: f.get("call_id"), Name: f.get("name"), ArgsNode: f.get("arguments")}
	if c.Name == nil {
		return false
	}
	c.Args = translate.ParseArgs(c.ArgsNode)
	p.Kind, p.ToolCall = prompt.ToolCallPart, c
	return true
}

func readResult(p *prompt.Part, f *members) bool {
	res := &prompt.ToolResult{CallID: f.get("call_id"), Name: f.get("name")}
	p.Kind, p.ToolResult = prompt.ToolResultPart, res
	out := f.get("output")
	switch {
	case out == nil:
	case out.Kind == value.Array:
		res.Content = translate.ReadList(out, func(v *value.Node) *prompt.Part { return readPart(f.r, v) })
		if len(out.Entries) == 0 {
			p.Marks = append(p.Marks, out)
		}
	case textual(out):
		res.Content = translate.ReadOne(out, textPart)
	default:
		return false
	}
	return true
}

// readReasoning reads thoughts: their summary, or else their text, and what the
// servers have encrypted of them.
func readReasoning(p *prompt.Part, f *members) bool {
	p.Kind, p.Reasoning = prompt.ReasoningPart, &prompt.Reasoning{Redacted: f.get("encrypted_content")}
	for _, list := range []struct{ key, typ string }{{"summary", "summary_text"}, {"content", "reasoning_text"}} {
		n := f.n.Get(list.key)
		texts, ok := thoughts(n, list.typ)
		switch {
		case !ok:
		case len(texts) == 0:
			p.Marks, f.seen = append(p.Marks, n), append(f.seen, list.key)
		case p.Reasoning.Text == nil:
			p.Reasoning.Text = f.r.StandFor(translate.Joined(texts...), n)
			f.seen = append(f.seen, list.key)
		}
	}
	return true
}

// thoughts returns the texts of a list of thoughts, with blank lines between
// them. ok is false for anything else.
func thoughts(n *value.Node, typ string) (texts []any, ok bool) {
	if n == nil || n.Kind != value.Array || !n.Literal() {
		return nil, false
	}
	for i := range n.Entries {
		part := n.Entries[i].Value
		if !part.Get("type").Is(typ) || !part.Get("text").IsString() || len(part.Entries) != 2 {
			return nil, false
		}
		if i > 0 {
			texts = append(texts, "\n\n")
		}
		texts = append(texts, part.Get("text"))
	}
	return texts, true
}

func readMessage(r *translate.Reader, n, t *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Form: map[string]string{"content": formAbsent}}
	f := membersOf(r, n)
	if t.Is("message") {
		f.seen, m.Marks = append(f.seen, "type"), append(m.Marks, t)
	} else {
		m.Form["typed"] = "no"
	}
	if role := f.get("role"); role != nil {
		m.RoleNode = role
		known, ok := roles[role.Str]
		switch {
		case role.IsString() && ok:
			m.Role, m.Marks = known, append(m.Marks, role)
		case role.IsString():
			r.Problem(role, "role", "unknown role "+role.Str+"; expected developer, system, user or assistant")
		}
	}
	switch c := n.Get("content"); {
	case c == nil:
	case c.Kind == value.Array:
		f.seen, m.Form["content"] = append(f.seen, "content"), formParts
		m.Parts = translate.ReadList(c, func(v *value.Node) *prompt.Part { return readPart(r, v) })
	case textual(c):
		f.seen, m.Form["content"] = append(f.seen, "content"), formString
		m.Parts = translate.ReadOne(c, textPart)
	}
	m.Ext = f.rest()
	return m
}

// joinItems makes one turn of the items of the assistant that follow one
// another. What a part's item was, it remembers.
func joinItems(l prompt.List[prompt.Message]) prompt.List[prompt.Message] {
	var out prompt.List[prompt.Message]
	for _, e := range l {
		if e.Block != nil {
			b := *e.Block
			b.Arms = append(b.Arms[:0:0], b.Arms...)
			for j := range b.Arms {
				b.Arms[j].Body = joinItems(b.Arms[j].Body)
			}
			e.Block = &b
		}
		if n := len(out); n > 0 && joinable(out[n-1].Item) && joinable(e.Item) {
			join(out[n-1].Item, e.Item)
			continue
		}
		out = append(out, e)
	}
	return out
}

// joinable reports whether an item can share a turn with others: it is the
// assistant's, it says something, and all of it is known to be there.
func joinable(m *prompt.Message) bool {
	if m == nil || m.Role != prompt.RoleAssistant || len(m.Parts) == 0 {
		return false
	}
	_, flat := m.Parts.Flat()
	return flat
}

// join adds the item next to a turn.
func join(turn, next *prompt.Message) {
	if turn.Form["items"] == "" {
		number(turn, 0)
		turn.Form = map[string]string{"items": "1"}
	}
	k, _ := strconv.Atoi(turn.Form["items"])
	number(next, k)
	turn.Form["items"] = strconv.Itoa(k + 1)
	turn.Parts = append(turn.Parts, next.Parts...)
	turn.Marks = append(turn.Marks, next.Marks...)
	turn.Ext = append(turn.Ext, next.Ext...)
	if turn.RoleNode == nil {
		turn.RoleNode = next.RoleNode
	}
}

// number makes the parts and extensions of m those of the k-th item of a turn.
func number(m *prompt.Message, k int) {
	for i := range m.Parts {
		p := m.Parts[i].Item
		if p.Form == nil {
			p.Form = map[string]string{}
		}
		p.Form["item"] = strconv.Itoa(k)
		p.Form["content"], p.Form["typed"] = m.Form["content"], m.Form["typed"]
	}
	m.Ext = under("/"+strconv.Itoa(k), m.Ext)
}
