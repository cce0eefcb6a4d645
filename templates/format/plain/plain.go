// Package plain is prompts that are kept as text: .txt, .prompt, .j2, .jinja,
// .hbs, .mustache and Markdown files. Nothing in such a file has to say that it
// is a prompt, so discovery goes by its name and its place first, and by its
// content only where role markers leave no doubt.
package plain

import (
	"slices"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Text is the format of plain text files; Markdown that of Markdown, which may
// have front matter.
type (
	Text     struct{}
	Markdown struct{}
)

var (
	_ format.Format = Text{}
	_ format.Format = Markdown{}
)

// ID implements format.Format.
func (Text) ID() string { return "text" }

// ID implements format.Format.
func (Markdown) ID() string { return "markdown" }

// Detect implements format.Format.
func (Text) Detect(f *source.File) (int, string) {
	if !mayBeText(f.Path) {
		return format.No, ""
	}
	n := nameOf(f.Path)
	switch {
	case n.bare():
		return detectBare(n, f.Whole().Text)
	case n.ending == "" || n.markdown():
		return format.No, ""
	}
	return detect(f, n)
}

// Detect implements format.Format.
func (Markdown) Detect(f *source.File) (int, string) {
	if !mayBeText(f.Path) {
		return format.No, ""
	}
	n := nameOf(f.Path)
	if !n.markdown() {
		return format.No, ""
	}
	return detect(f, n)
}

// Read implements format.Format.
func (Text) Read(f *source.File, env format.Env) []*format.File {
	file := &format.File{Tree: &value.Node{Kind: value.Object}}
	read(file, f, format.WithoutBOM(f.Whole()), env)
	return []*format.File{file}
}

// Read implements format.Format.
func (Markdown) Read(f *source.File, env format.Env) []*format.File {
	file := &format.File{Tree: &value.Node{Kind: value.Object}}
	s := format.FrontMatter(f.Whole())
	if s.Problem != nil && (s.Front == nil || !looksLikeYAML(s.Front.Text)) {
		// A rule at the top of a text, not front matter.
		s = format.Split{Body: format.WithoutBOM(f.Whole())}
	}
	if s.Problem != nil {
		file.Problems = append(file.Problems, *s.Problem)
	}
	if s.Front != nil {
		front(file, s.Front)
	}
	read(file, f, s.Body, env)
	return []*format.File{file}
}

// front reads the front matter of a Markdown prompt: a name, a description and
// a model; everything else is the business of the program that loads the file.
func front(file *format.File, v *source.View) {
	docs, problems := format.ReadYAML(v)
	file.Problems = append(file.Problems, problems...)
	if len(docs) == 0 || docs[0].Kind != value.Object {
		return
	}
	root := docs[0]
	file.Front = root
	if n := root.Get("name"); n.IsString() {
		file.Title = n.Str
	}
	if n := root.Get("description"); n.IsString() {
		file.About = n.Str
	}
	if m := root.Get("model"); m.IsString() && m.Str != "" && m.Str != "inherit" {
		file.Model = m
		file.Tree.Set("model", m)
	}
}

// read reads the text of a prompt.
func read(file *format.File, f *source.File, body *source.View, env format.Env) {
	file.Body = body
	file.Problems = append(file.Problems, format.CheckUTF8(body)...)
	n := nameOf(f.Path)
	var roles []string
	if _, first := format.Markers(body.Text, format.TextRoles); first {
		roles = format.TextRoles
	}
	turns := format.Turns{Roles: roles, Default: n.role()}
	file.Lang = n.lang
	if n.lang == "" && !n.verbatim() {
		file.Lang = env.LangOf(body.Text)
	}
	turns.Lang = env.Langs.Get(file.Lang)
	list, node, problems := turns.Read(body)
	if n.lang == "" && broken(problems) {
		// Nobody promised a template: these braces are text.
		file.Lang, turns.Lang = "", nil
		list, node, problems = turns.Read(body)
	}
	file.Messages = list
	file.Tree.Set("messages", node)
	file.Problems = append(file.Problems, problems...)
}

func broken(problems []value.Problem) bool {
	return slices.ContainsFunc(problems, func(p value.Problem) bool { return p.Code == format.CodeTemplate })
}
