// Package modelfile is the format of Ollama's Modelfiles: a model, parameters,
// a system message and example turns that together become a new model.
//
// The format is described at https://docs.ollama.com/modelfile; where that is
// silent (quotes over several lines, how an argument ends, which words are
// instructions) Ollama's parser decides
// (https://github.com/ollama/ollama/blob/main/parser/parser.go; both read
// 2026-11-22).
package modelfile

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Format is the Modelfile. The zero value is ready to use.
type Format struct{}

var _ format.Writer = Format{}

// ID implements format.Format.
func (Format) ID() string { return "modelfile" }

// Detect implements format.Format.
func (Format) Detect(f *source.File) (int, string) {
	base := strings.ToLower(path.Base(f.Path))
	if base != "modelfile" && !strings.HasPrefix(base, "modelfile.") && !strings.HasPrefix(base, "modelfile-") && !strings.HasSuffix(base, ".modelfile") {
		return format.No, ""
	}
	text := string(f.Data)
	named := base == "modelfile" || strings.HasSuffix(base, ".modelfile")
	for _, t := range lex(text) {
		if !named && t.kind == tokBad {
			break // modelfile.go and the like: a program, not the file of a variant
		}
		if t.kind == tokName && t.end < len(text) {
			return format.Sure, "its name is that of an Ollama Modelfile"
		}
	}
	return format.No, ""
}

// Read implements format.Format. A Modelfile that says nothing to a model is
// no prompt.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	v := f.Whole()
	r := &reader{
		File: &format.File{Tree: &value.Node{Kind: value.Object, Span: v.All()}, Body: v, Provider: value.NewString("ollama"), Words: "ollama", More: true},
		view: v, env: env,
		messages: &value.Node{Kind: value.Array}, options: &value.Node{Kind: value.Object},
	}
	r.Problems = append(r.Problems, format.CheckUTF8(v)...)
	from := false
	all := instructions(v.Text, lex(v.Text))
	for _, in := range all {
		r.instruction(in)
		from = from || in.name == "from"
	}
	if !from && len(all) > 0 {
		r.bad(all[0].nameAt, "there is no FROM line; expected `FROM model`: name the model that this one is made from")
	}
	if len(r.Messages) == 0 && len(r.Ext) == 0 && len(r.options.Entries) == 0 && r.Model != nil && len(r.Problems) == 0 {
		return nil
	}
	r.Tree.Set("messages", r.messages)
	if len(r.options.Entries) > 0 {
		r.Params = value.NewObject("options", r.options)
		r.Tree.Set("options", r.options)
	}
	return []*format.File{r.File}
}

type reader struct {
	*format.File
	view     *source.View
	env      format.Env
	messages *value.Node
	options  *value.Node
	system   *value.Node
}

func (r *reader) bad(at [2]int, message string) {
	r.Problems = append(r.Problems, value.Problem{Code: format.CodeFormat, Span: r.view.Span(at[0], at[1]), Message: message})
}

func (r *reader) instruction(in instruction) {
	if !in.hasKeyword {
		r.bad(in.nameAt, "this line begins with no instruction; expected FROM, PARAMETER, TEMPLATE, SYSTEM, MESSAGE, ADAPTER, LICENSE, RENDERER, PARSER, DRAFT or REQUIRES: put text of several lines within triple quotes")
		return
	}
	word := strings.ToUpper(in.name)
	if in.open {
		r.Problems = append(r.Problems, value.Problem{
			Code: value.CodeUnterminated, Span: r.view.Span(in.start, in.start+len(in.quotes)),
			Message: "the text of " + word + " never ends; expected " + in.quotes + " at the end of a line: add it",
		})
	}
	if in.start == in.end {
		r.bad(in.nameAt, word+" has no value; expected one on the same line")
		return
	}
	n := r.value(in)
	switch in.name {
	case "from":
		if r.Model == nil { // further ones are the shards of a split file
			r.Model = n
			r.Tree.Set("model", n)
		}
	case "parameter":
		r.parameter(in, n)
	case "message":
		r.message(in, n)
	case "system":
		if old := r.system; old != nil {
			r.Problems = append(r.Problems, value.Problem{
				Code: value.CodeDuplicateKey, Span: r.view.Span(in.nameAt[0], in.nameAt[1]), Related: old.Span,
				Message: "SYSTEM is already set above; Ollama keeps the last one: remove one",
			})
		}
		if r.system != nil {
			r.Messages, r.messages.Entries = r.Messages[1:], r.messages.Entries[1:]
		}
		r.system = n
		r.say(prompt.RoleSystem, nil, n)
	case "template", "adapter", "renderer", "parser", "draft":
		if in.name == "template" && !in.open {
			r.chatTemplate(n)
		}
		r.Tree.Set(in.name, n)
		r.Ext = append(r.Ext, prompt.Ext{
			At: prompt.At{Node: n}, Dialect: "ollama", Key: value.Pointer("", in.name), Feature: "runtime-option", Value: n,
		})
	}
}

// chatTemplate checks what turns messages into the model's text. Nothing of it
// is said by anybody: the text stays as it is.
func (r *reader) chatTemplate(n *value.Node) {
	if lang := r.env.Langs.Get("gotemplate"); lang != nil {
		_, problems := format.TextNode(lang, n.View)
		r.Problems = append(r.Problems, problems...)
	}
}

// value returns an argument as text.
func (r *reader) value(in instruction) *value.Node {
	v := r.view.ChildAt(in.inner, max(in.inner, in.innerEnd), layer{quotes: in.quotes, start: in.start, end: in.end})
	return &value.Node{Kind: value.String, Str: v.Text, Span: v.All(), View: v}
}

// parameter reads an option. Options that stand more than once are lists.
func (r *reader) parameter(in instruction, n *value.Node) {
	if in.quotes == "" && value.IsJSONNumber(n.Str) {
		n.Kind = value.Number
	} else if in.quotes == "" && (n.Str == "true" || n.Str == "false") {
		n.Kind, n.Bool = value.Bool, n.Str == "true"
	}
	old := r.options.Get(in.key)
	switch {
	case in.key == "stop" && old == nil:
		list := value.NewArray(n)
		list.Span = n.Span
		r.options.Set(in.key, list)
	case in.key == "stop":
		old.Append(n)
		old.Span = old.Span.Cover(n.Span)
	case old != nil:
		r.Problems = append(r.Problems, value.Problem{
			Code: value.CodeDuplicateKey, Span: r.view.Span(in.keyAt[0], in.keyAt[1]), Related: old.Span,
			Message: "the parameter " + in.key + " is already set above; Ollama keeps the last one: remove one",
		})
		r.options.Set(in.key, n)
	default:
		r.options.Set(in.key, n)
	}
}

// message reads an example turn.
func (r *reader) message(in instruction, n *value.Node) {
	switch in.key {
	case "system", "user", "assistant":
	default:
		r.bad(in.keyAt, "unknown role "+in.key+"; expected system, user or assistant")
		return
	}
	v := r.view.Slice(in.keyAt[0], in.keyAt[1])
	r.say(prompt.Role(in.key), &value.Node{Kind: value.String, Str: in.key, Span: v.All(), View: v}, n)
}

func (r *reader) say(role prompt.Role, node, text *value.Node) {
	said := &value.Node{Kind: value.Object, Span: text.Span}
	m := &prompt.Message{At: prompt.At{Node: said}, Role: role, RoleNode: node}
	if node != nil {
		m.Marks = append(m.Marks, node)
		said.Set("role", node)
		said.Span = node.Span.Cover(text.Span)
	}
	said.Set("content", text)
	m.Parts = prompt.List[prompt.Part]{{Item: &prompt.Part{At: prompt.At{Node: text}, Kind: prompt.TextPart, Text: text}, Span: text.Span}}
	entry := prompt.Entry[prompt.Message]{Item: m, Span: said.Span}
	if node == nil { // SYSTEM comes first wherever it stands
		r.Messages = append(prompt.List[prompt.Message]{entry}, r.Messages...)
		r.messages.Entries = append([]value.Entry{{Value: said, Span: said.Span}}, r.messages.Entries...)
		return
	}
	r.Messages = append(r.Messages, entry)
	r.messages.Append(said)
}
