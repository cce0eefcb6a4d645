// Package prompty is the prompt-file format Prompty: YAML front matter and a
// body that role markers cut into messages. It reads version 1 (model.api,
// model.configuration, model.parameters in OpenAI's words) and version 2
// (model.id, provider, connection, neutral model.options); files that mix the
// two are read too.
//
// The format is described at https://github.com/microsoft/prompty
// (spec/spec.md, read 2026-11-22).
package prompty

import (
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Format is Prompty. The zero value is ready to use.
type Format struct{}

var _ format.Format = Format{}

// ID implements format.Format.
func (Format) ID() string { return "prompty" }

// Detect implements format.Format.
func (Format) Detect(f *source.File) (int, string) {
	if strings.HasSuffix(strings.ToLower(f.Path), ".prompty") {
		return format.Sure, "its name ends in .prompty"
	}
	return format.No, ""
}

// Read implements format.Format.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	r := &reader{File: &format.File{Variant: "v2", Tree: &value.Node{Kind: value.Object}}, env: env, rich: map[string]string{}}
	s := format.FrontMatter(f.Whole())
	r.Body = s.Body
	if s.Problem != nil {
		r.Problems = append(r.Problems, *s.Problem)
	}
	if s.Front != nil {
		r.front(s.Front)
	}
	r.body()
	return []*format.File{r.File}
}

type reader struct {
	*format.File
	env  format.Env
	rich map[string]string // kinds of the inputs that are no text
}

// front reads the front matter.
func (r *reader) front(v *source.View) {
	docs, problems := format.ReadYAML(v)
	r.Problems = append(r.Problems, problems...)
	if len(docs) == 0 {
		return
	}
	root := docs[0]
	if root.Kind != value.Object {
		r.Wrong(root, "the front matter is no mapping; expected lines of `key: value`")
		return
	}
	references(root)
	files(root, r.env)
	r.Front = root
	if root.Get("model").Get("api") != nil || root.Get("model").Get("configuration") != nil ||
		root.Get("model").Get("parameters") != nil || root.Get("sample") != nil {
		r.Variant = "v1"
	}
	for _, m := range root.Members() {
		switch m.Key {
		case "name":
			r.Title = text(m.Value)
		case "description":
			r.About = text(m.Value)
		case "model":
			r.model(m.Value)
		case "inputs":
			r.inputs(m.Value)
		case "inputSchema":
			r.inputs(properties(m.Value))
		case "outputs":
			r.outputs(m.Value)
		case "outputSchema":
			r.outputs(properties(m.Value))
		case "tools":
			r.tools(m.Value)
		case "template":
			r.template(m.Value)
		case "authors", "tags", "version", "base", "environment":
			r.Keep(m.Key, m.Value) // version 1 has these beside metadata
		case "metadata":
			r.Promptglot = m.Value.Get("promptglot")
			for _, x := range m.Value.Members() {
				if x.Key != "promptglot" && !x.Spread {
					r.Keep(x.Key, x.Value)
				}
			}
		}
	}
	r.samples(root.Get("sample"))
}

// body reads the text behind the front matter.
func (r *reader) body() {
	if r.Front.Get("template") == nil {
		r.Lang = "jinja" // what the specification takes without a word
		if sections(r.Body.Text) {
			r.Lang = "mustache" // what the loader of azure-ai-inference takes
		}
	}
	r.Problems = append(r.Problems, format.CheckUTF8(r.Body)...)
	roles := format.PromptyRoles
	if r.Variant == "v1" {
		roles = format.PromptyV1Roles
	}
	turns := format.Turns{
		Lang: r.env.Langs.Get(r.Lang), Roles: roles, Default: prompt.RoleSystem, Rich: r.rich,
		Images: r.Variant == "v1",
	}
	list, node, problems := turns.Read(r.Body)
	r.Messages = list
	r.Tree.Set("messages", node)
	r.Problems = append(r.Problems, problems...)
}

var section = regexp.MustCompile(`\{\{#[ \t]*([\w.]+)[ \t]*\}\}`)

// sections reports whether a text has a section of Mustache, which is no Jinja,
// and no statement of Jinja.
func sections(text string) bool {
	m := section.FindStringSubmatch(text)
	return m != nil && !strings.Contains(text, "{%") && strings.Contains(text, "{{/"+m[1]+"}}")
}

// engines maps the words for template engines to languages: those of the
// specification, and others that its runtimes register.
var engines = map[string]string{
	"jinja2": "jinja", "jinja": "jinja", "nunjucks": "jinja",
	"mustache": "mustache", "handlebars": "handlebars",
}

// template reads `template: jinja2`, {format: jinja2} and {format: {kind: …}};
// version 1 has type for kind.
func (r *reader) template(n *value.Node) {
	word := n
	if n.Kind == value.Object {
		word = n.Get("format")
		if word == nil {
			word = n.Get("type")
		}
		if k := word.Get("kind"); k != nil {
			word = k
		} else if k := word.Get("type"); k != nil {
			word = k
		}
	}
	if word == nil {
		r.Lang = "jinja"
		return
	}
	lang, ok := engines[strings.ToLower(text(word))]
	if !ok {
		r.Wrong(word, "unknown template format "+text(word)+"; expected jinja2 or mustache: the text is read without holes")
	}
	r.Lang = lang
}

// text returns literal text, "" for anything else.
func text(n *value.Node) string {
	if n.IsString() {
		return n.Str
	}
	return ""
}

// properties returns what a schema block lists: its member properties, or the
// block itself.
func properties(n *value.Node) *value.Node {
	if p := n.Get("properties"); p != nil {
		return p
	}
	return n
}
