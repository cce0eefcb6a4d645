// Package dotprompt is the prompt-file format dotprompt: YAML front matter with
// a model, its configuration and Picoschema, and a Handlebars body that helpers
// cut into messages ({{role "system"}}, {{media url=x}}, {{history}}).
//
// The format is described at https://google.github.io/dotprompt, by its
// conformance suite (github.com/google/dotprompt, spec) and the reference
// implementation (js/src; all read 2026-11-22).
package dotprompt

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
)

// Format is dotprompt. The zero value is ready to use.
type Format struct{}

var _ format.Format = Format{}

// ID is the format's name.
const ID = "dotprompt"

// ID implements format.Format.
func (Format) ID() string { return ID }

// Detect implements format.Format. A file of that name with neither front
// matter nor a helper is plain text: other programs use the ending too.
func (Format) Detect(f *source.File) (int, string) {
	if !strings.HasSuffix(strings.ToLower(f.Path), ".prompt") {
		return format.No, ""
	}
	text := string(f.Data)
	if _, front := headed(text); front {
		return format.Sure, "its name ends in .prompt and it has front matter"
	}
	if tag := format.HelperTag(text); tag != "" {
		return format.Sure, "its name ends in .prompt and it has the tag " + tag
	}
	return format.No, ""
}

// headed returns where the front matter begins and whether there is any. Lines
// of # may stand above it: a licence.
func headed(text string) (int, bool) {
	at := len(text) - len(strings.TrimPrefix(text, "\ufeff"))
	for at < len(text) {
		l, _, _ := strings.Cut(text[at:], "\n")
		if s := strings.TrimSpace(l); s != "" && s[0] != '#' {
			break
		}
		at = min(len(text), at+len(l)+1)
	}
	return at, format.HasFrontMatter(text[at:])
}

// Split cuts a file into front matter and body. A body behind front matter has
// no white space around it; without front matter the body is the file.
func Split(v *source.View) format.Split {
	at, front := headed(v.Text)
	if !front {
		return format.Split{Body: v.Slice(len(v.Text)-len(strings.TrimPrefix(v.Text, "\ufeff")), len(v.Text))}
	}
	s := format.FrontMatter(v.Slice(at, len(v.Text)))
	if s.Front != nil {
		from := len(s.Body.Text) - len(strings.TrimLeft(s.Body.Text, space))
		s.Body = s.Body.Slice(from, max(from, len(strings.TrimRight(s.Body.Text, space))))
	}
	return s
}

// space is what JavaScript trims, as far as prompt files have it.
const space = " \t\r\n\v\f\u00a0\ufeff\u2028\u2029"

// Read implements format.Format.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	r := &reader{File: &format.File{Tree: &value.Node{Kind: value.Object}, Lang: handlebars.ID}}
	s := Split(f.Whole())
	r.Body = s.Body
	if s.Problem != nil {
		r.Problems = append(r.Problems, *s.Problem)
	}
	if s.Front != nil {
		r.front(s.Front)
	}
	r.body(newPartials(env))
	if len(r.Problems) == 0 { // else it may be what could not be read
		r.Doubts = Check(r.File)
	}
	return []*format.File{r.File}
}

type reader struct {
	*format.File
}

// front reads the front matter.
func (r *reader) front(v *source.View) {
	docs, problems := format.ReadYAML(v)
	r.Problems = append(r.Problems, problems...)
	if len(docs) == 0 || docs[0].Kind == value.Null {
		return
	}
	root := docs[0]
	if root.Kind != value.Object {
		r.Wrong(root, "the front matter is no mapping; expected lines such as `model: googleai/gemini-2.5-flash`")
		return
	}
	r.Front = root
	if len(problems) > 0 {
		// What follows from broken YAML says nothing new.
		defer func(n int) { r.Problems = r.Problems[:n] }(len(r.Problems))
	}
	for _, m := range root.Members() {
		switch m.Key {
		case "name":
			r.Title = text(m.Value)
		case "description":
			r.About = text(m.Value)
		case "model":
			r.model(m.Value)
		case "config":
			r.config(m.Value, root.Get("model"))
		case "input":
			r.input(m.Value)
		case "output":
			r.output(m.Value)
		case "tools", "toolDefs":
			r.tools(m.Key, m.Value)
		case "variant", "version", "ext", "metadata":
			r.Keep(m.Key, m.Value)
		default:
			r.extension(m)
		}
	}
}

// model reads the model's name, which may have its server in front:
// googleai/gemini-2.5-flash.
func (r *reader) model(n *value.Node) {
	switch {
	case n.Kind == value.Null:
	case !n.IsString():
		r.Wrong(n, "model is no text; expected a name such as googleai/gemini-2.5-flash")
	default:
		r.Model = n
		r.Tree.Set("model", n)
	}
}

// extensionPrefix is the namespace in which a neutral file keeps what dotprompt
// has no field for.
const extensionPrefix = "promptglot."

// extension reads a key of a namespace. Those of others are for programs that
// know them; nothing of them is sent.
func (r *reader) extension(m value.Member) {
	key, ok := strings.CutPrefix(m.Key, extensionPrefix)
	if m.Spread {
		return
	}
	if !ok {
		r.Keep(m.Key, m.Value)
		return
	}
	if r.Promptglot == nil {
		r.Promptglot = &value.Node{Kind: value.Object, Span: m.Span}
	}
	r.Promptglot.Entries = append(r.Promptglot.Entries, value.Entry{Key: key, KeySpan: m.KeySpan, Value: m.Value, Span: m.Span})
}

// body reads the text behind the front matter, with its partials in it.
func (r *reader) body(p *partials) {
	r.Problems = append(r.Problems, format.CheckUTF8(r.Body)...)
	turns := format.Turns{Lang: handlebars.Dotprompt(), Default: prompt.RoleUser, Tags: true, Exact: true}
	list, node, problems := turns.Read(p.splice(r.Body))
	r.Partials = p.texts
	r.Messages = list
	r.Tree.Set("messages", node)
	r.Problems = append(r.Problems, problems...)
}

// text returns literal text, "" for anything else.
func text(n *value.Node) string {
	if n.IsString() {
		return n.Str
	}
	return ""
}
