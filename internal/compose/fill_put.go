package compose

import (
	"slices"
	"strconv"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
)

// A filler writes a whole prompt as one template: marks say what the text that
// follows belongs to, and the prompt's own conditions and loops stand around
// them. Rendered, the marks come once for every round, and refill reads them.
type filler struct {
	langs  format.Langs
	lang   templates.Language
	data   map[string]any
	mark   string // what nobody else can write
	gap    string // around marks, where lines matter
	things []any  // what marks stand for, by number
	// typed are the values of holes that are a variable and nothing else: they
	// keep the type that they have in the data.
	typed map[*value.Node]*value.Node
	// textual are the holes in places that take text alone.
	textual map[*value.Node]bool
	loops   int  // that are open
	words   bool // such a place is being written
}

// An ending ends the entry, list or value that was begun last.
type ending struct{}

func (f *filler) put(t *expr.Text, thing any) {
	f.things = append(f.things, thing)
	*t = append(*t, expr.Seg{Lit: f.gap + f.mark + strconv.Itoa(len(f.things)-1) + f.mark + f.gap})
}

// whole writes p; refill.prompt reads it in the same order.
func (f *filler) whole(p *prompt.Prompt) expr.Text {
	var t expr.Text
	fillList(f, &t, p.Messages, f.message)
	for _, n := range settings(p) {
		f.node(&t, *n)
	}
	fillList(f, &t, p.Tools, func(t *expr.Text, x *prompt.Tool) { f.nodes(t, toolNodes(x)) })
	fillList(f, &t, p.ToolChoice, func(t *expr.Text, x *prompt.ToolChoice) { f.nodes(t, choiceNodes(x)) })
	fillList(f, &t, p.Output, func(t *expr.Text, x *prompt.Output) { f.nodes(t, outputNodes(x)) })
	return t
}

func fillList[T any](f *filler, t *expr.Text, l prompt.List[T], item func(*expr.Text, *T)) {
	fillEntries(f, t, l, item)
	f.put(t, ending{})
}

func fillEntries[T any](f *filler, t *expr.Text, l prompt.List[T], item func(*expr.Text, *T)) {
	for i := range l {
		e := &l[i]
		if e.Block != nil {
			fillBlock(f, t, e.Block, func(t *expr.Text, l prompt.List[T]) { fillEntries(f, t, l, item) })
			continue
		}
		f.put(t, e)
		if e.Item != nil {
			item(t, e.Item)
		} else {
			f.node(t, e.Spread)
		}
		f.put(t, ending{})
	}
}

func fillBlock[T any](f *filler, t *expr.Text, b *expr.Block[T], body func(*expr.Text, T)) {
	if b.IsLoop() {
		f.loops++
		defer func() { f.loops-- }()
	}
	out := &expr.Block[expr.Text]{Close: b.Close, Whole: b.Whole}
	for _, a := range b.Arms {
		var in expr.Text
		body(&in, a.Body)
		out.Arms = append(out.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: in})
	}
	*t = append(*t, expr.Seg{Block: out})
}

func (f *filler) message(t *expr.Text, m *prompt.Message) {
	f.texts(t, []**value.Node{&m.RoleNode, &m.Name})
	f.nodes(t, extNodes(m.Ext))
	fillList(f, t, m.Parts, f.part)
}

func (f *filler) part(t *expr.Text, p *prompt.Part) {
	f.texts(t, partTextNodes(p))
	f.nodes(t, partValueNodes(p))
	if p.ToolResult != nil {
		fillList(f, t, p.ToolResult.Content, f.part)
	}
}

func (f *filler) nodes(t *expr.Text, list []**value.Node) {
	for _, n := range list {
		f.node(t, *n)
	}
}

// texts is nodes for places that take text alone.
func (f *filler) texts(t *expr.Text, list []**value.Node) {
	f.words = true
	f.nodes(t, list)
	f.words = false
}

func (f *filler) node(t *expr.Text, n *value.Node) {
	if n == nil {
		return
	}
	f.put(t, n)
	switch {
	case n.Literal():
	case n.Kind == value.Text:
		*t = append(*t, n.Text...)
	case n.Kind == value.Hole:
		f.hole(t, n)
	case n.Kind == value.Choice:
		fillBlock(f, t, n.Choice, f.node)
		f.put(t, ending{})
	default:
		f.entries(t, n.Entries)
		f.put(t, ending{})
	}
}

func (f *filler) entries(t *expr.Text, list []value.Entry) {
	for i := range list {
		e := &list[i]
		if e.Block != nil {
			fillBlock(f, t, e.Block, f.entries)
			continue
		}
		f.put(t, e)
		f.node(t, e.KeyNode)
		f.node(t, e.Value)
	}
}

func (f *filler) hole(t *expr.Text, n *value.Node) {
	if n.Tag == nil {
		return
	}
	if f.words {
		f.textual[n] = true
	}
	// Text is left to the template: {{ n }} in the place of a number is 9 where n
	// is "9".
	if v, ok := lookup(f.data, n.Tag.Expr); ok && !v.IsString() && !f.words && f.loops == 0 {
		f.typed[n] = v
		return
	}
	tag := *n.Tag
	if tag.Kind != expr.TagHole { // a marker whose argument the hole is
		tag.Kind, tag.Src, tag.Raw = expr.TagHole, "", true
	}
	*t = append(*t, expr.Seg{Tag: &tag})
}

// lookup returns the value that a plain path leads to.
func lookup(data map[string]any, e expr.Expr) (*value.Node, bool) {
	p, ok := e.(expr.Path)
	if !ok || len(p.Steps) == 0 {
		return nil, false
	}
	v, ok := data[p.Steps[0].Name]
	if !ok {
		return nil, false
	}
	n := nodeOfData(v)
	for _, s := range p.Steps[1:] {
		if n == nil || s.Index != nil {
			return nil, false
		}
		n = n.Get(s.Name)
	}
	return n, n != nil
}

// The values of the pieces of a prompt, in one order for writing and reading.

func settings(p *prompt.Prompt) []**value.Node {
	var out []**value.Node
	if p.Model != nil {
		out = append(out, &p.Model.Value)
	}
	for i := range p.Settings {
		out = append(out, &p.Settings[i].Value)
	}
	return slices.Concat(out, extNodes(p.Ext))
}

func extNodes(list []prompt.Ext) []**value.Node {
	var out []**value.Node
	for i := range list {
		out = append(out, &list[i].Value)
	}
	return out
}

func partTextNodes(p *prompt.Part) []**value.Node {
	out := []**value.Node{&p.Text}
	if m := p.Media; m != nil {
		out = append(out, &m.URL, &m.Data, &m.FileID, &m.Text, &m.MIME, &m.Name, &m.Detail)
	}
	if c := p.ToolCall; c != nil {
		out = append(out, &c.ID, &c.Name)
	}
	if r := p.ToolResult; r != nil {
		out = append(out, &r.CallID, &r.Name)
	}
	if r := p.Reasoning; r != nil {
		out = append(out, &r.Text, &r.Signature, &r.Redacted)
	}
	return out
}

func partValueNodes(p *prompt.Part) []**value.Node {
	out := extNodes(p.Ext)
	if c := p.ToolCall; c != nil {
		out = append(out, &c.Args)
	}
	if r := p.ToolResult; r != nil {
		out = append(out, &r.IsError, &r.Structured)
	}
	return out
}

func toolNodes(t *prompt.Tool) []**value.Node {
	return append(extNodes(t.Ext), &t.Name, &t.Description, &t.Schema, &t.Strict)
}

func choiceNodes(c *prompt.ToolChoice) []**value.Node {
	out := extNodes(c.Ext)
	for i := range c.Names {
		out = append(out, &c.Names[i])
	}
	return out
}

func outputNodes(o *prompt.Output) []**value.Node {
	return append(extNodes(o.Ext), &o.Name, &o.Description, &o.Schema, &o.Strict)
}
