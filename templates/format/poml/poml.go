// Package poml is the prompts in Microsoft's POML: elements like those of HTML,
// with variables in double braces, and conditions and loops as attributes. POML
// files are read only: how an element is laid out as text is the business of
// POML's own renderer, so each piece of text is read by itself.
//
// The language is described at https://microsoft.github.io/poml (language:
// basic, template, components). Of these pages language/basic was read, on
// 2026-11-23; the elements are those that POML files in the wild have.
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
	if root.spoke {
		r.unspoken = prompt.RoleSystem
	}
	r.Messages = r.turns(root.children)
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

// turns reads elements as messages: what stands between those that say who
// speaks is one.
func (r *reader) turns(nodes []*node) prompt.List[prompt.Message] {
	var out prompt.List[prompt.Message]
	r.say(nodes, &out)
	return out
}

// say appends the messages of elements.
func (r *reader) say(nodes []*node, list *prompt.List[prompt.Message]) {
	out := *list
	defer func() { *list = out }()
	var rest []*node
	flush := func() {
		if m := r.message(r.unspoken, nil, rest); m != nil {
			out = append(out, *m)
		}
		rest = nil
	}
	for _, n := range nodes {
		if n.kind != tokOpen || !n.speaks {
			rest = append(rest, n)
			continue
		}
		flush()
		if n.role != "" {
			if m := r.message(n.role, n, n.children); m != nil {
				out = append(out, wrap(r, n, prompt.List[prompt.Message]{*m})...)
			}
			continue
		}
		if n.get("if") == nil && n.get("for") == nil {
			r.say(n.children, &out)
			continue
		}
		if inner := r.turns(n.children); len(inner) > 0 {
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
