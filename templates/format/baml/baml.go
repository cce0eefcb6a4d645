// Package baml is the prompts in BAML: functions with their prompt in Jinja,
// the clients that they are sent to, and shared pieces of text. BAML files are
// read only: they are programs of which the prompts are a part.
//
// The language is that of BAML v0, described at https://docs.boundaryml.com.
// Read on 2026-11-23: llms.txt and overview of ref/llm-client-providers, and the
// sources of aws-bedrock, openai-generic and vertex-ai with what they include on
// roles (fern/03-reference/baml/clients and fern/snippets of
// https://github.com/BoundaryML/baml). The rest (ref/baml: function,
// template-string, test; ref/prompt-syntax) is as BAML files in the wild have it.
package baml

import (
	"bytes"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Format is BAML. The zero value is ready to use.
type Format struct{}

var _ format.Format = Format{}

// ID implements format.Format.
func (Format) ID() string { return "baml" }

// Detect implements format.Format.
func (Format) Detect(f *source.File) (int, string) {
	if !strings.HasSuffix(strings.ToLower(f.Path), ".baml") {
		return format.No, ""
	}
	for _, word := range declarations[:3] {
		if bytes.Contains(f.Data, []byte(word)) {
			return format.Sure, "its name ends in .baml"
		}
	}
	return format.No, ""
}

// Read implements format.Format: one prompt for each function and shared text,
// and for each client that no function of the file speaks to. A file of types
// alone holds none.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	p := newParser(f.Whole())
	blocks := p.file()
	r := &reader{parser: p, env: env, path: f.Path, clients: map[string]*block{}, used: map[string]bool{}, seen: map[*block]bool{}, tests: map[string]*block{}}
	for i := range blocks {
		switch b := &blocks[i]; b.word {
		case "client":
			r.clients[p.text(b.name)] = b
		case "test":
			for _, name := range r.get(b.entries, "functions").items {
				if fn := p.literal(name); r.tests[fn] == nil {
					r.tests[fn] = b
				}
			}
		}
	}
	var out []*format.File
	for i := range blocks {
		switch b := &blocks[i]; b.word {
		case "function":
			if file := r.function(b); file != nil {
				out = append(out, file)
			}
		case "template_string":
			out = append(out, r.shared(b))
		}
	}
	for i := range blocks {
		if b := &blocks[i]; b.word == "client" && !r.used[p.text(b.name)] {
			file := r.file(b)
			file.Why = "it is a client of a BAML program"
			r.client(file, b)
			out = append(out, file)
		}
	}
	if len(out) == 0 {
		if len(p.problems) == 0 {
			return nil
		}
		out = []*format.File{{Tree: &value.Node{Kind: value.Object}}}
	}
	out[0].Problems = append(append(format.CheckUTF8(f.Whole()), p.problems...), out[0].Problems...)
	return out
}

type reader struct {
	*parser
	env     format.Env
	clients map[string]*block
	used    map[string]bool // clients that a function speaks to
	seen    map[*block]bool // clients whose problems were reported
	tests   map[string]*block
	path    string            // of the file
	others  map[string]string // who serves the clients of the project's other files; nil until one is asked for
}

// file begins the prompt of a declaration.
func (r *reader) file(b *block) *format.File {
	name := r.text(b.name)
	return &format.File{Name: name, Title: name, Tree: &value.Node{Kind: value.Object, Span: r.view.Span(b.name.start, b.name.end)}}
}

// get returns the last entry with a key, the zero entry without one.
func (r *reader) get(entries []entry, key string) entry {
	for i := len(entries) - 1; i >= 0; i-- {
		if entries[i].key == key {
			return entries[i]
		}
	}
	return entry{}
}

// literal returns the text of a token without quotes.
func (p *parser) literal(t token) string {
	if t.inner > 0 {
		return p.src[t.inner:t.innerEnd]
	}
	return p.text(t)
}

// function reads a function; nil where it is none that speaks to a model.
func (r *reader) function(b *block) *format.File {
	text := r.get(b.entries, "prompt")
	to := r.get(b.entries, "client")
	if text.at.end == 0 && to.at.end == 0 {
		return nil // a function of the program's own
	}
	file := r.file(b)
	if to.value.end > 0 {
		name := r.literal(to.value)
		if c := r.clients[name]; c != nil {
			r.used[name] = true
			r.client(file, c)
		} else if provider, _, ok := strings.Cut(name, "/"); ok {
			// "openai/gpt-4o": provider and model in one word.
			at := to.value.start + max(0, to.value.inner-to.value.start)
			file.Provider = r.node(at, at+len(provider))
			file.Model = r.node(at+len(provider)+1, at+len(name))
			file.Tree.Set("model", file.Model)
		} else {
			file.Provider = r.elsewhere(name)
		}
	}
	r.inputs(file, b)
	if text.value.end == 0 {
		at := text.at
		if at.end == 0 {
			at = b.name
		}
		r.parser.wrong(at, "the function "+r.text(b.name)+` has no prompt; expected prompt #"…"#`)
		return file
	}
	r.body(file, text.value, r.role(file.Provider))
	return file
}

// role is who speaks where the text does not say it: some clients put such text
// into the system's turn, the others into the user's.
func (r *reader) role(provider *value.Node) prompt.Role {
	for _, word := range r.env.WordsOf("baml").SystemFirst {
		if provider.IsString() && strings.HasPrefix(provider.Str, word) {
			return prompt.RoleSystem
		}
	}
	return prompt.RoleUser
}

// shared reads a template_string.
func (r *reader) shared(b *block) *format.File {
	file := r.file(b)
	r.inputs(file, b)
	r.body(file, *b.text, prompt.RoleUser)
	return file
}

// body reads the text of a prompt.
func (r *reader) body(file *format.File, t token, who prompt.Role) {
	if file.Body = r.said(t); file.Body == nil {
		r.parser.wrong(t, `the prompt is no text; expected #"…"#`)
		return
	}
	lang := r.env.Langs.Get("jinja")
	rich := map[string]string{}
	for _, in := range file.Inputs {
		if in.Kind == "image" || in.Kind == "audio" || in.Kind == "file" || in.Kind == "video" {
			rich[in.Name] = in.Kind
		}
	}
	list, node, problems := format.Turns{Lang: lang, Default: who, Rich: rich, Calls: true}.Read(file.Body)
	file.Messages = list
	file.Tree.Set("messages", node)
	file.Problems = append(file.Problems, problems...)
	if lang != nil && strings.Contains(file.Body.Text, "{") {
		file.Lang = lang.ID()
	}
}

// node makes a string of a piece of the file.
func (r *reader) node(start, end int) *value.Node {
	v := r.view.Slice(start, end)
	return &value.Node{Kind: value.String, Str: v.Text, Span: v.All(), View: v}
}

// inputs reads the parameters, with samples from the first test of the
// function.
func (r *reader) inputs(file *format.File, b *block) {
	var samples []entry
	if t := r.tests[r.text(b.name)]; t != nil {
		samples = r.get(t.entries, "args").block
	}
	for _, a := range b.args {
		in := prompt.Input{At: prompt.At{Node: r.node(a.at.start, a.at.end)}, Name: a.name, Kind: kindOf(a.kind), Required: !strings.HasSuffix(a.kind, "?")}
		if s := r.get(samples, a.name); s.at.end > 0 {
			in.Sample = r.value(s)
		}
		file.Inputs = append(file.Inputs, in)
	}
}

// kindOf returns the kind of a variable of a BAML type.
func kindOf(t string) string {
	t = strings.TrimSuffix(t, "?")
	switch t {
	case "string", "image", "audio", "video":
		return t
	case "pdf":
		return "file"
	case "int":
		return "integer"
	case "float":
		return "number"
	case "bool":
		return "boolean"
	}
	switch {
	case strings.HasSuffix(t, "[]"):
		return "array"
	case strings.ContainsAny(t, `|"`):
		return "any"
	}
	return "object"
}
