package compose

import (
	"bytes"
	"strconv"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A said tells which items of a prompt stand in the fields of a neutral file
// itself: item → place among the items of their kind that reading it gives.
type said struct {
	messages map[*prompt.Message]int
	tools    map[*prompt.Tool]int
}

// extension returns what the fields of a neutral file do not say: the
// difference between p and base, which is what reading them gives. It is nil
// where there is none.
func (e *Engine) extension(c *encoder, p, base *prompt.Prompt, s said) *value.Node {
	out := &value.Node{Kind: value.Object}
	if p.Name != base.Name {
		out.Set("name", value.NewString(p.Name))
	}
	if p.Description != base.Description {
		out.Set("description", value.NewString(p.Description))
	}
	diffList(c, out, "messages", p.Messages, base.Messages, c.message, s.messages)
	diffList(c, out, "tools", p.Tools, base.Tools, c.tool, s.tools)
	diffList(c, out, "tool_choice", p.ToolChoice, base.ToolChoice, c.toolChoice, places(p.ToolChoice, base.ToolChoice))
	diffList(c, out, "output", p.Output, base.Output, c.output, places(p.Output, base.Output))
	e.diffSettings(c, out, p, base)
	if in := c.inputs(p.Inputs); !same(in, c.inputs(base.Inputs)) {
		out.Set("inputs", in)
	}
	putTrue(out, "open", p.Open && !base.Open)
	mine, theirs := &value.Node{Kind: value.Object}, &value.Node{Kind: value.Object}
	c.extensions(mine, p.Ext)
	c.extensions(theirs, base.Ext)
	if !same(mine, theirs) {
		x := mine.Get("extensions")
		if x == nil {
			x = &value.Node{Kind: value.Object}
		}
		out.Set("extensions", x)
	}
	if len(out.Entries) == 0 {
		return nil
	}
	return out
}

func (c *encoder) inputs(ins []prompt.Input) *value.Node {
	out := value.NewArray()
	for i := range ins {
		out.Append(c.input(&ins[i]))
	}
	return out
}

// places pairs the items of two lists one by one where there are as many.
func places[T any](p, base prompt.List[T]) map[*T]int {
	a, b := items(p), items(base)
	if len(a) != len(b) {
		return nil
	}
	out := make(map[*T]int, len(a))
	for i := range a {
		out[a[i]] = i
	}
	return out
}

// diffList writes a list that differs from base's; items that base has as well
// are written as a reference and what changes.
func diffList[T any](c *encoder, out *value.Node, key string, p, base prompt.List[T], item func(*T) *value.Node, at map[*T]int) {
	full := encodeList(c, p, item)
	if same(full, encodeList(c, base, item)) {
		return
	}
	var known []*value.Node
	base.Walk(func(t *T) { known = append(known, item(t)) })
	out.Set(key, encodeList(c, p, func(t *T) *value.Node {
		v := item(t)
		if k, ok := at[t]; ok && k < len(known) {
			return against(v, known[k], k)
		}
		return v
	}))
}

// against returns v as the changes to base, the item at place k.
func against(v, base *value.Node, k int) *value.Node {
	out := value.NewObject("ref", number(k))
	for i := range v.Entries {
		m := &v.Entries[i]
		b := base.Get(m.Key)
		switch {
		case b != nil && same(m.Value, b):
		case b != nil && m.Key == "parts":
			out.Set(m.Key, partsAgainst(m.Value, b))
		default:
			out.Set(m.Key, m.Value)
		}
	}
	for i := range base.Entries {
		if key := base.Entries[i].Key; v.Get(key) == nil {
			out.Set(key, cleared(key))
		}
	}
	return out
}

// cleared is what takes a member away.
func cleared(key string) *value.Node {
	switch key {
	case "extensions":
		return &value.Node{Kind: value.Object}
	case "prefill", "must", "required":
		return value.NewBool(false)
	case "role", "kind", "feature", "builtin", "mode":
		return value.NewString("")
	}
	return value.NewNull()
}

// partsAgainst writes a part whose text base has as a reference to it.
func partsAgainst(parts, base *value.Node) *value.Node {
	out := value.NewArray()
	for i := range parts.Entries {
		v := parts.Entries[i].Value
		for k := range base.Entries {
			b := base.Entries[k].Value
			if t := v.Get("text"); t != nil && b.Get("text") != nil && same(t, b.Get("text")) {
				v = against(v, b, k)
				break
			}
		}
		out.Append(v)
	}
	return out
}

// diffSettings writes the options that base lacks or says otherwise.
func (e *Engine) diffSettings(c *encoder, out *value.Node, p, base *prompt.Prompt) {
	count := map[prompt.Param]int{}
	for _, s := range p.Settings {
		count[s.Param]++
	}
	twice := false
	for _, s := range p.Settings {
		twice = twice || count[s.Param] > 1 || s.Feature != e.optionFeature(s.Param)
	}
	has := map[prompt.Param]*value.Node{}
	for i := range base.Settings {
		has[base.Settings[i].Param] = c.value(base.Settings[i].Value)
	}
	list, obj := value.NewArray(), &value.Node{Kind: value.Object}
	for i := range p.Settings {
		s := &p.Settings[i]
		v := c.value(s.Value)
		if b := has[s.Param]; b != nil && same(v, b) {
			delete(has, s.Param) // a second one of the name is not what base says
			continue
		}
		put(obj, string(s.Param), v)
		entry := value.NewObject("param", value.NewString(string(s.Param)))
		put(entry, "value", v)
		if s.Feature != e.optionFeature(s.Param) {
			putString(entry, "feature", s.Feature)
		}
		list.Append(entry)
	}
	if twice {
		putList(out, "settings", list)
	} else if len(obj.Entries) > 0 {
		out.Set("settings", obj)
	}
}

func number(k int) *value.Node { return value.NewNumber(strconv.Itoa(k)) }

// same reports whether two literal trees say the same; the order of members
// does not count.
func same(a, b *value.Node) bool {
	x, err1 := a.Canonical()
	y, err2 := b.Canonical()
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}
