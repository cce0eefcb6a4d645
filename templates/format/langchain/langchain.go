// Package langchain is the serialised prompts of LangChain: the configuration
// files of load_prompt (_type: prompt, few_shot or chat) and the constructor
// form of its hub ("lc": 1), alone or as the first step of a chain.
//
// The fields are those of langchain_core (prompts/loading.py, prompts/chat.py,
// prompts/few_shot.py, load/serializable.py in
// https://github.com/langchain-ai/langchain, read 2026-11-22).
package langchain

import (
	"bytes"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
)

// Format is LangChain's. The zero value is ready to use.
type Format struct{}

var _ format.Writer = Format{}

// ID implements format.Format.
func (Format) ID() string { return "langchain" }

// Detect implements format.Format.
func (Format) Detect(f *source.File) (int, string) {
	has := func(words ...string) bool {
		for _, w := range words {
			if bytes.Contains(f.Data, []byte(w)) {
				return true
			}
		}
		return false
	}
	switch strings.ToLower(path.Ext(f.Path)) {
	case ".json":
		if has(`"lc"`) && has(`"constructor"`) && has("PromptTemplate", "Message") {
			return format.Likely, "it is an object of LangChain's"
		}
		if has(`"input_variables"`, `"few_shot"`) || has(`"_type"`) && has(`"template`, `"messages"`) {
			return format.Likely, "its keys are those of a LangChain prompt"
		}
	case ".yaml", ".yml":
		if has("input_variables") && has("template", "_type", "suffix") && !has("template_format: semantic-kernel", "execution_settings") {
			return format.Likely, "its keys are those of a LangChain prompt"
		}
		if has("_type: prompt", "_type: few_shot", "_type: chat") {
			return format.Likely, "its keys are those of a LangChain prompt"
		}
	}
	return format.No, ""
}

// Read implements format.Format.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	var root *value.Node
	var problems []value.Problem
	if strings.EqualFold(path.Ext(f.Path), ".json") {
		root, problems = value.ReadJSON(f.Whole(), value.Options{})
	} else if docs, found := value.ReadYAML(f.Whole(), value.Options{}); len(docs) > 0 {
		root, problems = docs[0], found
	}
	if root == nil || root.Kind != value.Object {
		return nil
	}
	r := &reader{
		File: &format.File{Tree: &value.Node{Kind: value.Object, Span: root.Span}, Front: root, Problems: problems},
		env:  env, kinds: map[string]string{},
	}
	if n := root.Get("manifest"); n.Get("lc") != nil {
		root = n // what the hub's API answers
	}
	switch {
	case root.Get("lc") != nil:
		r.Variant = "constructor"
		if !r.object(root) {
			return nil
		}
	case r.plain(root):
		r.Variant = "config"
	default:
		return nil
	}
	return []*format.File{r.File}
}

type reader struct {
	*format.File
	env   format.Env
	kinds map[string]string // of the variables that are no text
}

// formats maps LangChain's words for template languages to ours.
var formats = map[string][]string{
	"f-string": {"fstring", "f-string"}, "jinja2": {"jinja"}, "mustache": {"mustache"},
}

// lang returns the language that template_format names; f-strings where it is
// left out.
func (r *reader) lang(n *value.Node) templates.Language {
	word := "f-string"
	if n.IsString() {
		word = n.Str
	}
	ids, ok := formats[word]
	if !ok {
		r.Wrong(n, "unknown template_format "+word+"; expected f-string, jinja2 or mustache: the text is read without holes")
	}
	return r.env.Langs.First(ids...)
}

// template reads n as a text of lang.
func (r *reader) template(lang templates.Language, n *value.Node) {
	tagged, problems := format.ReadText(lang, n)
	r.Problems = append(r.Problems, problems...)
	if tagged {
		r.Lang = lang.ID()
	}
}

// variables reads input_variables and partial_variables.
func (r *reader) variables(n *value.Node) {
	partial := n.Get("partial_variables")
	if list := n.Get("input_variables"); list != nil {
		if list.Kind != value.Array {
			r.Wrong(list, "input_variables is no list; expected the names of variables")
		}
		for i := range list.Entries {
			v := list.Entries[i].Value
			if !v.IsString() {
				if v != nil {
					r.Wrong(v, "this variable has no name; expected text")
				}
				continue
			}
			r.variable(v, v.Str, partial.Get(v.Str))
		}
	}
	for _, m := range partial.Members() {
		if !m.Spread {
			r.variable(m.Value, m.Key, m.Value)
		}
	}
}

// variable adds an input once.
func (r *reader) variable(at *value.Node, name string, fallback *value.Node) {
	for i := range r.Inputs {
		if r.Inputs[i].Name == name {
			return
		}
	}
	kind := "string"
	if k := r.kinds[name]; k != "" {
		kind = k
	}
	r.Inputs = append(r.Inputs, prompt.Input{
		At: prompt.At{Node: at}, Name: name, Kind: kind, Required: fallback == nil, Default: fallback,
	})
}

// say adds a message.
func (r *reader) say(m *prompt.Message, span source.Span) {
	r.Messages = append(r.Messages, prompt.Entry[prompt.Message]{Item: m, Span: span})
}

// part returns a text as a part.
func part(n *value.Node) prompt.Entry[prompt.Part] {
	return prompt.Entry[prompt.Part]{Item: &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}, Span: n.Span}
}

// text returns literal text, "" for anything else.
func text(n *value.Node) string {
	if n.IsString() {
		return n.Str
	}
	return ""
}
