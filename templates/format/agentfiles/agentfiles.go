// Package agentfiles is the Markdown files that coding agents read by their
// name or place: rules (AGENTS.md, CLAUDE.md, GEMINI.md, .cursor/rules …),
// skills, agents, commands and prompt files. Their readers are other programs,
// so they are edited in place and keep their form.
//
// What each tool reads is in table.go; the variables that a tool fills in are
// declared inputs here, their text stays as it is.
package agentfiles

import (
	"bytes"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Format is the files of coding agents. The zero value is ready to use.
type Format struct{}

var _ format.Format = Format{}

// ID implements format.Format.
func (Format) ID() string { return "agent-file" }

// Detect implements format.Format.
func (Format) Detect(f *source.File) (int, string) {
	k, why := kindOf(f.Path, f.Data)
	if k == nil || len(bytes.TrimSpace(f.Data)) == 0 {
		return format.No, ""
	}
	return format.Sure, why
}

// Read implements format.Format.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	k, _ := kindOf(f.Path, f.Data)
	if k == nil || format.IsBinary(f.Data) {
		return nil
	}
	r := &reader{File: &format.File{Tree: &value.Node{Kind: value.Object}, Variant: k.id, More: true}, kind: k}
	if strings.HasSuffix(strings.ToLower(f.Path), ".toml") {
		r.toml(f)
		return []*format.File{r.File}
	}
	s := format.FrontMatter(f.Whole())
	if s.Problem != nil && (s.Front == nil || !key(s.Front.Text)) {
		s = format.Split{Body: f.Whole()} // a rule at the top of a text
	}
	if s.Problem != nil {
		r.Problems = append(r.Problems, *s.Problem)
	}
	if s.Front != nil {
		r.front(s.Front)
	}
	r.body(s.Body)
	return []*format.File{r.File}
}

// body reads the text of a prompt.
func (r *reader) body(v *source.View) {
	r.Body = v
	r.Problems = append(r.Problems, format.CheckUTF8(v)...)
	list, node, problems := format.Turns{Default: r.kind.role}.Read(v)
	r.Messages = list
	r.Tree.Set("messages", node)
	r.Problems = append(r.Problems, problems...)
	r.variables(v)
}

type reader struct {
	*format.File
	kind *kind
}

// key reports whether text begins with a key of YAML.
func key(text string) bool {
	l, _, _ := strings.Cut(text, "\n")
	i := strings.IndexByte(l, ':')
	return i > 0 && !strings.ContainsAny(l[:i], " \t#*")
}

// front reads the front matter.
func (r *reader) front(v *source.View) {
	docs, problems := value.ReadYAML(v, value.Options{})
	for _, p := range problems {
		if !pattern(v, p.Span) {
			r.Problems = append(r.Problems, p)
		}
	}
	if len(docs) == 0 {
		return
	}
	root := docs[0]
	if root.Kind != value.Object {
		r.Wrong(root, "the front matter is no mapping; expected lines of `key: value`")
		return
	}
	r.Front = root
	for _, m := range root.Members() {
		switch m.Key {
		case "name":
			if m.Value.IsString() {
				r.Title = m.Value.Str
			}
		case "description":
			if m.Value.IsString() {
				r.About = m.Value.Str
			}
		case "model":
			r.model(m.Value)
		case "tools", "allowed-tools", "disallowedTools", "disallowed-tools":
			r.tools(m.Key, m.Value)
		}
	}
}

// pattern reports whether a problem lies in a line of glob patterns: *.go is no
// YAML, and the tools that read such lines do not mind.
func pattern(v *source.View, at source.Span) bool {
	text := string(v.File().Data)
	start := strings.LastIndexByte(text[:min(at.Start, len(text))], '\n') + 1
	line := strings.TrimLeft(text[start:], " \t")
	return strings.HasPrefix(line, "globs:") || strings.HasPrefix(line, "applyTo:") || strings.HasPrefix(line, "- ")
}

// model reads the model: a name, or several in the order of preference.
func (r *reader) model(n *value.Node) {
	if n.Kind == value.Array && len(n.Entries) > 0 && n.Entries[0].Value != nil {
		n = n.Entries[0].Value
	}
	switch {
	case n.Kind == value.Null || n.Is("") || n.Is("inherit"):
	case n.IsString():
		r.Model = n
		r.Tree.Set("model", n)
	default:
		r.Wrong(n, "model is no name; expected one such as `model: sonnet`")
	}
}

// tools checks what the tool may use: a list of names, or names with commas. Some
// write an entry with a name and say with it what the tool is used for.
func (r *reader) tools(name string, n *value.Node) {
	switch n.Kind {
	case value.Null, value.String, value.Object:
		return
	case value.Array:
		for i := range n.Entries {
			if v := n.Entries[i].Value; v != nil && !v.IsString() && (v.Kind != value.Object || !v.Get("name").IsString()) {
				r.Wrong(v, "this entry of "+name+" is no name; expected text")
			}
		}
		return
	}
	r.Wrong(n, name+" is neither a list nor text; expected names such as `"+name+": Read, Grep`")
}
