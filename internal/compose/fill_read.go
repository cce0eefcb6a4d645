package compose

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A refill reads what a filler wrote, after it was rendered.
type refill struct {
	*filler
	index *value.Index
	marks []marked
	at    int
	seen  map[any]bool
	none  []source.Span // conversations: their turns are accounted for one by one
	err   error
}

// A marked is a mark and the text behind it.
type marked struct {
	thing any
	text  string
}

// events cuts rendered text at its marks.
func (r *refill) events(s string) {
	pieces := strings.Split(s, r.mark)
	for i := 1; i+1 < len(pieces); i += 2 {
		n, err := strconv.Atoi(pieces[i])
		if err != nil || n < 0 || n >= len(r.things) {
			r.fail(source.Span{}, "its blocks and its messages overlap, so what they make is no list of messages; expected each block around whole messages, or within one")
			return
		}
		text := pieces[i+1]
		if r.gap != "" {
			text = strings.TrimSuffix(strings.TrimPrefix(text, r.gap), r.gap)
		}
		r.seen[r.things[n]] = true
		r.marks = append(r.marks, marked{r.things[n], text})
	}
}

func (r *refill) fail(at source.Span, format string, args ...any) {
	if r.err == nil {
		r.err = &FillError{at, fmt.Sprintf(format, args...)}
	}
}

// skipped returns the places of entries that are not in the rendering.
func (r *refill) skipped() []source.Span {
	out := r.none
	for _, thing := range r.things {
		if r.seen[thing] {
			continue
		}
		switch x := thing.(type) {
		case *prompt.Entry[prompt.Message]:
			out = append(out, x.Span)
		case *prompt.Entry[prompt.Part]:
			out = append(out, x.Span)
		case *prompt.Entry[prompt.Tool]:
			out = append(out, x.Span)
		case *value.Entry:
			out = append(out, x.Span)
		case *value.Node:
			out = append(out, x.Span)
		}
	}
	return out
}

// take returns the next mark where it stands for a T.
func take[T any](r *refill) (thing T, text string, ok bool) {
	if r.at < len(r.marks) {
		if thing, ok = r.marks[r.at].thing.(T); ok {
			text = r.marks[r.at].text
			r.at++
		}
	}
	return thing, text, ok
}

// end takes the mark that must come now.
func (r *refill) end() {
	if _, _, ok := take[ending](r); !ok {
		r.fail(source.Span{}, "its blocks and its messages overlap; expected each block around whole messages, or within one")
	}
}

// prompt puts what was rendered into p, which is a copy of the prompt that was
// written.
func (r *refill) prompt(p *prompt.Prompt) {
	prefill := false
	p.Messages.Walk(func(m *prompt.Message) { prefill = prefill || m.Prefill })
	p.Messages = r.turns(refillList(r, r.message))
	if prefill {
		translate.MarkPrefill(p.Messages)
	}
	if p.Model != nil {
		m := *p.Model
		p.Model = &m
	}
	p.Settings, p.Ext = slices.Clone(p.Settings), slices.Clone(p.Ext)
	r.nodes(settings(p))
	p.Settings = slices.DeleteFunc(p.Settings, func(s prompt.Setting) bool { return s.Value == nil })
	p.Tools = refillList(r, func(t *prompt.Tool) { t.Ext = slices.Clone(t.Ext); r.nodes(toolNodes(t)) })
	p.ToolChoice = refillList(r, func(c *prompt.ToolChoice) {
		c.Ext, c.Names = slices.Clone(c.Ext), slices.Clone(c.Names)
		r.nodes(choiceNodes(c))
	})
	p.Output = refillList(r, func(o *prompt.Output) { o.Ext = slices.Clone(o.Ext); r.nodes(outputNodes(o)) })
}

func refillList[T any](r *refill, item func(*T)) prompt.List[T] {
	var out prompt.List[T]
	for r.err == nil {
		e, _, ok := take[*prompt.Entry[T]](r)
		if !ok {
			break
		}
		c := *e
		if c.Item != nil {
			x := *c.Item
			item(&x)
			c.Item = &x
		} else {
			c.Many = c.Many || !c.Spread.Literal() // what the data bring is a list of any length
			c.Spread = r.node()
		}
		r.end()
		out = append(out, c)
	}
	r.end()
	return out
}

func (r *refill) message(m *prompt.Message) {
	m.Prefill = false
	hole := m.RoleNode != nil && !m.RoleNode.Literal()
	m.Ext = slices.Clone(m.Ext)
	r.nodes([]**value.Node{&m.RoleNode, &m.Name})
	r.nodes(extNodes(m.Ext))
	if hole && m.RoleNode.IsString() {
		if m.Role = roleWord(m.RoleNode.Str); m.Role == prompt.RoleUnknown {
			r.fail(m.Span(), "%q is no role; expected system, developer, user, assistant or tool", m.RoleNode.Str)
		}
	}
	m.Parts = refillList(r, r.part)
}

func (r *refill) part(p *prompt.Part) {
	p.Ext = slices.Clone(p.Ext)
	if p.Media != nil {
		m := *p.Media
		p.Media = &m
	}
	if p.ToolCall != nil {
		c := *p.ToolCall
		p.ToolCall = &c
	}
	if p.ToolResult != nil {
		c := *p.ToolResult
		p.ToolResult = &c
	}
	if p.Reasoning != nil {
		c := *p.Reasoning
		p.Reasoning = &c
	}
	r.nodes(partTextNodes(p))
	r.nodes(partValueNodes(p))
	if p.ToolResult != nil {
		p.ToolResult.Content = refillList(r, r.part)
	}
	if m := p.Media; m != nil {
		for _, n := range partTextNodes(p) {
			if *n != nil && r.index != nil && r.index.Num(*n) < 0 {
				r.standFor(*n, p.Node) // a marker's argument, which is no node of the file
			}
		}
		if mime, data, ok := translate.SplitDataURI(m.URL); ok { // a picture that the data bring along
			r.standFor(data, m.URL)
			r.standFor(mime, m.URL)
			m.URL, m.Data, m.MIME = nil, data, mime
		}
	}
	if c := p.ToolCall; c != nil && c.Args.IsString() && c.ArgsNode != nil {
		if n := parsed(c.Args.Str); n != nil {
			r.standFor(n, c.Args)
			c.Args = n
		}
	}
}

// nodes replaces values by what was rendered for them.
func (r *refill) nodes(list []**value.Node) {
	for _, n := range list {
		if *n != nil {
			*n = r.node()
		}
	}
}

// node reads one value, nil where a condition left it out.
func (r *refill) node() *value.Node {
	n, text, ok := take[*value.Node](r)
	if !ok {
		r.fail(source.Span{}, "its blocks and its values overlap; expected each block around whole values")
		return nil
	}
	if n.Literal() {
		return n
	}
	made := &value.Node{Kind: n.Kind, Span: n.Span}
	switch n.Kind {
	case value.Text:
		made.Kind, made.Str = value.String, text
	case value.Hole:
		made = r.held(n, text)
	case value.Choice:
		made = nil
		if r.at < len(r.marks) {
			if _, is := r.marks[r.at].thing.(*value.Node); is {
				made = r.node()
			}
		}
		r.end()
		return made
	default:
		made.Entries = r.members(n)
		r.end()
		return made
	}
	r.standFor(made, n)
	return made
}

// held is the value of a hole.
func (r *refill) held(n *value.Node, text string) *value.Node {
	if v := r.typed[n]; v != nil {
		return v.Clone()
	}
	if v := parsed(text); v != nil && (v.Kind == value.Array || v.Kind == value.Object || v.Kind == value.Number || v.Kind == value.Bool) && !r.textual[n] {
		return v
	}
	return value.NewString(text)
}

func (r *refill) members(n *value.Node) []value.Entry {
	out := []value.Entry{}
	for r.err == nil {
		e, _, ok := take[*value.Entry](r)
		if !ok {
			break
		}
		c := *e
		if c.KeyNode != nil {
			if k := r.node(); k.IsString() {
				c.Key = k.Str
			}
			c.KeyNode, c.Spread = nil, false
		}
		if c.Value != nil {
			c.Value = r.node()
		}
		switch {
		case c.Value == nil:
		case !c.Spread:
			out = append(out, c)
		case c.Value.Kind == n.Kind:
			out = append(out, c.Value.Entries...)
		default:
			r.fail(e.Span, "what is spread here is %s; expected %s", c.Value.Kind, n.Kind)
		}
	}
	return out
}

func (r *refill) standFor(made, n *value.Node) {
	if r.index != nil && made != nil {
		r.index.StandFor(made, n)
	}
}

// parsed reads JSON, nil for anything else.
func parsed(text string) *value.Node {
	if !json.Valid([]byte(text)) {
		return nil
	}
	n, problems := value.ReadJSON(source.NewFile("", []byte(text)).Whole(), value.Options{})
	if len(problems) > 0 {
		return nil
	}
	n.Walk("", func(_ string, n *value.Node) {
		n.Span, n.View = source.Span{}, nil
		for i := range n.Entries {
			n.Entries[i].Span, n.Entries[i].KeySpan = source.Span{}, source.Span{}
		}
	})
	return n
}

// turns puts the turns of a conversation in the place of its variable.
func (r *refill) turns(l prompt.List[prompt.Message]) prompt.List[prompt.Message] {
	var out prompt.List[prompt.Message]
	for _, e := range l {
		if e.Spread == nil || !e.Many {
			out = append(out, e)
			continue
		}
		r.none = append(r.none, e.Span)
		if e.Spread.Kind != value.Array {
			if e.Spread.Kind == value.String && strings.TrimSpace(e.Spread.Str) == "" {
				continue // no conversation was asked for
			}
			r.fail(e.Span, "a conversation stands here; expected a list of turns such as {\"role\": \"user\", \"content\": \"…\"}, got %s", e.Spread.Kind)
			return out
		}
		for i := range e.Spread.Entries {
			if m := r.turn(e.Spread.Entries[i].Value, e.Span); m != nil {
				out = append(out, prompt.Entry[prompt.Message]{Item: m, Span: e.Span})
			}
		}
	}
	return out
}

// turn reads a turn of the data, which have no dialect: role and text.
func (r *refill) turn(n *value.Node, at source.Span) *prompt.Message {
	role := n.Get("role")
	m := &prompt.Message{At: prompt.At{Marks: []*value.Node{n}}, RoleNode: role}
	if role.IsString() {
		m.Role = roleWord(role.Str)
	}
	content := n.Get("content")
	texts := []*value.Node{content}
	if content != nil && content.Kind == value.Array {
		texts = nil
		for i := range content.Entries {
			part := content.Entries[i].Value
			if t := part.Get("text"); t != nil {
				part = t
			}
			texts = append(texts, part)
		}
	}
	for _, t := range texts {
		if m.Role == prompt.RoleUnknown || m.Role == prompt.RoleTool || !t.IsString() {
			r.fail(at, "a turn of the conversation is not readable; expected role (system, user, assistant) and content as text")
			return nil
		}
		m.Parts = append(m.Parts, prompt.Entry[prompt.Part]{Item: &prompt.Part{At: prompt.At{Node: t}, Kind: prompt.TextPart, Text: t}})
	}
	return m
}

// roleWord reads a role that data name, in the words of any vendor.
func roleWord(s string) prompt.Role {
	switch s = strings.ToLower(strings.TrimSpace(s)); s {
	case "model", "ai":
		return prompt.RoleAssistant
	case "human":
		return prompt.RoleUser
	case "system", "developer", "user", "assistant", "tool":
		return prompt.Role(s)
	}
	return prompt.RoleUnknown
}

// nodeOfData makes a value of a variable's.
func nodeOfData(v any) *value.Node {
	switch v := v.(type) {
	case nil:
		return value.NewNull()
	case *value.Node:
		return v
	case bool:
		return value.NewBool(v)
	case string:
		return value.NewString(v)
	case json.Number:
		return value.NewNumber(v.String())
	case int:
		return value.NewNumber(strconv.Itoa(v))
	}
	data, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return parsed(string(data))
}
