package compose

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

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
	case "role", "kind", "feature", "builtin", "mode", "dialect", "at":
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
			if w, ok := reworded(v, b); ok {
				v = against(w, b, k)
				break
			}
		}
		out.Append(v)
	}
	return out
}

// reworded returns part v with base's text, and the white space that v has
// around it as members of its own: a body has none at the ends of a turn, and
// the text should stand in one place only. ok is false for another text.
func reworded(v, base *value.Node) (w *value.Node, ok bool) {
	a, b := v.Get("text"), base.Get("text")
	if a == nil || b == nil || same(a, b) {
		return v, a != nil && b != nil
	}
	x, y := rawText(a), rawText(b)
	at := strings.Index(x, y)
	if y == "" || at < 0 {
		return v, false
	}
	before, after := x[:at], x[at+len(y):]
	if strings.Trim(before+after, " \t\r\n") != "" {
		return v, false
	}
	w = &value.Node{Kind: value.Object, Entries: slices.Clone(v.Entries)}
	w.Set("text", b)
	putString(w, "before", before)
	putString(w, "after", after)
	return w, true
}

// rawText returns an encoded text as it stands in the template language; ""
// where it is none.
func rawText(n *value.Node) string {
	if t := n.Get(keyText); t.IsString() {
		return t.Str
	}
	if n.IsString() {
		return n.Str
	}
	return ""
}

// diffSettings writes the options that base lacks or says otherwise: under
// their names, or as a list where one is set twice or counts as another feature
// than its name tells. What is written of a name is all that there is.
func (e *Engine) diffSettings(c *encoder, out *value.Node, p, base *prompt.Prompt) {
	mine, theirs := byParam(c, p.Settings), byParam(c, base.Settings)
	asList := false
	list, obj := value.NewArray(), &value.Node{Kind: value.Object}
	for i := range p.Settings {
		s := &p.Settings[i]
		if same(mine[s.Param], theirs[s.Param]) {
			continue
		}
		entry := value.NewObject("param", value.NewString(string(s.Param)))
		v := c.value(s.Value)
		put(entry, "value", v)
		if s.Feature != e.optionFeature(s.Param) {
			putString(entry, "feature", s.Feature)
			asList = true
		}
		asList = asList || obj.Get(string(s.Param)) != nil
		put(obj, string(s.Param), v)
		list.Append(entry)
	}
	if asList {
		obj = list
	}
	if len(obj.Entries) > 0 {
		out.Set("settings", obj)
	}
}

// byParam lists the values of each option.
func byParam(c *encoder, settings []prompt.Setting) map[prompt.Param]*value.Node {
	out := map[prompt.Param]*value.Node{}
	for i := range settings {
		s := &settings[i]
		if out[s.Param] == nil {
			out[s.Param] = value.NewArray()
		}
		out[s.Param].Append(c.value(s.Value))
	}
	return out
}

func number(k int) *value.Node { return value.NewNumber(strconv.Itoa(k)) }

// same reports whether two literal trees say the same; the order of members
// does not count.
func same(a, b *value.Node) bool {
	x, err1 := a.Canonical()
	y, err2 := b.Canonical()
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}
