// Package poml is the prompts in Microsoft's POML: elements like those of HTML,
// with variables in double braces, and conditions and loops as attributes. POML
// files are read only: how an element is laid out as text is the business of
// POML's own renderer, so each piece of text is read by itself.
//
// The language is described at https://microsoft.github.io/poml, whose sources
// are docs/language of https://github.com/microsoft/poml: components.md,
// meta.md, speakers.md and template.md were read on 2026-11-23, and assignSpeakers
// in packages/poml/writer.ts for who says what no element gives to anyone, where
// the example in speakers.md says otherwise.
package poml

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Format is POML. The zero value is ready to use.
type Format struct{}

var _ format.Format = Format{}

// ID implements format.Format.
func (Format) ID() string { return "poml" }

// Lang is the language of the expressions that only POML evaluates.
const Lang = "poml"

// Detect implements format.Format.
func (Format) Detect(f *source.File) (int, string) {
	if strings.HasSuffix(strings.ToLower(f.Path), ".poml") && len(strings.TrimSpace(string(f.Data))) > 0 {
		return format.Sure, "its name ends in .poml"
	}
	return format.No, ""
}

// Read implements format.Format.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	v := f.Whole()
	root, problems := parse(v)
	r := &reader{
		File: &format.File{Tree: &value.Node{Kind: value.Object, Span: v.All()}, Body: v, Problems: append(format.CheckUTF8(v), problems...)},
		view: v, messages: &value.Node{Kind: value.Array}, params: &value.Node{Kind: value.Object},
	}
	r.unspoken = prompt.RoleUser
	if root.speaks {
		r.unspoken = prompt.RoleSystem
	}
	r.Messages = r.turns(root.children, r.unspoken)
	r.Tree.Set("messages", r.messages)
	if len(r.params.Entries) > 0 {
		r.Params = r.params
		r.Tree.Set("runtime", r.params)
	}
	return []*format.File{r.File}
}

type reader struct {
	*format.File
	view     *source.View
	messages *value.Node
	params   *value.Node
	unspoken prompt.Role // who says what stands in no message
}

// turns reads elements as messages; text is who says what stands between the
// elements.
func (r *reader) turns(nodes []*node, text prompt.Role) prompt.List[prompt.Message] {
	var out prompt.List[prompt.Message]
	r.say(nodes, text, "", &out)
	return out
}

// say appends the messages of elements. One that does not say who speaks is
// said by who said the element before it, by heir where there is none, and where
// nobody was named by the system; once a user has spoken, by the user. What one
// speaker says in a row is one message.
func (r *reader) say(nodes []*node, text, heir prompt.Role, list *prompt.List[prompt.Message]) {
	out := *list
	defer func() { *list = out }()
	var rest []*node
	var by prompt.Role
	flush := func() {
		if m := r.message(by, nil, rest); m != nil {
			out = append(out, *m)
		}
		rest = nil
	}
	for _, n := range nodes {
		who := text
		if n.kind == tokOpen {
			if who = heir; who == "" {
				who = r.unspoken
			}
		}
		if n.kind != tokOpen || !n.speaks {
			if who != by && (n.kind == tokOpen || strings.TrimSpace(r.view.Text[n.start:n.end]) != "") {
				flush()
				by = who
			}
			rest = append(rest, n)
			continue
		}
		flush()
		if n.role != "" {
			heir = n.role
			if n.role == prompt.RoleUser {
				r.unspoken = prompt.RoleUser
			}
			if m := r.message(n.role, n, n.children); m != nil {
				out = append(out, wrap(r, n, prompt.List[prompt.Message]{*m})...)
			}
			continue
		}
		if n.get("if") == nil && n.get("for") == nil {
			r.say(n.children, who, heir, &out)
			continue
		}
		var inner prompt.List[prompt.Message]
		if r.say(n.children, who, heir, &inner); len(inner) > 0 {
			out = append(out, wrap(r, n, inner)...)
		}
	}
	flush()
}

// message makes one turn of elements; nil where they say nothing.
func (r *reader) message(role prompt.Role, at *node, nodes []*node) *prompt.Entry[prompt.Message] {
	content := &value.Node{Kind: value.Array}
	parts := r.parts(nodes, content)
	if len(parts) == 0 {
		return nil
	}
	for i := range content.Entries {
		content.Span = content.Span.Cover(content.Entries[i].Span)
	}
	n := value.NewObject("content", content)
	n.Span = content.Span
	if at != nil {
		n.Span = r.view.Span(at.start, at.endAt)
	}
	r.messages.Entries = append(r.messages.Entries, value.Entry{Value: n, Span: n.Span})
	return &prompt.Entry[prompt.Message]{Item: &prompt.Message{At: prompt.At{Node: n}, Role: role, Parts: parts}, Span: n.Span}
}

// wrap puts the condition and the loop of n around entries.
func wrap[T any](r *reader, n *node, l prompt.List[T]) prompt.List[T] {
	for _, name := range []string{"if", "for"} {
		a := n.get(name)
		if a == nil {
			continue
		}
		span := r.view.Span(a.start, a.end)
		tag := expr.Tag{Kind: expr.TagIf, Lang: Lang, Src: name + `="` + r.view.Text[a.start:a.end] + `"`, Span: span}
		text := r.view.Text[a.start:a.end]
		if name == "for" {
			tag.Kind = expr.TagFor
			variable, list, ok := strings.Cut(text, " in ")
			if !ok {
				r.Problems = append(r.Problems, value.Problem{Code: format.CodeTemplate, Span: span, Message: "this loop names no list; expected for=\"item in items\""})
				continue
			}
			tag.Vars, text = []string{strings.TrimSpace(variable)}, list
		}
		tag.Expr = expression(text)
		block := &expr.Block[prompt.List[T]]{
			Arms:  []expr.Arm[prompt.List[T]]{{Tag: tag, Body: l}},
			Close: expr.Tag{Kind: expr.TagEnd, Lang: Lang},
		}
		l = prompt.List[T]{{Block: block, Span: r.view.Span(n.start, n.endAt)}}
	}
	return l
}
