package compose

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// set changes *at where obj has the member: null takes it away, anything else
// is decoded with f. What obj does not mention stays as it is.
func (d *decoder) set(obj *value.Node, key string, at **value.Node) {
	v := obj.Get(key)
	if v != nil && *at != nil {
		d.replaced[*at] = true
	}
	switch {
	case v == nil:
	case v.Kind == value.Null:
		*at = nil
	default:
		d.in(key, func() { *at = d.value(v) })
	}
}

// repeat is set for what another value accounts for, too.
func (d *decoder) repeat(obj *value.Node, key string, at **value.Node) {
	v := obj.Get(key)
	switch {
	case v == nil:
	case v.Kind == value.Null:
		*at = nil
	default:
		*at = d.decode(v)
	}
}

func (d *decoder) setBool(obj *value.Node, key string, at *bool) {
	if v := obj.Get(key); v != nil {
		*at = v.Kind == value.Bool && v.Bool
	}
}

// setString changes a string, and an empty one where obj has null.
func setString[S ~string](obj *value.Node, key string, at *S) {
	if v := obj.Get(key); v != nil {
		*at = S(v.Str)
	}
}

// setList changes a list. base are the items that `ref` speaks of.
func setList[T any](d *decoder, obj *value.Node, key string, at *prompt.List[T], base []*T, item func(*T, *value.Node)) {
	v := obj.Get(key)
	switch {
	case v == nil:
	case v.Kind != value.Array:
		if v.Kind != value.Null {
			d.wrong(v, key+" is no list; expected `- …` entries")
		}
		*at = nil
	default:
		used := make([]bool, len(base))
		d.in(key, func() { *at = decodeList(d, v, base, used, item) })
		for i, t := range base {
			if !used[i] {
				d.replaced[nodeOf(t)] = true
			}
		}
	}
}

// nodeOf returns the value that accounts for an item of the file itself.
func nodeOf(item any) *value.Node {
	if at := origin(item); at != nil {
		return at.Node
	}
	return nil
}

// origin returns where an item of a list says that it came from.
func origin(item any) *prompt.At {
	switch t := item.(type) {
	case *prompt.Message:
		return &t.At
	case *prompt.Part:
		return &t.At
	case *prompt.Tool:
		return &t.At
	case *prompt.ToolChoice:
		return &t.At
	case *prompt.Output:
		return &t.At
	}
	return nil
}

func decodeList[T any](d *decoder, n *value.Node, base []*T, used []bool, item func(*T, *value.Node)) prompt.List[T] {
	out := make(prompt.List[T], 0, len(n.Entries))
	for i := range n.Entries {
		v := n.Entries[i].Value
		if v == nil || v.Kind != value.Object {
			if v != nil {
				d.wrong(v, "this entry is no mapping; expected the members of the entry")
			}
			continue
		}
		d.in(strconv.Itoa(i), func() {
			switch {
			case v.Get("block") != nil && v.Get("block").Kind == value.Array:
				b := decodeBlock(d, v, func(items *value.Node) prompt.List[T] { return decodeList(d, items, base, used, item) })
				if b != nil {
					out = append(out, prompt.Entry[T]{Block: b, Span: v.Span})
				}
			case v.Get("spread") != nil:
				d.in("spread", func() {
					out = append(out, prompt.Entry[T]{Spread: d.value(v.Get("spread")), Span: v.Span})
				})
			default:
				t := new(T)
				span := v.Span
				if r := v.Get("ref"); r != nil {
					k, err := strconv.Atoi(r.Str)
					if err != nil || k < 0 || k >= len(base) {
						d.wrong(r, "ref "+r.Str+" names nothing; expected a number from 0 to "+strconv.Itoa(len(base)-1)+": the place among what the file itself says")
						return
					}
					*t = *base[k]
					used[k] = true
				}
				item(t, v)
				if at := origin(t); at != nil && at.Node == v {
					if c := d.container(); c != nil {
						at.Node = c // in the account, a note about the item covers its values
					}
				}
				out = append(out, prompt.Entry[T]{Item: t, Span: span})
			}
		})
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// items lists the items of l, inside blocks too.
func items[T any](l prompt.List[T]) []*T {
	var out []*T
	l.Walk(func(t *T) { out = append(out, t) })
	return out
}

func (d *decoder) message(m *prompt.Message, obj *value.Node) {
	if m.Node == nil {
		m.Node = obj
	}
	if v := obj.Get("role_value"); v != nil {
		m.Role, m.Marks = prompt.RoleUnknown, nil
		d.set(obj, "role_value", &m.RoleNode)
	}
	if v := obj.Get("role"); v.IsString() && v.Str != "" {
		m.Role = prompt.Role(v.Str)
		if len(m.Marks) == 0 {
			m.RoleNode = nil
		}
	}
	d.set(obj, "name", &m.Name)
	d.setBool(obj, "prefill", &m.Prefill)
	setList(d, obj, "parts", &m.Parts, items(m.Parts), d.part)
	d.extensions(obj, &m.Ext)
}

func (d *decoder) part(p *prompt.Part, obj *value.Node) {
	if p.Node == nil {
		p.Node = obj
	}
	setString(obj, "feature", &p.Feature)
	setString(obj, "dialect", &p.Of)
	if at := obj.Get("at"); at.IsString() {
		p.Form = map[string]string{"at": at.Str}
	}
	d.around(p, obj)
	switch {
	case obj.Get("text") != nil:
		p.Kind = prompt.TextPart
		d.setText(obj, "text", &p.Text)
	case obj.Get("refusal") != nil:
		p.Kind = prompt.RefusalPart
		d.setText(obj, "refusal", &p.Text)
	case obj.Get("media") != nil:
		p.Kind, p.Media = prompt.MediaPart, &prompt.Media{}
		m := obj.Get("media")
		setString(m, "kind", &p.Media.Kind)
		d.in("media", func() {
			for _, f := range mediaFields(p.Media) {
				d.set(m, f.key, f.at)
			}
		})
	case obj.Get("tool_call") != nil:
		p.Kind, p.ToolCall = prompt.ToolCallPart, &prompt.ToolCall{}
		c := obj.Get("tool_call")
		d.in("tool_call", func() {
			d.set(c, "id", &p.ToolCall.ID)
			d.set(c, "name", &p.ToolCall.Name)
			d.set(c, "arguments", &p.ToolCall.Args)
			d.set(c, "arguments_text", &p.ToolCall.ArgsNode)
		})
		if p.ToolCall.ArgsNode != nil {
			p.ToolCall.Args = translate.ParseArgs(p.ToolCall.ArgsNode)
		}
	case obj.Get("tool_result") != nil:
		p.Kind, p.ToolResult = prompt.ToolResultPart, &prompt.ToolResult{}
		r := obj.Get("tool_result")
		d.in("tool_result", func() {
			d.set(r, "call_id", &p.ToolResult.CallID)
			d.set(r, "name", &p.ToolResult.Name)
			d.set(r, "is_error", &p.ToolResult.IsError)
			d.set(r, "structured", &p.ToolResult.Structured)
			setList(d, r, "content", &p.ToolResult.Content, nil, d.part)
		})
	case obj.Get("reasoning") != nil:
		p.Kind, p.Reasoning = prompt.ReasoningPart, &prompt.Reasoning{}
		r := obj.Get("reasoning")
		d.in("reasoning", func() {
			d.set(r, "text", &p.Reasoning.Text)
			d.set(r, "signature", &p.Reasoning.Signature)
			d.set(r, "redacted", &p.Reasoning.Redacted)
		})
	case obj.Get("opaque") != nil:
		p.Kind = prompt.OpaquePart
		d.set(obj, "opaque", &p.Node)
	case p.Kind == 0:
		d.wrong(obj, "this part says nothing; expected one of text, media, tool_call, tool_result, reasoning, refusal, opaque")
		p.Kind, p.Text = prompt.TextPart, value.NewString("")
	}
	d.cache(obj, &p.Cache)
	d.extensions(obj, &p.Ext)
}

// around puts white space around the text of the file itself.
func (d *decoder) around(p *prompt.Part, obj *value.Node) {
	var before, after string
	setString(obj, "before", &before)
	setString(obj, "after", &after)
	if before+after == "" || p.Text == nil {
		return
	}
	t := translate.Joined(before, p.Text, after)
	t.Span, t.View = p.Text.Span, p.Text.View
	d.replaced[p.Text] = true
	p.Text = d.keep("text", t)
}

// keep adds a value to the account.
func (d *decoder) keep(name string, v *value.Node) *value.Node {
	d.in(name, func() { d.account(v) })
	return v
}

// setText is set for a text of the template language: a plain string may hold
// tags that somebody wrote there.
func (d *decoder) setText(obj *value.Node, key string, at **value.Node) {
	v := obj.Get(key)
	if !v.IsString() {
		d.set(obj, key, at)
		return
	}
	if *at != nil {
		d.replaced[*at] = true
	}
	*at = d.keep(key, d.text(v))
}

func (d *decoder) cache(obj *value.Node, at **prompt.CacheMark) {
	v := obj.Get("cache")
	switch {
	case v == nil:
	case v.Kind == value.Null:
		*at = nil
	default:
		m := &prompt.CacheMark{}
		d.in("cache", func() {
			m.Node = d.keep("mark", &value.Node{Kind: value.Bool, Bool: true, Span: v.Span})
			d.set(v, "ttl", &m.TTL)
		})
		*at = m
	}
}

// extensions reads what only one dialect has; it replaces what was there.
func (d *decoder) extensions(obj *value.Node, at *[]prompt.Ext) {
	by := obj.Get("extensions")
	if by == nil {
		return
	}
	*at = nil
	d.in("extensions", func() {
		for i := range by.Entries {
			dialect, list := by.Entries[i].Key, by.Entries[i].Value
			if list == nil || list.Kind != value.Array {
				continue
			}
			for j := range list.Entries {
				e := list.Entries[j].Value
				x := prompt.Ext{Dialect: dialect}
				setString(e, "at", &x.Key)
				setString(e, "feature", &x.Feature)
				d.in(dialect, func() { d.in(strconv.Itoa(j), func() { d.set(e, "value", &x.Value) }) })
				if x.Value == nil {
					d.wrong(by, "an extension of "+dialect+" has no value; expected `value: …`")
					continue
				}
				x.Node = x.Value
				*at = append(*at, x)
			}
		}
	})
}

func (d *decoder) tool(t *prompt.Tool, obj *value.Node) {
	setString(obj, "kind", &t.Kind)
	set := d.set
	if obj.Get("definition") != nil {
		set = d.repeat // the definition accounts for the tool
	}
	set(obj, "name", &t.Name)
	set(obj, "description", &t.Description)
	set(obj, "schema", &t.Schema)
	set(obj, "strict", &t.Strict)
	setString(obj, "builtin", &t.Builtin)
	setString(obj, "dialect", &t.Of)
	d.set(obj, "definition", &t.Node)
	if t.Node == nil {
		t.Node = obj
	}
	d.cache(obj, &t.Cache)
	d.extensions(obj, &t.Ext)
}

func (d *decoder) toolChoice(t *prompt.ToolChoice, obj *value.Node) {
	setString(obj, "mode", &t.Mode)
	if names := obj.Get("names"); names != nil {
		t.Names = nil
		d.in("names", func() {
			for i := range names.Entries {
				d.in(strconv.Itoa(i), func() { t.Names = append(t.Names, d.value(names.Entries[i].Value)) })
			}
		})
	}
	d.setBool(obj, "must", &t.Must)
	setString(obj, "dialect", &t.Of)
	d.set(obj, "definition", &t.Node)
	if t.Node == nil {
		t.Node = obj
	}
	d.extensions(obj, &t.Ext)
}

func (d *decoder) output(o *prompt.Output, obj *value.Node) {
	setString(obj, "kind", &o.Kind)
	setString(obj, "dialect", &o.Of)
	d.set(obj, "name", &o.Name)
	d.set(obj, "description", &o.Description)
	own := o.Node != nil && o.Node == o.Schema
	d.set(obj, "schema", &o.Schema)
	if own {
		o.Node = o.Schema
	}
	d.set(obj, "strict", &o.Strict)
	d.set(obj, "definition", &o.Node)
	if o.Node == nil {
		o.Node = obj
	}
	d.extensions(obj, &o.Ext)
}

func (d *decoder) input(in *prompt.Input, obj *value.Node) {
	in.Node = obj
	setString(obj, "name", &in.Name)
	setString(obj, "kind", &in.Kind)
	setString(obj, "description", &in.Description)
	d.setBool(obj, "required", &in.Required)
	in.Default, in.Sample, in.Schema = d.decode(obj.Get("default")), d.decode(obj.Get("sample")), d.decode(obj.Get("schema"))
	if enum := obj.Get("enum"); enum != nil {
		for i := range enum.Entries {
			in.Enum = append(in.Enum, enum.Entries[i].Value.Str)
		}
	}
	d.setBool(obj, "strict", &in.Strict)
}
