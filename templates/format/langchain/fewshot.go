package langchain

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
)

// fewShot reads _type: few_shot: a prefix, the examples laid out by a prompt of
// their own, and a suffix, joined by a separator into one text of the user's.
func (r *reader) fewShot(n *value.Node) {
	lang := r.lang(n.Get("template_format"))
	between := "\n\n"
	separator := n.Get("example_separator")
	if separator.IsString() {
		between = separator.Str
	}
	var pieces []expr.Text
	said := &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart}
	add := func(key string) *value.Node {
		t := r.named(n, key, lang)
		if t == nil {
			return nil
		}
		if text := textOf(t); len(text) > 0 {
			pieces = append(pieces, text)
			r.Pieces = append(r.Pieces, t)
		}
		said.Marks = append(said.Marks, n.Get(key), n.Get(key+"_path"))
		return t
	}
	add("prefix")
	pieces = append(pieces, r.examples(n)...)
	if add("suffix") == nil && len(r.Problems) == 0 {
		r.Wrong(n, "the few-shot prompt has no suffix; expected suffix or suffix_path: the text that asks the question")
	}
	said.Marks = append(said.Marks, n.Get("examples"), n.Get("example_prompt"), n.Get("example_prompt_path"), separator)
	var whole expr.Text
	for i, p := range pieces {
		if i > 0 && between != "" {
			whole = append(whole, expr.Seg{Lit: between})
		}
		whole = append(whole, p...)
	}
	said.Text = value.NewText(whole)
	said.Text.Span = n.Span
	r.user(n, prompt.Entry[prompt.Part]{Item: said, Span: n.Span})
}

// textOf returns a text, a string or a hole as a text.
func textOf(n *value.Node) expr.Text {
	switch {
	case n.Kind == value.Text:
		return n.Text
	case n.Kind == value.Hole:
		return expr.Text{{Tag: n.Tag, Span: n.Span}}
	case n.Str == "":
		return nil
	}
	return expr.Text{{Lit: n.Str, Span: n.Span}}
}

// examples lays the examples out, one text for each. Examples, or the prompt
// that lays them out, may stand in other files.
func (r *reader) examples(n *value.Node) []expr.Text {
	list, layout := n.Get("examples"), n.Get("example_prompt")
	switch {
	case list == nil:
		r.Wrong(n, "the few-shot prompt has no examples; expected a list, or the name of a file that holds one")
		return nil
	case layout == nil && n.Get("example_prompt_path") == nil:
		r.Wrong(n, "the few-shot prompt has no example_prompt; expected one, or example_prompt_path")
		return nil
	}
	for _, at := range []struct {
		to   **value.Node
		file *value.Node
	}{{&list, list}, {&layout, n.Get("example_prompt_path")}} {
		if at.to == &layout && layout != nil || !at.file.IsString() {
			continue
		}
		if *at.to = r.tree(at.file.Str); *at.to == nil {
			hole := at.file.Clone()
			hole.Span = at.file.Span
			format.FileHole(hole)
			return []expr.Text{textOf(hole)}
		}
	}
	met := len(r.Problems)
	t := r.named(layout, "template", r.lang(layout.Get("template_format")))
	if n.Get("example_prompt") == nil {
		r.Problems = r.Problems[:met] // those of another file are said there
		format.Unplaced(t)
	}
	if t == nil && n.Get("example_prompt") == nil {
		r.Wrong(n.Get("example_prompt_path"), "the file has no template; expected a prompt with one")
		return nil
	}
	if t == nil {
		r.Wrong(layout, "example_prompt has no template; expected a text with the keys of the examples")
		return nil
	}
	if list.Kind != value.Array {
		r.Wrong(n.Get("examples"), "examples is no list; expected mappings with the variables of example_prompt")
		return nil
	}
	var out []expr.Text
	for i := range list.Entries {
		out = append(out, filled(t, list.Entries[i].Value))
	}
	return out
}

// filled returns the text of t with the members of values in place of its
// holes; others stay.
func filled(t, values *value.Node) expr.Text {
	if t.Kind != value.Text {
		return expr.Text{{Lit: t.Str}}
	}
	out := make(expr.Text, 0, len(t.Text))
	for _, s := range t.Text {
		if s.Tag != nil && s.Tag.Kind == expr.TagHole {
			if p, ok := s.Tag.Expr.(expr.Path); ok && len(p.Steps) == 1 {
				if v := values.Get(p.Steps[0].Name); v != nil && (v.Kind == value.String || v.Kind == value.Number) {
					s = expr.Seg{Lit: v.Str}
				}
			}
		}
		out = append(out, s)
	}
	return out
}

// fromFile is the text of the file that n names, read in lang: load_prompt
// takes .txt only. Where it is not to be had it is a hole for what the program
// will read.
func (r *reader) fromFile(n *value.Node, lang templates.Language) *value.Node {
	f := r.env.File(n.Str)
	if f == nil || format.IsBinary(f.Data) || !strings.EqualFold(path.Ext(n.Str), ".txt") {
		format.FileHole(n)
		return n
	}
	t, problems := format.TextNode(lang, f.Whole())
	if len(problems) > 0 {
		format.FileHole(n) // what is wrong is said of the file itself
		return n
	}
	if t.Kind == value.Text {
		r.Lang = lang.ID()
	}
	format.Unplaced(t)
	t.Span = n.Span
	return t
}

// tree is the JSON or YAML of a file beside the prompt; nil where it is not to
// be had.
func (r *reader) tree(name string) *value.Node {
	f := r.env.File(name)
	if f == nil || format.IsBinary(f.Data) {
		return nil
	}
	var n *value.Node
	var problems []value.Problem
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		n, problems = value.ReadJSON(f.Whole(), value.Options{})
	case ".yaml", ".yml":
		docs, found := value.ReadYAML(f.Whole(), value.Options{})
		if problems = found; len(docs) > 0 {
			n = docs[0]
		}
	}
	if len(problems) > 0 {
		return nil
	}
	return n
}
