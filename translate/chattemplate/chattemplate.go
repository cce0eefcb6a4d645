// Package chattemplate is the dialect of raw text: a conversation written out
// in the special tokens of one family of open models, as servers do before a
// model sees it. What stands around the turns is data of the catalogue
// (catalog.ChatTemplate); the code here knows no model.
//
// A prompt of this dialect is a String or a Text with holes, or the body of a
// text completion whose member prompt holds it.
package chattemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// ID is the dialect's name in targets: chat-template/NAME.
const ID = "chat-template"

// Dialect reads and writes raw text. The name of the template stands where
// other targets name a model: it is a template's id or alias, or the name of a
// model that a template is for.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return ID }

// ReadsText implements translate.TextReader: a request may be text alone.
func (Dialect) ReadsText() bool { return true }

// promptKey is the member of a completion body that holds the text.
const promptKey = "prompt"

// formTemplate and formEnd are what a prompt remembers of its text: which
// template it is written in, that its last turn is closed, and that its first
// one speaks of tools.
const (
	formTemplate = "template"
	formEnd      = "end"
	endClosed    = "closed"
	formPreface  = "preface"
	prefaceTools = "tools"
	formBare     = "chat-template.bare" // of a system turn: without SystemFrame
)

// Detect implements translate.Dialect: special tokens tell.
func (Dialect) Detect(tree *value.Node) int {
	n := textOf(tree)
	if n == nil || tree.Get("messages") != nil {
		return 0
	}
	if _, score := recognise(catalog.Default().ChatTemplates(), flatten(n).text); score > 0 {
		return 3
	}
	return 0
}

// textOf returns the raw text of a request, nil where there is none.
func textOf(tree *value.Node) *value.Node {
	if tree != nil && tree.Kind == value.Object {
		tree = tree.Get(promptKey)
	}
	if tree != nil && (tree.Kind == value.String || tree.Kind == value.Text) {
		return tree
	}
	return nil
}

// Write implements translate.Dialect.
func (Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	own := p.Dialect == ID
	t, ok := catalog.Default().ChatTemplate(w.Target.Model.ID)
	switch {
	case own && (kept(w, p) || ok && p.Form[formTemplate] == t.ID || textOf(p.Node) == nil):
		return w.Carry(p.Node)
	case !ok:
		w.Refuse(refusalNode(p), "special-token", "there is no chat template "+w.Target.Model.ID+"; there are "+strings.Join(names(), ", "))
		return value.NewString("")
	}
	wr := newWriter(w, p, &t)
	body := own && p.Node.Kind == value.Object
	if !body {
		wr.settings()
		w.DropExt(p.Ext)
	}
	text := value.NewText(wr.render())
	if !body {
		return text
	}
	out := &value.Node{Kind: value.Object}
	for _, m := range p.Node.Members() {
		if m.Key == promptKey {
			out.Set(promptKey, text)
		} else if m.Spread {
			out.Entries = append(out.Entries, value.Entry{Spread: true, Value: w.Carry(m.Value)})
		} else {
			out.Set(m.Key, w.Carry(m.Value))
		}
	}
	return out
}

// kept reports whether nobody asked for another template: the target names
// none, or the model that a body names already.
func kept(w *translate.Writer, p *prompt.Prompt) bool {
	return !w.Target.Named || p.Model != nil && p.Model.Value.Is(w.Target.Model.ID)
}

// refusalNode is what a refusal of the whole prompt speaks of.
func refusalNode(p *prompt.Prompt) *value.Node {
	if p.Source == nil {
		return nil
	}
	return p.Node
}

func names() []string {
	var out []string
	for _, t := range catalog.Default().ChatTemplates() {
		out = append(out, t.ID)
	}
	return out
}
