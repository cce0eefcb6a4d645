// Package semantickernel is the prompt files of Semantic Kernel: skprompt.txt
// with its config.json beside it, YAML files whose template stands in them, and
// templates in Handlebars of their own.
//
// The fields are those of PromptTemplateConfig and of its settings by service
// (https://github.com/microsoft/semantic-kernel,
// dotnet/src/SemanticKernel.Abstractions/PromptTemplate; how <message> elements
// are read: ChatPromptParser and XmlPromptParser there; read 2026-11-22).
package semantickernel

import (
	"bytes"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
)

// Format is Semantic Kernel's. The zero value is ready to use.
type Format struct{}

var _ format.Writer = Format{}

// ID implements format.Format.
func (Format) ID() string { return "semantic-kernel" }

// Names of the two files that a prompt in a folder of its own consists of.
const (
	PromptName = "skprompt.txt"
	ConfigName = "config.json"
)

// Detect implements format.Format.
func (Format) Detect(f *source.File) (int, string) {
	base := strings.ToLower(path.Base(f.Path))
	switch {
	case base == PromptName && len(bytes.TrimSpace(f.Data)) > 0:
		return format.Sure, "its name is " + PromptName
	case strings.HasSuffix(base, ".yaml"), strings.HasSuffix(base, ".yml"):
		if hasKey(f.Data, "template") && (hasKey(f.Data, "template_format") || hasKey(f.Data, "execution_settings") || hasKey(f.Data, "input_variables")) {
			return format.Likely, "its keys are those of a Semantic Kernel prompt"
		}
	case strings.HasSuffix(base, ".handlebars"), strings.HasSuffix(base, ".hbs"), strings.HasSuffix(base, ".liquid"):
		if bytes.Contains(f.Data, []byte("{{#message role")) || bytes.Contains(f.Data, []byte("<message role=")) {
			return format.Likely, "it has the messages of a Semantic Kernel prompt"
		}
	}
	return format.No, ""
}

// hasKey reports whether a line of data begins with key and a colon.
func hasKey(data []byte, key string) bool {
	k := []byte(key + ":")
	return bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\ufeff")), k) || bytes.Contains(data, append([]byte{'\n'}, k...))
}

// languages maps the words of template_format to template languages.
var languages = map[string][]string{
	"semantic-kernel": {"semantickernel", "semantic-kernel"},
	"handlebars":      {"handlebars"},
	"liquid":          {"liquid"},
	"jinja2":          {"jinja"}, // the Python kernel has it besides
}

// Read implements format.Format.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	r := &reader{File: &format.File{Tree: &value.Node{Kind: value.Object}}, env: env}
	base := strings.ToLower(path.Base(f.Path))
	switch ext := path.Ext(base); {
	case base == PromptName:
		r.Variant = "folder"
		if config := env.File(ConfigName); config != nil {
			r.beside(config)
		}
		r.text(format.WithoutBOM(f.Whole()), r.lang())
	case ext == ".yaml" || ext == ".yml":
		r.Variant = "yaml"
		if !r.yaml(f) {
			return nil
		}
	default:
		r.Variant = "template"
		lang, _ := format.LangByName(base)
		if ext == ".liquid" {
			lang = "liquid"
		}
		r.text(format.WithoutBOM(f.Whole()), asRun(env.Langs.Get(lang)))
	}
	return []*format.File{r.File}
}

type reader struct {
	*format.File
	env    format.Env
	format *value.Node // template_format
	rich   map[string]string
}

// yaml reads a file that holds its template; false where it is none.
func (r *reader) yaml(f *source.File) bool {
	docs, problems := value.ReadYAML(f.Whole(), value.Options{})
	r.Problems = problems
	if len(docs) == 0 {
		return false
	}
	root := docs[0]
	t := root.Get("template")
	if t == nil || root.Kind != value.Object || !ours(root) {
		return false
	}
	r.Front, r.Tree.Span = root, root.Span
	r.config(root)
	if !t.IsString() {
		r.Wrong(t, "template is no text; expected a block of text: template: |")
		return true
	}
	r.text(t.View, r.lang())
	return true
}

// ours reports whether the keys beside template are Semantic Kernel's:
// LangChain's files list names under input_variables, where these have
// mappings.
func ours(root *value.Node) bool {
	if w := root.Get("template_format"); w.IsString() {
		_, ok := languages[w.Str]
		if ok && w.Str != "jinja2" {
			return true
		}
	}
	if s := root.Get("execution_settings"); s != nil && s.Kind == value.Object {
		return true
	}
	list := root.Get("input_variables")
	if list == nil || list.Kind != value.Array || len(list.Entries) == 0 {
		return false
	}
	first := list.Entries[0].Value
	return first != nil && first.Kind == value.Object
}

// beside reads the configuration that lies beside skprompt.txt. Its problems
// are its own: they would have no place in this file.
func (r *reader) beside(f *source.File) {
	root, problems := value.ReadJSON(f.Whole(), value.Options{})
	if root == nil || root.Kind != value.Object || len(problems) > 0 {
		return
	}
	// Spans are those of one file: what another says stands nowhere in this.
	root.Walk("", func(_ string, n *value.Node) {
		n.Span, n.View = source.Span{}, nil
		for i := range n.Entries {
			n.Entries[i].Span, n.Entries[i].KeySpan = source.Span{}, source.Span{}
		}
	})
	r.config(root)
}

// lang returns the language of the template.
func (r *reader) lang() templates.Language {
	word := "semantic-kernel"
	if r.format.IsString() {
		word = r.format.Str
	}
	ids, ok := languages[word]
	if !ok {
		r.Wrong(r.format, "unknown template_format "+word+"; expected semantic-kernel, handlebars or liquid: the text is read without holes")
	}
	return asRun(r.env.Langs.First(ids...))
}

// asRun returns a language as the kernel runs it.
func asRun(lang templates.Language) templates.Language {
	if lang != nil && lang.ID() == handlebars.ID {
		return handlebars.SemanticKernel() // some of its helpers are operators
	}
	return lang
}

// text reads the template: the messages in its markup, or one of the user's.
func (r *reader) text(v *source.View, lang templates.Language) {
	r.Body = v
	r.Problems = append(r.Problems, format.CheckUTF8(v)...)
	if lang != nil && (strings.Contains(v.Text, "{{") || strings.Contains(v.Text, "{%")) {
		r.Lang = lang.ID()
	}
	list, node, problems := format.Turns{Lang: lang, Default: prompt.RoleUser, Rich: r.rich, Markup: true}.Read(v)
	r.Messages = list
	r.Tree.Set("messages", node)
	r.Problems = append(r.Problems, problems...)
}
