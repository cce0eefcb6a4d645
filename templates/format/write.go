package format

import (
	"slices"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
)

// A Writer is a format that prompts can be written in.
type Writer interface {
	Format
	// Write returns the files that say p in this format; the first is the one
	// that a reader opens. What the format has no words for is noted in w. The
	// error says why nothing can be written at all.
	Write(p *prompt.Prompt, w *Writing) ([]Out, error)
}

// An Out is a file that a format writes.
type Out struct {
	// Name is the name of the file where the format prescribes one, such as
	// config.json; "" leaves it to the caller.
	Name string
	Data []byte
}

// Writing is what a format writes with, and the account of what it could not
// say.
type Writing struct {
	Langs  Langs
	Losses []Loss
	// Unsent are the members of the source file that are sent to no model (see
	// File.Unsent). A format that has a place for one takes it; what is Left
	// when Write returns is lost.
	Unsent *value.Node
	taken  map[string]bool
	// Vendor is the id of who serves the prompt; "" where nothing tells.
	Vendor string
	// Words are the written format's words for vendors.
	Words Words
	// ModelID is the model's id without the name of its vendor before it, as
	// some formats have it; "" where there is none, or none that is written out.
	ModelID string
}

// ModelName returns the model as the written format names it; "" where there is
// none that is written out.
func (w *Writing) ModelName() string {
	if w.ModelID == "" {
		return ""
	}
	return w.Words.Written[w.Vendor] + w.ModelID
}

// Take notes that the member key of Unsent is written, and returns a copy of
// it; nil where there is none, or none that can be written out.
func (w *Writing) Take(key string) *value.Node {
	v := w.Unsent.Get(key)
	if v == nil || !v.Literal() {
		return nil
	}
	return w.Taken(key, v)
}

// Taken is Take for who has the member already.
func (w *Writing) Taken(key string, v *value.Node) *value.Node {
	if w.taken == nil {
		w.taken = map[string]bool{}
	}
	w.taken[key] = true
	return v.Clone()
}

// Left returns the members of Unsent that were not taken.
func (w *Writing) Left() []value.Member {
	var out []value.Member
	for _, m := range w.Unsent.Members() {
		if !w.taken[m.Key] {
			out = append(out, m)
		}
	}
	return out
}

// A Loss is something of a prompt that the written file says less exactly, or
// not at all.
type Loss struct {
	Feature string // feature id; "" for a template construct
	// Dropped is false where the file says something close.
	Dropped bool
	Message string      // what it is and why
	Span    source.Span // raw bytes of the source; zero where it was made
}

// Drop notes that the file does not say what stands at a place.
func (w *Writing) Drop(at source.Span, feature, message string) {
	w.Losses = append(w.Losses, Loss{Feature: feature, Dropped: true, Message: message, Span: at})
}

// Weaken notes that the file says less than what stands at a place.
func (w *Writing) Weaken(at source.Span, feature, message string) {
	w.Losses = append(w.Losses, Loss{Feature: feature, Message: message, Span: at})
}

// Text returns a text node as source of the template language lang; nil is a
// file that fills nothing in: holes are noted and left out. Constructs without
// equivalent are noted.
func (w *Writing) Text(lang templates.Language, n *value.Node) string {
	switch {
	case n == nil || n.Kind == value.Null:
		return ""
	}
	t := TextOf(n)
	if lang == nil {
		return w.plain(t)
	}
	s, problems := templates.Print(lang, t)
	for _, p := range problems {
		switch p.Kind {
		case templates.NoEquivalent:
			w.Drop(p.Span, "", p.Message)
		case templates.Approximate:
			w.Weaken(p.Span, "", p.Message)
		}
	}
	return s
}

// TextOf returns a text node as text.
func TextOf(n *value.Node) expr.Text {
	switch n.Kind {
	case value.Text:
		return n.Text
	case value.Hole:
		return expr.Text{{Tag: n.Tag, Span: n.Span}}
	}
	return expr.Text{{Lit: n.Str, Span: n.Span}}
}

// plain returns the literals of t.
func (w *Writing) plain(t expr.Text) string {
	s := ""
	for i := range t {
		switch {
		case t[i].Tag != nil || t[i].Block != nil:
			w.Drop(t[i].Span, "", "the format fills in nothing; expected text without holes: fill it in first")
		default:
			s += t[i].Lit
		}
	}
	return s
}

// Can says what a format has words for, beside messages of text.
type Can struct {
	Title, About         bool
	Model, Tools, Output bool
	Inputs               bool
	Media                bool
	Params               []prompt.Param
	Roles                []prompt.Role
}

// Account notes what p says and a format that can do can has no words for.
// Messages of other roles are left to the caller, who decides between a close
// role and none.
func (w *Writing) Account(p *prompt.Prompt, name string, can Can) {
	no := func(at source.Span, feature, what string) {
		w.Drop(at, feature, name+" has no place for "+what)
	}
	if !can.Title && p.Name != "" {
		no(source.Span{}, "", "the prompt's name")
	}
	if !can.About && p.Description != "" {
		no(source.Span{}, "", "a description")
	}
	if !can.Model && p.Model != nil {
		no(p.Model.Span(), "model-name", "a model")
	}
	for i := range p.Settings {
		if s := &p.Settings[i]; !slices.Contains(can.Params, s.Param) {
			no(s.Span(), s.Feature, string(s.Param))
		}
	}
	if !can.Tools {
		p.Tools.Walk(func(t *prompt.Tool) { no(t.Span(), "tool-definition", "tools") })
	}
	p.ToolChoice.Walk(func(t *prompt.ToolChoice) { no(t.Span(), "tool-choice", "a tool choice") })
	if !can.Output {
		p.Output.Walk(func(o *prompt.Output) { no(o.Span(), "response-format-json-schema", "a contract on the answer") })
	}
	if !can.Inputs {
		for i := range p.Inputs {
			no(p.Inputs[i].Span(), "", "declared variables ("+p.Inputs[i].Name+")")
		}
	}
	for i := range p.Ext {
		no(p.Ext[i].Span(), p.Ext[i].Feature, p.Ext[i].Key)
	}
}

// A Said is a turn that is nothing but text.
type Said struct {
	Role prompt.Role
	From *prompt.Message // nil for a spread
	Text *value.Node
	// Spread is set instead where a variable stands for any number of turns.
	Spread *value.Node
}

// Turns returns the turns of l for a format whose turns are texts in a row:
// conditions and loops around turns are noted and left out, and so is what is
// no text.
func (w *Writing) Turns(l prompt.List[prompt.Message], name string) []Said {
	var out []Said
	for i := range l {
		switch e := &l[i]; {
		case e.Block != nil:
			w.Drop(e.Span, "", name+" has no conditions and loops around messages; expected messages in a row: fill it in first")
		case e.Spread != nil:
			out = append(out, Said{Spread: e.Spread})
		case e.Item != nil:
			if t := w.Joined(e.Item, name); t != nil {
				out = append(out, Said{Role: e.Item.Role, From: e.Item, Text: t})
			}
		}
	}
	return out
}

// Joined returns the text of one turn, its parts joined by line ends; nil where
// it has none. What is no text is noted.
func (w *Writing) Joined(m *prompt.Message, name string) *value.Node {
	var texts []*value.Node
	m.Parts.Walk(func(p *prompt.Part) {
		switch {
		case p.Kind == prompt.TextPart && p.Text != nil:
			texts = append(texts, p.Text)
		case p.Kind == prompt.MediaPart:
			w.Drop(p.Span(), "media-input", name+" has no place for media")
		default:
			w.Drop(p.Span(), p.Feature, name+" has no place for tool calls, tool results and reasoning")
		}
	})
	for i := range m.Parts {
		if b := m.Parts[i].Block; b != nil {
			w.Drop(m.Parts[i].Span, "", name+" has no conditions around parts of a message; their texts are all written")
		}
	}
	for i := range m.Ext {
		w.Drop(m.Ext[i].Span(), m.Ext[i].Feature, name+" has no place for "+m.Ext[i].Key)
	}
	switch len(texts) {
	case 0:
		return nil
	case 1:
		return texts[0]
	}
	w.Weaken(m.Span(), "", "the parts of this message become one text")
	var joined expr.Text
	for i, t := range texts {
		if i > 0 {
			joined = append(joined, expr.Seg{Lit: "\n"})
		}
		joined = append(joined, TextOf(t)...)
	}
	return &value.Node{Kind: value.Text, Text: joined, Span: m.Span()}
}
